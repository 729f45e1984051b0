import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readChoices } from '../../src/lib/server/consents/read-choices.ts';
import { readAsSession } from '../../src/lib/server/db/session.ts';
import { changeSublet, type SubletChange } from '../../src/lib/server/collection/change-sublet.ts';
import { inviteSubtenant, readSublet } from '../../src/lib/server/staff/sublets.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { aPerson, aStaff, codeHash, type Someone } from '../fixtures/household.ts';
import { Asking } from '../privacy/asking.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const HOUR = 3600;
/** The present, at a whole hour. */
const NOW = Math.floor(Date.now() / 1000 / HOUR) * HOUR;
const daysAgo = (days: number) => NOW - days * 24 * HOUR;
/** Readings begin here. */
const FIRST = daysAgo(30);

let db: FreshDatabase;
let ask: Asking;
/** Of the company of all homes; there once the first is. */
let officer: Someone;
let source: number;
let made = 0;

beforeAll(async () => {
	db = await freshDatabase();
	ask = new Asking(db);
	source = await openSource(db.owner, 'import', 'test.csv');
});
afterAll(() => db.close());

/** A home read every hour for thirty days, its holder with days and hours switched on. */
async function aHome() {
	const number = `s${made++}`;
	const { apartmentId, homes, meters } = await makeHome(db.superuser, {
		number,
		stays: [[new Date(daysAgo(60) * 1000).toISOString(), 'tenancy']],
		meters: [{ serial: `${number}-w`, medium: 'cold_water' }]
	});
	const home = homes[0] ?? '';
	const token = await holderOf(db.superuser, home, number);
	const readings = Array.from({ length: 30 * 24 + 1 }, (_, i) => ({
		meterId: meters[`${number}-w`] ?? 0,
		at: FIRST + i * HOUR,
		register: 100 + i * 3,
		flags: 0
	}));
	await storeReadings(db.owner, readings, source, { now: NOW });
	const [company] = await db.superuser<{ id: number }[]>`
		select p.company_id as id from housing.apartment a join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id where a.id = ${apartmentId}`;
	if (made === 1) officer = await aStaff(db, company?.id ?? 0, ['consent_officer']);
	return { apartmentId, home, token, companyId: company?.id ?? 0 };
}

const change = (home: string, it: SubletChange, by: Pick<Someone, 'token'> = officer) =>
	changeSublet(db.gate, { token: by.token, home, change: it, now: NOW });
const stretches = async (apartmentId: number) => [
	...(await db.superuser<{ id: string; kind: string; from: number; to: number | null }[]>`
		select public_id as id, kind, extract(epoch from lower(during))::float8 as from,
			extract(epoch from upper(during))::float8 as to
		from housing.occupancy where apartment_id = ${apartmentId} order by lower(during)`)
];
/** Hours that somebody reads of a home, as UTC seconds of their beginnings. */
const hours = async (token: string, home: string) =>
	(
		await readAsSession<{ at: number }>(
			db.portal,
			token,
			'select extract(epoch from start_at)::float8 as at from portal.hours where home_id = $1::uuid order by start_at',
			[home]
		)
	).map(({ at }) => at);
const stored = async (apartmentId: number) => {
	const rows: unknown[] = [];
	for (const table of ['reading_pack', 'hour_pack', 'day_pack', 'month_pack'])
		rows.push(
			...(await db.superuser.unsafe(
				`select to_jsonb(p) as row from metering.${table} p where apartment_id = ${apartmentId} order by to_jsonb(p)::text`
			))
		);
	return rows;
};
async function moveIn(home: string) {
	const codeOf = codeHash();
	expect(
		await inviteSubtenant({ pool: db.portal, token: officer.token }, { home, called: 'Bo', codeHash: codeOf })
	).toBe(true);
	const subtenant = await aPerson(db, 'subtenant');
	return { subtenant, codeOf };
}

