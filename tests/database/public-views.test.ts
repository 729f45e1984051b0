import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FLAG, QUALITIES } from '#lib/energy/quality.ts';
import { MEDIA } from '#lib/energy/medium.ts';
import { readAsSession } from '#lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';
import { buildCompany, type Company } from '../fixtures/company.ts';

interface Column {
	readonly name: string;
	readonly type: string;
	readonly optional: boolean;
}

/** `## portal.x` sections of the contract with the rows of their table. */
function contract(text: string): Map<string, Column[]> {
	const views = new Map<string, Column[]>();
	for (const section of text.split(/^## (?=portal\.)/m).slice(1)) {
		const rows = section
			.split('\n')
			.filter((line) => /^\| [a-z_]+ +\|/.test(line) && !line.startsWith('| column '));
		const columns = rows.map((line) => {
			const [, name = '', type = '', , optional = ''] = line.split('|').map((cell) => cell.trim());
			return { name, type, optional: optional === 'yes' };
		});
		views.set(section.split('\n')[0] ?? '', columns);
	}
	return views;
}

describe('the contract of the public views', () => {
	let database: FreshDatabase;
	let company: Company;
	let text: string;
	let views: Map<string, Column[]>;

	beforeAll(async () => {
		database = await freshDatabase();
		company = await buildCompany(database);
		text = await readFile(new URL('../../docs/public-views.md', import.meta.url), 'utf8');
		views = contract(text);
	});
	afterAll(() => database.close());

	test('names every view, column and type of schema portal, in their order', async () => {
		const rows = await database.superuser<{ view: string; columns: string[] }[]>`
			select a.attrelid::regclass::text as view,
				array_agg(attname || ' ' || format_type(atttypid, null) order by attnum) as columns
			from pg_attribute a join pg_class c on c.oid = a.attrelid
			where c.relnamespace = 'portal'::regnamespace and attnum > 0 group by 1 order by 1`;
		const inDatabase = Object.fromEntries(rows.map(({ view, columns }) => [view, columns]));
		const onPaper = [...views].map(([view, columns]) => [
			view,
			columns.map(({ name, type }) => `${name} ${type}`)
		]);
		expect(Object.fromEntries(onPaper)).toEqual(inDatabase);
	});

	test('says of a column that it is always there only where it is', async () => {
		for (const [view, columns] of views) {
			for (const { name, optional } of columns) {
				if (optional) continue;
				const text = `select count(*)::int as empty from ${view} where ${name} is null`;
				// A value that is worked out for whoever asks is no superuser's to see.
				const [row] =
					view === 'portal.home_meters'
						? await readAsSession<{ empty: number }>(database.portal, company.petra.token, text)
						: await database.superuser.unsafe<{ empty: number }[]>(text);
				expect(row?.empty, `${view}.${name}`).toBe(0);
			}
		}
	});

	test('names every medium, quality and flag', () => {
		for (const word of [...MEDIA, ...QUALITIES]) expect(text).toContain(`\`${word}\``);
		const flags = text.split('\n').find((line) => line.startsWith('- **Flags**')) ?? '';
		for (const bit of Object.values(FLAG)) expect(flags).toMatch(new RegExp(`\\b${bit}\\b`));
	});
});
