import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMonths, civilDay, dayStart, firstOfMonth } from '../../src/lib/energy/calendar.ts';
import { changeOccupancy } from '../../src/lib/server/collection/change-occupancy.ts';
import { DEFAULT_LIMITS, type RetentionLimits } from '../../src/lib/server/collection/retention/limits.ts';
import { retain } from '../../src/lib/server/collection/retention/retain.ts';
import { retainOnce } from '../../src/lib/server/collection/retention/retain-once.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { callAsSession } from '../../src/lib/server/db/session.ts';
import { makeHome } from '../fixtures/home.ts';
import { holderOf } from '../fixtures/holder.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const NOW = Math.floor(Date.now() / 1000);
const TODAY = civilDay(NOW);
const LATER = NOW + 8 * 86_400;
const FIRST = addDays(TODAY, -100);
/** Long ago enough that nothing but an erasure takes anything away. */
const LIMITS: RetentionLimits = {
	...DEFAULT_LIMITS,
	...{ withoutConsentDays: 300, afterWithdrawalDays: 300, afterMoveOutDays: 300, temperatureHourMonths: 13 }
};

let db: FreshDatabase;
let source: number;
let made = 0;

beforeAll(async () => {
	db = await freshDatabase();
	source = await openSource(db.owner, 'import', 'x.csv');
});
afterAll(() => db.close());

/** A home read every hour for 100 days up to now, water (which is billed) and temperature (which is not). */
async function aHome({ holders = 1 } = {}) {
	const number = `e${made++}`;
	const home = await makeHome(db.superuser, {
		number,
		stays: [[`${FIRST}T00:00:00Z`, 'tenancy']],
		meters: [
			{ serial: `${number}-w`, medium: 'cold_water' },
			{ serial: `${number}-t`, medium: 'temperature' }
		]
	});
	await db.superuser`insert into housing.price_list (company_id, medium, valid, price_per_unit, vat)
		select id, 'cold_water', '[2015-01-01,)', 1, 0 from housing.company on conflict do nothing`;
	const tokens: string[] = [];
	for (let i = 0; i < holders; i += 1)
		tokens.push(await holderOf(db.superuser, home.homes[0] ?? '', `${number}h${i}`));
	await storeReadings(
		db.owner,
		readings(home.meters, `${number}-w`, dayStart(FIRST) + 3 * 3600, NOW),
		source,
		{
			now: NOW
		}
	);
	return { ...home, number, id: home.homes[0] ?? '', tokens, token: tokens[0] ?? '' };
}

type Home = Awaited<ReturnType<typeof aHome>>;

function readings(meters: Readonly<Record<string, number>>, water: string, from: number, to: number) {
	return Object.entries(meters).flatMap(([serial, meterId]) =>
		Array.from({ length: Math.ceil((to - from) / 3600) }, (_, i) => from + i * 3600 + 420)
			.filter((at) => at <= to)
			.map((at) => {
				const hour = Math.floor((at - dayStart(FIRST)) / 3600);
				return { meterId, at, register: serial === water ? 5000 + hour * 7 : 2100 + (hour % 24), flags: 0 };
			})
	);
}

async function call<Row>(token: string, text: string, values: readonly (string | number | boolean)[]) {
	return callAsSession<Row>(db.portal, token, text, values);
}
const ask = async (home: Home, on = true, token = home.token) =>
	(
		await call<{ it: string }>(token, 'select consent.ask_erasure($1::uuid, $2::boolean) as it', [
			home.id,
			on
		])
	)[0]?.it;
const state = async (home: Home, token = home.token) =>
	(await call<Record<string, unknown>>(token, 'select * from consent.erasure_state($1::uuid)', [home.id]))[0];
const preview = (home: Home, token = home.token) =>
	call<{ kind: string; medium: string; reason: string; first_day: string; last_day: string; amount: number }>(
		token,
		'select * from consent.erasure_preview($1::uuid) order by kind, medium, reason',
		[home.id]
	);
const run = (more: { now?: number; dryRun?: boolean } = {}) =>
	retain(db.owner, { now: LATER, limits: LIMITS, ...more });

