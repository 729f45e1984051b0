import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

describe('migrate', () => {
	let database: FreshDatabase;
	beforeAll(async () => {
		database = await freshDatabase();
	});
	afterAll(() => database.close());

	test('changes nothing the second time', async () => {
		expect(await migrate(database.urls.owner)).toEqual({ rules: false });
	});

	test('two at once on one database both succeed', async () => {
		await database.superuser`delete from upkeep.rule`;
		const results = await Promise.all([migrate(database.urls.owner), migrate(database.urls.owner)]);
		expect(results.map(({ rules }) => rules).sort()).toEqual([false, true]);
	});
});
