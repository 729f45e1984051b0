/*
 * The README's tables of variables. `npx node tests/docs/variables.ts` writes them anew from the code;
 * readme.test.ts says when that is due.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { COMMAND_VARIABLES } from '../../src/cli/variables.ts';
import { KIOSK_VARIABLES } from '../../src/lib/server/config/kiosk.ts';
import { PORTAL_VARIABLES } from '../../src/lib/server/config/portal.ts';
import type { Variable } from '../../src/lib/server/config/variable.ts';

/** The cells of a table's lines: name, what it says, what holds without it. */
const cellsOf = (variables: readonly Variable[], unset: string): string[][] =>
	variables.map(({ name, description, fallback, secret }) => [
		`\`${name}\``,
		secret ? `${description} Never printed.` : description,
		fallback === null ? unset : fallback === '' ? '–' : `\`${fallback}\``
	]);

/** The tables by the headings that they stand under. */
export const VARIABLE_TABLES: Readonly<Record<string, string[][]>> = {
	'The variables': cellsOf([...PORTAL_VARIABLES, ...COMMAND_VARIABLES], 'the embedded database'),
	'Of the home node': cellsOf(KIOSK_VARIABLES, 'must be set')
};

if (import.meta.main) {
	const file = path.resolve(import.meta.dirname, '../../README.md');
	let text = readFileSync(file, 'utf8');
	for (const [heading, rows] of Object.entries(VARIABLE_TABLES)) {
		const lines = [['Variable', 'What it says', 'Without it'], ['---', '---', '---'], ...rows];
		const table = lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
		const place = new RegExp(`(^#+ ${heading}\\n(?:(?!#|\\|).*\\n)*)(?:\\|.*\\n)+`, 'm');
		text = text.replace(place, (_, before: string) => before + table);
	}
	writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
