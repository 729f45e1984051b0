/*
 * The README's tables of variables, and the home node's environment file. `npx node tests/docs/variables.ts` writes
 * them anew from the code; readme.test.ts and home-node.test.ts say when that is due.
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

/** Set by the service itself: where the node listens, and its folder. */
const SET_BY_UNIT: Readonly<Record<string, string>> = { HEMVY_NODE_DATA: '/var/lib/hemvy' };

/** deploy/home-node/node.env: every variable of the home node, commented, with what holds without it. */
export const NODE_ENV_FILE = [
	'# /etc/hemvy/node.env: variables of the home node, read by hemvy-node.service. Whoever may read it has its secrets:',
	'# install it with mode 600. Take the # away before a line to set it; then: sudo systemctl restart hemvy-node',
	...KIOSK_VARIABLES.flatMap(({ name, description, fallback }: Variable) => [
		'',
		...wrapped(description),
		`#${name}=${SET_BY_UNIT[name] ?? fallback ?? ''}`
	]),
	''
].join('\n');

/** A comment of at most 118 columns a line. */
function wrapped(text: string): string[] {
	const lines = ['#'];
	for (const word of text.replaceAll('`', '').split(' ')) {
		if (`${lines.at(-1) ?? ''} ${word}`.length > 118) lines.push('#');
		lines.push(`${lines.pop() ?? ''} ${word}`);
	}
	return lines;
}

if (import.meta.main) {
	writeFileSync(path.resolve(import.meta.dirname, '../../deploy/home-node/node.env'), NODE_ENV_FILE);
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