/** First and last day, and how many, that have hours. */
async function hours(home: Home, medium = 'cold_water') {
	return (
		await db.superuser<{ day: string }[]>`
			select p.day::text as day from metering.hour_pack p join metering.series s on s.id = p.series_id
			join housing.occupancy o on o.id = s.occupancy_id
			where o.public_id = ${home.id} and s.medium = ${medium} order by 1`
	).map(({ day }) => day);
}
const days = async (home: Home, medium = 'cold_water') =>
	(
		await db.superuser<{ day: string }[]>`
			select (p.month + p.first + i)::text as day from metering.day_pack p join metering.series s on s.id = p.series_id
			join housing.occupancy o on o.id = s.occupancy_id,
				generate_series(0, cardinality(p.packed) - case when p.lows is null then 2 else 1 end) i
			where o.public_id = ${home.id} and s.medium = ${medium} order by 1`
	).map(({ day }) => day);
const months = async (home: Home, medium = 'cold_water') => [
	...(await db.superuser`
		select p.year::text, p.first, p.packed, p.steps from metering.month_pack p
		join metering.series s on s.id = p.series_id join housing.occupancy o on o.id = s.occupancy_id
		where o.public_id = ${home.id} and s.medium = ${medium} order by 1`)
];

async function dispute(home: Home, from: string, to: string): Promise<void> {
	await db.superuser`
		insert into staff.invoice (company_id, occupancy_id, reference, media, period, disputed)
		select p.company_id, o.id, 'F', '{cold_water}', daterange(${from}::date, ${to}::date), now()
		from housing.occupancy o, housing.property p where o.public_id = ${home.id} limit 1`;
}

