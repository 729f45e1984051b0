import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { HOUSEHOLD_MEDIA } from '../fixtures/household.ts';
import { RESOLUTIONS, type Resolution } from './asking.ts';
import { MATRIX, type MatrixRow } from './matrix-rows.ts';
import { Scene } from './scene.ts';

const DOCUMENT = new URL('../../docs/privacy.md', import.meta.url);

const nameOf = ({ actor, condition }: MatrixRow): string => `${actor}: ${condition}`;
const cellsOf = (row: MatrixRow, found: ReadonlySet<Resolution>): string[] => [
	row.actor,
	row.condition,
	...RESOLUTIONS.map((resolution) => (found.has(resolution) ? 'yes' : 'no'))
];

describe('who reads what, asked of the database itself as the application does', () => {
	let database: FreshDatabase;
	let scene: Scene;
	const results: string[][] = [];
	let asked = 0;

	beforeAll(async () => {
		database = await freshDatabase();
		scene = new Scene(database);
	});
	afterAll(async () => {
		console.log(`${asked} questions\n${results.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`);
		await database.close();
	});

	test.each(MATRIX.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
		const ask = await row.arrange(scene);
		const media = row.media ?? HOUSEHOLD_MEDIA;
		const found = new Map<Resolution, boolean[]>();
		for (const resolution of RESOLUTIONS) {
			for (const medium of media) {
				asked += 1;
				found.set(resolution, [...(found.get(resolution) ?? []), await ask(resolution, medium)]);
			}
		}
		for (const [resolution, answers] of found) {
			const expected = row.reads.includes(resolution);
			expect(answers, resolution).toEqual(media.map(() => expected));
		}
		results.push(cellsOf(row, new Set(row.reads)));
	});

	test('docs/privacy.md shows exactly these rows', async () => {
		const lines = (await readFile(DOCUMENT, 'utf8')).split('\n');
		const start = lines.findIndex((line) => /^\| Actor +\| Condition/.test(line));
		const rows = lines.slice(
			start + 2,
			lines.findIndex((line, i) => i > start && !line.startsWith('|'))
		);
		const onPaper = rows.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim())
		);
		expect(onPaper).toEqual(MATRIX.map((row) => cellsOf(row, new Set(row.reads))));
	});

	test('every actor of the rules has a row, and each resolution is both allowed and refused', () => {
		const actors = new Set(MATRIX.map(({ actor }) => actor));
		for (const actor of [
			'Contract holder',
			'Former holder',
			'New holder',
			'Other adult of the household',
			'Delegate'
		]
			.concat(['Guardian', 'Care giver', 'Billing staff', 'Case handler', 'Consent staff', 'Technician'])
			.concat([
				'Statistics staff',
				'Staff who is also a tenant',
				'Auditor',
				'Nobody signed in',
				'Wall display'
			])) {
			expect(actors).toContain(actor);
		}
		for (const resolution of RESOLUTIONS) {
			expect(new Set(MATRIX.map(({ reads }) => reads.includes(resolution)))).toEqual(new Set([true, false]));
		}
	});
});
