/*
 * `npm run bench`: ours beside a floor that does the same work with nothing around it, in one run, as ratios.
 * What is asked of each ratio stands beside it; the exit code says whether all were met.
 * `npm run bench -- display` runs one part, `-- portal display` those two, and without a name all of them run.
 */
import { ownTemporaryFolder } from '../fixtures/own-folder.ts';
import { printTable, type Measure } from './table.ts';

/** Each part measures by itself and cleans up behind itself. */
const PARTS: Readonly<Record<string, () => Promise<readonly Measure[]>>> = {
	portal: async () => (await import('./portal/portal.ts')).benchPortal(),
	privacy: async () => (await import('./privacy/privacy.ts')).benchPrivacy(),
	display: async () => (await import('./display/display.ts')).benchDisplay(),
	attacks: async () => (await import('./attacks.ts')).benchAttacks(),
	chaos: async () => (await import('./chaos.ts')).benchChaos()
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
	console.error(
		`No part of the benchmark is called ${unknown.join(', ')}: ${Object.keys(PARTS).join(', ')}.`
	);
	process.exit(2);
}
ownTemporaryFolder();
const measures: Measure[] = [];
for (const [name, run] of Object.entries(PARTS)) {
	if (asked.length === 0 || asked.includes(name)) measures.push(...(await run()));
}
process.exitCode = printTable(measures) ? 0 : 1;