describe('an erasure', () => {
	test('says beforehand by day and count what goes, and what the job then takes is that', async () => {
		const home = await aHome();
		const told = await preview(home);
		const of = (kind: string, medium: string, reason: string) =>
			told.find((row) => row.kind === kind && row.medium === medium && row.reason === reason);
		const had = await hours(home);
		expect(of('hours', 'cold_water', 'erasure')).toMatchObject({
			first_day: FIRST,
			last_day: addDays(TODAY, -2)
		});
		expect(of('hours', 'cold_water', 'going_on')?.amount).toBe(2);
		expect(of('months', 'cold_water', 'billing')?.amount).toBeGreaterThan(2);
		expect(of('months', 'temperature', 'erasure')?.last_day).toBe(addMonths(firstOfMonth(TODAY), -1));
		await ask(home);
		await run();
		const left = await hours(home);
		expect(had.length - left.length).toBe(of('hours', 'cold_water', 'erasure')?.amount);
		expect(left).toEqual([addDays(TODAY, -1), TODAY]);
		expect((await days(home))[0]).toBe(addDays(TODAY, -1));
		// the month that goes on stays; seven days later it may be over
		const isOver = firstOfMonth(civilDay(LATER)) !== firstOfMonth(TODAY);
		expect((await months(home, 'temperature')).map(({ first }) => Number(first))).toEqual(
			isOver ? [] : [Number(TODAY.slice(5, 7)) - 1]
		);
	});

	test('leaves billed months exactly as they are, and they go on exactly', async () => {
		const [erased, whole] = [await aHome(), await aHome()];
		await ask(erased);
		const was = await months(erased);
		await run();
		expect(await months(erased)).toEqual(was);
		for (const home of [erased, whole]) {
			const more = readings(home.meters, `${home.number}-w`, NOW, NOW + 30 * 3600);
			const { rejected } = await storeReadings(db.owner, more, source, { now: NOW + 30 * 3600 });
			expect(rejected).toEqual([]);
		}
		expect(await months(erased)).toEqual(await months(whole));
	});

	test('waits seven days, can be taken back until then, and is carried out once', async () => {
		const home = await aHome();
		const was = await hours(home);
		expect(await ask(home)).toBe('done');
		expect(await ask(home)).toBe('not_offered');
		await run({ now: NOW + 6 * 86_400 });
		expect(await hours(home)).toEqual(was);
		expect(await ask(home, false)).toBe('done');
		expect(await state(home)).toMatchObject({ is_asked: false, due: null, carried_out: null });
		await run();
		expect(await hours(home)).toEqual(was);
		await ask(home);
		const counted = await run({ dryRun: true });
		expect(counted).toMatchObject({ erasures: 1 });
		expect(await hours(home)).toEqual(was);
		expect(await run()).toEqual(counted);
		expect(await run()).toEqual({});
		expect(await state(home)).toMatchObject({ is_asked: false, asked: 0, due: null, is_over: false });
		expect((await state(home))?.['carried_out']).not.toBeNull();
	});

	test('needs all who decide in the home', async () => {
		const home = await aHome({ holders: 2 });
		const was = await hours(home);
		await ask(home);
		expect(await state(home)).toMatchObject({ is_asked: true, asked: 1, deciders: 2, due: null });
		await run();
		expect(await hours(home)).toEqual(was);
		await ask(home, true, home.tokens[1]);
		await run({ now: LATER + 86_400 });
		expect((await hours(home)).length).toBe(2);
	});

	test('ends what had been agreed to: from then on months alone, unless somebody says yes anew', async () => {
		const home = await aHome();
		const on = () =>
			call<{ n: number }>(
				home.token,
				`select count(*)::int as n from consent.choices($1::uuid) where is_on`,
				[home.id]
			);
		expect((await on())[0]?.n).toBeGreaterThan(0);
		await ask(home);
		await run();
		expect((await on())[0]?.n).toBe(0);
		expect((await preview(home)).find(({ kind }) => kind === 'consents')?.reason).toBe('proof');
	});

	test('holds the medium and period of a disputed bill, and no more; they go when it is settled', async () => {
		const home = await aHome();
		const from = addMonths(firstOfMonth(TODAY), -2);
		const to = addMonths(from, 1);
		await dispute(home, from, to);
		const was = await months(home);
		const told = (await preview(home)).filter(({ reason }) => reason === 'disputed');
		expect(told.map(({ kind, medium }) => `${kind} ${medium}`)).toEqual([
			'days cold_water',
			'hours cold_water'
		]);
		await ask(home);
		await run();
		const within = (list: readonly string[]) => list.filter((day) => day >= from && day < to);
		const held = await hours(home);
		expect(within(held).length).toBe(Number(addDays(to, -1).slice(8)));
		expect(held.filter((day) => !within([day]).length)).toEqual([addDays(TODAY, -1), TODAY]);
		expect(within(await days(home)).length).toBe(within(held).length);
		expect((await days(home)).filter((day) => day < from || (day >= to && day < addDays(TODAY, -1)))).toEqual(
			[]
		);
		expect(within(await hours(home, 'temperature'))).toEqual([]);
		expect(await months(home)).toEqual(was);
		expect(await run()).toEqual({});
		const late = readings(home.meters, `${home.number}-w`, NOW, NOW + 3600);
		await storeReadings(db.owner, late, source, { now: NOW + 3600 });
		await db.superuser`update staff.invoice set settled = now()`;
		const counts = await run();
		expect(counts['hours: dispute_over']).toBe(within(held).length);
		expect(await hours(home)).toEqual([addDays(TODAY, -1), TODAY]);
		expect(within(await days(home))).toEqual([]);
		expect((await months(home)).length).toBe(was.length);
	});

	test('of a former home takes all hours and days; what a dispute holds is not theirs to read any more', async () => {
		const home = await aHome();
		const moved = dayStart(addDays(TODAY, -30));
		await changeOccupancy(db.owner, {
			apartmentId: home.apartmentId,
			from: moved,
			now: NOW,
			async change(tx) {
				await tx`update housing.occupancy set during = tstzrange(lower(during), ${new Date(moved * 1000)})
					where public_id = ${home.id}`;
				await tx`insert into housing.occupancy (apartment_id, during, kind)
					values (${home.apartmentId}, tstzrange(${new Date(moved * 1000)}, null), 'vacancy')`;
			}
		});
		const from = addDays(TODAY, -70);
		await dispute(home, from, addDays(from, 10));
		const readable = async () =>
			(
				await call<{ n: number }>(
					home.token,
					'select count(*)::int as n from portal.packed_hours where home_id = $1::uuid',
					[home.id]
				)
			)[0]?.n;
		expect(await readable()).toBeGreaterThan(0);
		await ask(home);
		await run();
		expect(await hours(home)).toEqual(Array.from({ length: 10 }, (_, i) => addDays(from, i)));
		expect(await hours(home, 'temperature')).toEqual([]);
		expect(await months(home, 'temperature')).toEqual([]);
		expect((await months(home)).length).toBe(1);
		expect(await readable()).toBe(0);
	});

	test('is nobody else’s: strangers are answered as for a home that does not exist', async () => {
		const [home, other] = [await aHome(), await aHome()];
		expect(await ask(home, true, other.token)).toBe('no_home');
		expect(await preview(home, other.token)).toEqual([]);
		expect(await state(home, other.token)).toBeUndefined();
		expect(await ask(home, true, 'aaaaaaaaaaaaaaaaaaaa.b')).toBe('no_home');
		expect(await ask({ ...home, id: '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e' })).toBe('no_home');
	});
});