describe('a sublet', () => {
	test('registered late cuts the holder’s time: frozen before it, months in it, the cut hour nobody’s', async () => {
		const { apartmentId, home, token } = await aHome();
		const cut = daysAgo(5) + HOUR / 2;
		expect(await change(home, { act: 'begin', from: cut, to: null })).toBe('done');
		const [before, sublet] = await stretches(apartmentId);
		expect([before, sublet]).toMatchObject([
			{ id: home, kind: 'tenancy', to: cut },
			{ kind: 'sublet', from: cut, to: null }
		]);
		const id = sublet?.id ?? '';
		const kept = await hours(token, home);
		expect([kept[0], kept.at(-1)]).toEqual([FIRST, daysAgo(5) - HOUR]);
		expect(await hours(token, id)).toEqual([]);
		const months = await readAsSession(
			db.portal,
			token,
			'select from portal.months where home_id = $1::uuid',
			[id]
		);
		expect(months.length).toBeGreaterThan(0);
		expect((await readChoices(db.portal, token, id))?.choices).toEqual([]);

		const { subtenant, codeOf } = await moveIn(id);
		expect(await hours(subtenant.token, id)).toEqual([]);
		expect(await ask.accept({ ...subtenant, token }, codeOf)).toBe('no_code');
		expect(await ask.accept(subtenant, codeOf)).toBe('moved_in');
		expect(await hours(subtenant.token, id)).toEqual([]);
		await ask.choose(subtenant, { homeId: id }, 'hour', true, { media: ['cold_water'] });
		expect((await hours(subtenant.token, id))[0]).toBe(daysAgo(5) + HOUR);
		expect(await hours(subtenant.token, home)).toEqual([]);
		expect(await hours(token, id)).toEqual([]);
		expect(await change(id, { act: 'undo' })).toBe('in_use');
	});

	test('ends, and the holder’s time begins anew with days and hours off; the subtenant keeps the own', async () => {
		const { apartmentId, home, token } = await aHome();
		await change(home, { act: 'begin', from: daysAgo(6), to: null });
		const id = (await stretches(apartmentId))[1]?.id ?? '';
		const { subtenant, codeOf } = await moveIn(id);
		await ask.accept(subtenant, codeOf);
		expect(await change(id, { act: 'end', to: daysAgo(2) })).toBe('done');
		const after = (await stretches(apartmentId))[2];
		expect(after).toMatchObject({ kind: 'tenancy', from: daysAgo(2), to: null });
		const next = after?.id ?? '';
		expect(await hours(token, next)).toEqual([]);
		expect((await readChoices(db.portal, token, next))?.choices.some(({ isOn }) => isOn)).toBe(false);
		await ask.choose({ ...subtenant, token }, { homeId: next }, 'hour', true, { media: ['cold_water'] });
		expect((await hours(token, next))[0]).toBe(daysAgo(2));
		expect((await hours(subtenant.token, id)).at(-1)).toBe(daysAgo(2) - HOUR);
		expect(await hours(subtenant.token, next)).toEqual([]);
		expect(await hours(token, id)).toEqual([]);
	});

	test('that was wrong is undone as if nothing had been, while nobody has moved in', async () => {
		const { apartmentId, home, token } = await aHome();
		for (const name of ['adult', 'another'])
			await db.superuser`insert into housing.adult select id, ${(await aPerson(db, name)).personId}
				from housing.occupancy where public_id = ${home}`;
		const [was, stood] = [await stored(apartmentId), await stretches(apartmentId)];
		expect(await change(home, { act: 'begin', from: daysAgo(6) + 900, to: daysAgo(3) + 900 })).toBe('done');
		const [, sublet, next] = await stretches(apartmentId);
		expect([sublet?.to, next?.from]).toEqual([daysAgo(3) + 900, daysAgo(3) + 900]);
		expect(await stored(apartmentId)).not.toEqual(was);
		expect(await readSublet({ pool: db.portal, token: officer.token }, home)).toMatchObject({
			isTaken: false
		});
		expect(await change(sublet?.id ?? '', { act: 'undo' }, { token })).toBe('no_home');
		expect(await change(sublet?.id ?? '', { act: 'undo' })).toBe('done');
		expect(await stretches(apartmentId)).toEqual(stood);
		expect(await stored(apartmentId)).toEqual(was);
		expect((await hours(token, home)).length).toBe(30 * 24);
	});

	test('is joined to the time of nobody but its own holders', async () => {
		const { apartmentId, home } = await aHome();
		await change(home, { act: 'begin', from: daysAgo(6), to: daysAgo(-3) });
		const [, sublet, next] = await stretches(apartmentId);
		const id = sublet?.id ?? '';
		const { personId } = await aPerson(db, 'holder');
		await db.superuser`update housing.tenancy_holder set person_id = ${personId} where tenancy_id =
			(select t.id from housing.tenancy t join housing.occupancy o on o.id = t.occupancy_id where o.public_id = ${next?.id ?? ''})`;
		expect(await change(id, { act: 'end', to: daysAgo(-4) })).toBe('not_offered');
		expect(await change(id, { act: 'undo' })).toBe('done');
		expect(await stretches(apartmentId)).toMatchObject([
			{ to: daysAgo(-3) },
			{ id: next?.id, from: daysAgo(-3) }
		]);
	});

	test('that is to come changes nothing yet, and can be undone, shortened and prolonged', async () => {
		const { apartmentId, home, token } = await aHome();
		const was = await stored(apartmentId);
		const stood = await stretches(apartmentId);
		const [from, to] = [NOW + 10 * 24 * HOUR, NOW + 40 * 24 * HOUR];
		expect(await change(home, { act: 'begin', from, to })).toBe('done');
		expect(await stored(apartmentId)).toEqual(was);
		expect((await hours(token, home)).length).toBe(30 * 24);
		const id = (await stretches(apartmentId))[1]?.id ?? '';
		expect(await change(home, { act: 'begin', from: from + HOUR, to: null })).toBe('not_offered');
		for (const end of [to - HOUR, to + HOUR]) {
			expect(await change(id, { act: 'end', to: end })).toBe('done');
			expect((await stretches(apartmentId)).map((each) => each.from)).toEqual([stood[0]?.from, from, end]);
		}
		const { subtenant, codeOf } = await moveIn(id);
		expect(await change(id, { act: 'undo' })).toBe('done');
		expect(await ask.accept(subtenant, codeOf)).toBe('no_code');
		expect(await stretches(apartmentId)).toEqual(stood);
		expect(await stored(apartmentId)).toEqual(was);
	});

	test('is refused outside the tenancy, in the wrong order, for what is gone, and to everybody but its consent staff', async () => {
		const { apartmentId, home, token, companyId } = await aHome();
		const begin = { act: 'begin', from: daysAgo(3), to: null } as const;
		const others = [
			{ token },
			{ token: '' },
			await aStaff(db, companyId, ['case_handler', 'billing', 'technician', 'auditor']),
			await aStaff(db, companyId, ['consent_officer'], { secondFactor: false })
		];
		for (const who of others) expect(await change(home, begin, who)).toBe('no_home');
		expect(await change(home, { ...begin, to: daysAgo(4) })).toBe('not_offered');
		expect(await change(home, { ...begin, from: daysAgo(61) })).toBe('not_offered');
		expect(await change(home, { ...begin, from: daysAgo(15) })).toBe('too_late');
		await db.superuser`
			insert into metering.reduced select s.id, ${new Date(daysAgo(2) * 1000)}, ${new Date(daysAgo(2) * 1000)}
			from metering.series s join housing.occupancy o on o.id = s.occupancy_id where o.public_id = ${home}`;
		expect(await change(home, begin)).toBe('too_late');
		expect(await stretches(apartmentId)).toHaveLength(1);
	});
});
