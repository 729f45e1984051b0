import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadRealData, realAccounts, type LoadedData } from '#lib/server/demo/load-data.ts';
import { PlainError } from './plain-error.ts';
import { showLoading } from './sample-filling.ts';
import { start } from './start.ts';
import type { CommandConfig } from './variables.ts';

/** Starts Hemvy on the real series of a folder, in a data folder of their own. @throws PlainError */
export async function startDemo(folder: string, config: CommandConfig): Promise<number> {
	const full = path.resolve(folder);
	if (!existsSync(full)) throw new PlainError(`The folder ${full} does not exist.`);
	const name = `demo-${createHash('sha256').update(full).digest('hex').slice(0, 8)}`;
	const { onProgress, done } = showLoading('Loading the series');
	return start({
		command: `npm run hemvy -- demo --data ${folder}`,
		config: { ...config, databaseUrl: null, dataDir: path.join(config.dataDir, name) },
		dev: false,
		filling: {
			openHouse: null,
			retention: false,
			accounts: realAccounts,
			staffKey: null,
			load: async (sql) => {
				try {
					const { files, leftOut } = await loadRealData(sql, full, {
						now: Math.floor(Date.now() / 1000),
						onProgress
					});
					done();
					sayLoaded(files, leftOut);
				} finally {
					done();
				}
			}
		}
	});
}

/** What came in of each file, and what was left out and why. Files of an earlier start are not named again. */
function sayLoaded(files: LoadedData['files'], leftOut: LoadedData['leftOut']): void {
	const count = new Intl.NumberFormat('en-GB');
	for (const { name, stored, unchanged, corrected, bad, rejected } of files) {
		const counts = { new: stored, unchanged, corrected, rejected: bad + rejected };
		const said = Object.entries(counts).filter(([, n]) => n > 0);
		console.log(`${name}: ${said.map(([word, n]) => `${count.format(n)} ${word}`).join(', ')}`);
	}
	if (files.length > 0) for (const { name, why } of leftOut) console.log(`${name}: left out, ${why}`);
}
