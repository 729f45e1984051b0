import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, openSync, closeSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '#lib/server/db/embedded.ts';
import { PlainError } from './plain-error.ts';
import { ROOT } from './variables.ts';

/** The apps that this package holds. */
export type AppName = 'portal' | 'kiosk';

const sourcesOf = (app: AppName): string[] => [
	`src/${app}`,
	'src/lib',
	`static/${app}`,
	'vite.config.ts',
	'package-lock.json',
	'tsconfig.json'
];
/** What the build itself writes among the sources. */
const isGenerated = (name: string): boolean =>
	name === 'src/lib/i18n/messages' ||
	(name.startsWith('src/lib/i18n/project.inlang/') && !name.endsWith('/settings.json'));

/** A number for all that an app is built from: it changes when any of it does. */
function sourcesHash(app: AppName): string {
	const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
	const files = sourcesOf(app)
		.flatMap((source) => filesIn(source))
		.sort();
	for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(ROOT, file)));
	return hash.digest('hex');
}

function filesIn(source: string): string[] {
	const full = path.join(ROOT, source);
	if (!existsSync(full)) return [];
	if (!statSync(full).isDirectory()) return [source];
	return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
		const name = `${source}/${entry.name}`;
		if (isGenerated(name) || entry.name.endsWith('.test.ts')) return [];
		return entry.isDirectory() ? filesIn(name) : [name];
	});
}

/**
 * Builds an app unless the build at hand was made from these very sources.
 * @param logDir where the build's own words go
 * @throws PlainError
 */
export async function ensureBuild(app: AppName, logDir: string, signal?: AbortSignal): Promise<void> {
	const noted = path.join(ROOT, `build/${app}.sources`);
	const hash = sourcesHash(app);
	const isThere = existsSync(path.join(ROOT, `build/${app}/index.js`)) && existsSync(noted);
	if (isThere && readFileSync(noted, 'utf8') === hash) return;
	console.log(`Building the ${app} (some 10 seconds, only when its sources have changed)…`);
	const logFile = path.join(logDir, `build-${app}.log`);
	makeFolder(logDir);
	const log = openSync(logFile, 'w');
	const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
	const code = await new Promise<number | null>((resolve, reject) => {
		const child = spawn(process.execPath, [vite, 'build'], {
			cwd: ROOT,
			env: { ...process.env, APP: app, NODE_ENV: 'production' },
			stdio: ['ignore', log, log],
			...(signal ? { signal } : {})
		});
		child.on('error', reject);
		child.on('close', resolve);
	});
	closeSync(log);
	if (code !== 0)
		throw new PlainError(`The ${app} could not be built. What went wrong stands in ${logFile}.`);
	writeFileSync(noted, hash);
}
