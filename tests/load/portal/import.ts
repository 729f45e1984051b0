import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import postgres from 'postgres';
import { bootstrap } from '#lib/server/db/bootstrap.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { makeHome } from '../../fixtures/home.ts';
import type { Measure } from '../table.ts';

const METERS = 200;
const START = Date.parse('2025-01-01T00:03:20Z');
const LEAST_PER_SECOND = 40_000;
const MOST_RSS_MB = 300;

/** `import` of a file and of one four times as long, through the command line into an empty packed store. */
export async function benchImport(
	superuserUrl: string,
	passwords: { ownerPassword: string; portalPassword: string; gatePassword: null },
	urlOf: (database: string) => string,
	root: string
): Promise<Measure[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'hemvy-bench-'));
	const measures: Measure[] = [];
	try {
		for (const [name, hours] of [
			['small', 2_500],
			['large', 10_000]
		] as const) {
			const database = `import_${name}`;
			const urls = await bootstrap(superuserUrl, { ...passwords, database });
			await migrate(urls.owner);
			const sql = postgres(urlOf(database), { max: 1, onnotice: () => undefined });
			for (let i = 0; i < METERS; i++) {
				const stays = [['2024-12-01T00:00:00Z', 'tenancy']] as const;
				await makeHome(sql, {
					number: String(i),
					stays,
					meters: [{ serial: `w${i}`, medium: 'cold_water' }]
				});
			}
			await sql.end();
			const file = path.join(folder, `${name}.csv`);
			await writeReadings(file, hours);
			const lines = METERS * hours;
			const { seconds, rssMb } = await runImport(root, file, urls.owner, folder);
			const words = `import of ${lines.toLocaleString('en')} readings`;
			measures.push({ name: words, ours: lines / seconds, floor: LEAST_PER_SECOND, unit: '/s', least: 1 });
			measures.push({ name: `${words}: peak memory`, ours: rssMb, floor: MOST_RSS_MB, unit: 'MB', most: 1 });
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	return measures;
}

/** Hours of all meters in the order in which they would arrive: hour by hour. */
async function writeReadings(file: string, hours: number): Promise<void> {
	const out = createWriteStream(file);
	out.write('meter,at,register\n');
	for (let hour = 0; hour < hours; hour++) {
		const at = new Date(START + hour * 3_600_000).toISOString().replace('.000Z', 'Z');
		let text = '';
		for (let i = 0; i < METERS; i++) text += `w${i},${at},${(100 + hour * 0.011 + i).toFixed(3)}\n`;
		if (!out.write(text))
			await new Promise<void>((resolve) =>
				out.once('drain', () => {
					resolve();
				})
			);
	}
	out.end();
	await finished(out);
}

async function runImport(root: string, file: string, ownerUrl: string, folder: string) {
	const start = performance.now();
	const child = spawn(
		'npm',
		['run', '--silent', 'hemvy', '--', 'import', file, '--report', path.join(folder, 'report')],
		{
			cwd: root,
			env: { ...process.env, HEMVY_OWNER_URL: ownerUrl },
			stdio: ['ignore', 'ignore', 'inherit']
		}
	);
	let rssMb = 0;
	const watch = setInterval(() => {
		rssMb = Math.max(rssMb, peakOfChildren(child.pid ?? 0));
	}, 100);
	const code = await new Promise((resolve) => child.once('exit', resolve));
	clearInterval(watch);
	if (code !== 0) throw new Error(`import ended with ${String(code)}`);
	return { seconds: (performance.now() - start) / 1000, rssMb };
}

/** Peak resident memory, MB, of the largest process below `pid`. */
function peakOfChildren(pid: number): number {
	try {
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
			.trim()
			.split(' ')
			.filter(Boolean);
		const own = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
		return Math.max(Number(own) / 1024, ...children.map((child) => peakOfChildren(Number(child))));
	} catch {
		return 0;
	}
}
