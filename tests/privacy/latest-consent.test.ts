import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aHousehold } from '../fixtures/household.ts';

const RECORDS = 600;

describe('the latest that a person said to one thing', () => {
	let database: FreshDatabase;
	beforeAll(async () => {
		database = await freshDatabase();
	});
	afterAll(() => database.close());

	test('is on exactly where a consent is in force, whatever was said before and however it was typed in', async () => {
		const { superuser: sql } = database;
		const home = await aHousehold(database, { holders: 2 });
		const people = home.holders.map(({ personId }) => personId ?? 0);
		await sql`insert into staff.support_case (company_id, occupancy_id, kind, reference, reason, opened_by, closes)
			select ${home.companyId}, ${home.occupancyId}, 'support', 'A-' || n, 'leak', ${home.holders[0]?.accountId ?? 0},
				now() + interval '9 days' from generate_series(1, 2) n`;
		await sql`select setseed(0.4)`;
		await sql`
			insert into consent.record (occupancy_id, person_id, act, purpose, recipient_id, medium, resolution, text_version,
				text_hash, language, channel, at, expires)
			select ${home.occupancyId}, (${people}::int[])[1 + floor(random() * 2)], r.act, r.purpose,
				case when r.purpose = 'case' then (select id from staff.support_case order by id offset r.kase limit 1) end,
				r.medium, case when r.day then 'day' else 'hour' end, 1, sha256('x'), 'sv', 'portal', r.at,
				case when r.act in ('given', 'confirmed') then r.at + interval '12 months' end
			from (
				select (array['given', 'confirmed', 'withdrawn', 'proposed', 'declined'])[1 + floor(random() * 5)] as act,
					(array['own_view', 'case'])[1 + floor(random() * 2)] as purpose, floor(random() * 2)::int as kase,
					(array['cold_water', 'electricity', 'temperature'])[1 + floor(random() * 3)] as medium,
					random() < 0.5 as day, now() - random() * interval '24 months' as at
				from generate_series(1, ${RECORDS})
			) r`;
		const compared = await sql<{ both: boolean; either: boolean; count: number }[]>`
			select l.is_on is true as both, l.is_on is true or c.is_live as either, count(*)::int
			from unnest(${people}::int[]) person, unnest(array['own_view', 'case']) purpose,
				(select null::int as kase union all select id from staff.support_case) k,
				unnest(array['cold_water', 'electricity', 'temperature', 'hot_water']) medium,
				unnest(array['day', 'hour', 'month']) resolution
			cross join lateral (
				select exists (
					select from rights.live_consents() w
					where w.occupancy_id = ${home.occupancyId} and w.person_id = person and w.purpose = purpose.purpose
						and w.recipient_id is not distinct from k.kase and w.medium = medium.medium
						and w.resolution = resolution.resolution
				) as is_live
			) c
			left join lateral rights.latest_consent(${home.occupancyId}, person, purpose, k.kase, resolution, medium) l on true
			group by 1, 2`;
		expect(compared.filter(({ both, either }) => both !== either)).toEqual([]);
		// on and off both occur
		expect(compared.length).toBe(2);
		expect(Math.min(...compared.map(({ count }) => count))).toBeGreaterThan(5);
	});
});