describe('hours', () => {
	const keep = async (home: Home, wanted: number, token = home.token) =>
		(
			await call<{ it: string }>(
				token,
				`select consent.keep_hours($1::uuid, $2::int, 1, sha256('x'), 'sv') as it`,
				[home.id, wanted]
			)
		)[0]?.it;

	test('are kept as long as the home has chosen, each side of the limit; the choice lasts a year', async () => {
		const [usual, longer, changed] = [await aHome(), await aHome(), await aHome()];
		const limits = { ...LIMITS, hourMonths: 1, hourMonthsChosen: 2 };
		expect(await keep(longer, 24)).toBe('done');
		await keep(changed, 24);
		await keep(changed, 13);
		expect(await keep(longer, 36)).toBe('not_offered');
		expect(await keep(longer, 13, usual.token)).toBe('no_home');
		await retain(db.owner, { now: NOW, limits });
		expect((await hours(usual))[0]).toBe(addMonths(TODAY, -1));
		expect((await hours(longer))[0]).toBe(addMonths(TODAY, -2));
		expect((await hours(changed))[0]).toBe(addMonths(TODAY, -1));
		const kept = await call<{ months: number }>(
			longer.token,
			'select months from consent.kept_hours($1::uuid)',
			[longer.id]
		);
		expect(kept).toEqual([{ months: 24 }]);
	});
});

describe('the daily run', () => {
	test('is one at a time, once a day, and leaves counts by rule among the events, no names', async () => {
		const now = NOW + 400 * 86_400;
		const [first, second] = await Promise.all([
			retainOnce(db.owner, { now, isDaily: true }),
			retainOnce(db.owner, { now, isDaily: true })
		]);
		expect([first.kind, second.kind].sort()).toEqual(['busy', 'done']);
		expect((await retainOnce(db.owner, { now: now + 3600, isDaily: true })).kind).toBe('not_due');
		expect((await retainOnce(db.owner, { now: now + 86_400, isDaily: true })).kind).toBe('done');
		const events = await db.superuser<{ detail: string }[]>`
			select detail from audit.event where kind = 'retention' order by id`;
		expect(events.length).toBe(2);
		for (const { detail } of events) expect(detail).toMatch(/^(nothing|([a-z_: ]+ \d+(; )?)+)$/);
	});

	test('spares the invented households of a sample company, but not from an erasure', async () => {
		const home = await aHome();
		await db.superuser`update housing.company set is_sample = true`;
		try {
			const was = await hours(home);
			await retain(db.owner, { now: NOW });
			expect(await hours(home)).toEqual(was);
			await ask(home);
			await retain(db.owner, { now: LATER });
			expect((await hours(home)).length).toBe(2);
		} finally {
			await db.superuser`update housing.company set is_sample = false`;
		}
	});
});
