import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { importArrows, refusal } from './rule.js';

const root = path.resolve(import.meta.dirname, '../..');

/** Messages of the arrow rule alone for a file of this path and text. */
async function complaints(file: string, text: string): Promise<string[]> {
	const eslint = new ESLint({
		cwd: root,
		overrideConfigFile: true,
		overrideConfig: [{ ...importArrows, files: ['**/*.js', '**/*.ts'] }]
	});
	const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
	return (result?.messages ?? []).map((message) => message.message);
}

describe('import arrows', () => {
	it('a forbidden import is an error, whichever way it is written', async () => {
		const file = 'src/lib/energy/forbidden.js';
		for (const line of [
			"import '#lib/server/db/connection.ts';",
			"import { x } from '../server/db/connection.ts';",
			"export * from '#lib/ui/mark.ts';",
			"export { y } from '#lib/home/watchdog.ts';",
			"await import('#lib/server/accounts/session.ts');",
			"import fs from 'node:fs';"
		]) {
			expect(await complaints(file, line), line).toHaveLength(1);
		}
	});

	it('neither app reaches the other by its short name', async () => {
		expect(await complaints('src/portal/routes/x.js', "import '#kiosk/server/feed.ts';")).toHaveLength(1);
		expect(await complaints('src/kiosk/routes/x.js', "import '#portal/server/portal.ts';")).toHaveLength(1);
	});

	it('an allowed import is none', async () => {
		expect(await complaints('src/lib/home/watchdog.js', "import '#lib/energy/cell.ts';")).toEqual([]);
		expect(await complaints('src/lib/energy/fold.js', "import './cell.ts';")).toEqual([]);
	});

	it.each([
		['src/portal/routes/+page.server.ts', 'src/lib/server/node/store.ts'],
		['src/kiosk/routes/+page.server.ts', 'src/lib/server/db/connection.ts'],
		['src/kiosk/hooks.server.ts', 'src/portal/hooks.server.ts'],
		['src/lib/ui/charts/bars.ts', 'src/lib/server/consumption/read-series.ts'],
		['src/lib/server/consumption/read-series.ts', 'src/lib/server/collection/store-readings.ts'],
		['src/lib/server/node/store.ts', 'src/lib/server/db/connection.ts'],
		['src/lib/server/http/origin.ts', 'src/lib/server/config/variable.ts'],
		['src/lib/i18n/formats.ts', 'src/lib/energy/medium.ts']
	])('%s never reaches %s', (from, to) => {
		expect(refusal(from, to)).not.toBeNull();
	});

	it.each([
		['src/portal/routes/+page.server.ts', 'src/lib/server/consumption/read-series.ts'],
		['src/lib/server/consumption/read-series.ts', 'src/lib/server/consumption/points.ts'],
		['src/lib/server/consumption/read-series.ts', 'src/lib/server/db/connection.ts'],
		['src/lib/server/demo/load-sample.ts', 'src/lib/server/collection/store-readings.ts'],
		['src/cli/start.ts', 'src/lib/server/demo/load-sample.ts']
	])('%s may reach %s', (from, to) => {
		expect(refusal(from, to)).toBeNull();
	});
});
