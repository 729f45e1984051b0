import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMonths, civilDay, dayStart } from '../../src/lib/energy/calendar.ts';
import { changeOccupancy } from '../../src/lib/server/collection/change-occupancy.ts';
import { DEFAULT_LIMITS, type RetentionLimits } from '../../src/lib/server/collection/retention/limits.ts';
import { retain } from '../../src/lib/server/collection/retention/retain.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { makeHome } from '../fixtures/home.ts';
import { holderOf } from '../fixtures/holder.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const TODAY = '2026-11-22';
const NOW = dayStart(TODAY) + 3 * 3600;
const DAYS = 100;
const FIRST = addDays(TODAY, -DAYS);
const before = (days: number) => addDays(TODAY, -days);

let made = 0;

describe('the retention', () => {
	let db: FreshDatabase;
	let source: number;
	beforeAll(async () => {
		db = await freshDatabase();
		source = await openSource(db.owner, 'import', 'x.csv');
	});
	afterAll(() => db.close());

	/** An apartment read every hour for 100 days, water and temperature, with gaps and a register that wraps. */
	async function aHome({ consents = false, until = NOW }: { consents?: boolean; until?: number } = {}) {
		const number = `r${made++}`;
		const home = await makeHome(db.superuser, {
			number,
			stays: [[`${FIRST}T00:00:00Z`, 'tenancy']],
			meters: [
				{ serial: `${number}-w`, medium: 'cold_water', digits: 3 },
				{ serial: `${number}-t`, medium: 'temperature' }
			]
		});
		await holderOf(db.superuser, home.homes[0] ?? '', `p${number}`, { consents });
		const readings = readingsOf(home.meters, `${number}-w`, dayStart(FIRST) + 2 * 3600, until);
		await storeReadings(db.owner, readings, source, { now: NOW });
		return { ...home, number, home: home.homes[0] ?? '' };
	}

	function readingsOf(meters: Readonly<Record<string, number>>, water: string, from: number, to: number) {
		return Object.entries(meters).flatMap(([serial, meterId]) =>
			Array.from({ length: Math.ceil((to - from) / 3600) }, (_, i) => from + i * 3600 + 420)
				.filter((at) => Math.floor(at / 86_400) % 17 !== 3)
				.map((at) => {
					const hour = Math.floor((at - dayStart(FIRST)) / 3600);
					const register =
						serial === water ? (998_000 + hour * 7 + (hour % 5)) % 1_000_000 : 2100 + (hour % 24) * 7;
					return { meterId, at, register, flags: 0 };
				})
		);
	}

	/** Days that have rows of a home, first and last, and how many. */
	async function kept(home: { apartmentId: number }, table: 'hour_pack' | 'reading_pack') {
		const [row] = await db.superuser<{ first: string | null; last: string | null }[]>`
			select min(day)::text as first, max(day)::text as last from metering.${db.superuser(table)}
			where apartment_id = ${home.apartmentId}`;
		return row ?? { first: null, last: null };
	}
	async function firstDay(home: { apartmentId: number }): Promise<string | null> {
		const [row] = await db.superuser<{ first: string | null }[]>`
			select min(month + first)::text as first from metering.day_pack where apartment_id = ${home.apartmentId}`;
		return row?.first ?? null;
	}
	const months = async (home: { apartmentId: number }) => [
		...(await db.superuser`
			select m.medium, p.year::text, p.first, p.packed, p.steps, p.flags, p.lows, p.highs
			from metering.month_pack p join metering.meter m on m.id = p.meter_id
			where p.apartment_id = ${home.apartmentId} order by m.medium, p.year`)
	];
	const run = (limits: Partial<RetentionLimits> = {}, more: { now?: number; dryRun?: boolean } = {}) =>
		retain(db.owner, { now: NOW, limits: { ...DEFAULT_LIMITS, ...limits }, ...more });

	test('without consent hours, readings and days go before the limit, stay from it on, and months stay exactly', async () => {
		const home = await aHome();
		const was = await months(home);
		const counts = await run();
		expect(await months(home)).toEqual(was);
		const limit = before(DEFAULT_LIMITS.withoutConsentDays);
		for (const table of ['hour_pack', 'reading_pack'] as const) {
			expect(await kept(home, table), table).toEqual({ first: limit, last: TODAY });
		}
		expect(await firstDay(home)).toBe(limit);
		expect(counts['hours: no_consent']).toBeGreaterThan(2 * 80);
		expect(counts['days: no_consent']).toBeGreaterThan(2 * 80);
	});

	test('what a holder has agreed to stays, each resolution and medium for itself', async () => {
		const home = await aHome();
		await db.superuser`
			insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
				language, channel, at, expires)
			select o.id, h.person_id, 'given', 'own_view', 'cold_water', 'hour', 1, sha256('x'), 'sv', 'portal',
				${new Date((NOW - 86_400) * 1000)}, ${new Date((NOW + 86_400) * 1000)}
			from housing.occupancy o join housing.tenancy t on t.occupancy_id = o.id
				join housing.tenancy_holder h on h.tenancy_id = t.id where o.public_id = ${home.home}`;
		await run();
		const rows = await db.superuser`
			select m.medium, min(p.day)::text as first from metering.hour_pack p join metering.meter m on m.id = p.meter_id
			where p.apartment_id = ${home.apartmentId} group by 1 order by 1`;
		expect(rows).toEqual([
			{ medium: 'cold_water', first: FIRST },
			{ medium: 'temperature', first: before(DEFAULT_LIMITS.withoutConsentDays) }
		]);
		expect(await firstDay(home)).toBe(before(DEFAULT_LIMITS.withoutConsentDays));
	});

	test.each([
		['hours by age', { hourMonths: 1, temperatureHourMonths: 1 }, addMonths(TODAY, -1), FIRST],
		['days by age', { dayMonths: 2, temperatureDayMonths: 2 }, FIRST, addMonths(TODAY, -2)]
	] as const)('%s: the day of the limit stays, the one before goes', async (_, limits, hours, days) => {
		const home = await aHome({ consents: true });
		await agreeUntil(home.home, NOW + 86_400);
		const was = await months(home);
		await run(limits);
		expect((await kept(home, 'hour_pack')).first).toBe(hours);
		expect(await firstDay(home)).toBe(days);
		expect(await months(home)).toEqual(was);
	});

	/** Moves the home's consents so that they hold until an instant (past the trigger that refuses it to everybody). */
	async function agreeUntil(home: string, at: number): Promise<void> {
		await db.superuser`alter table consent.record disable trigger only_added`;
		await db.superuser`
			update consent.record r set at = ${new Date((at - 300 * 86_400) * 1000)}, expires = ${new Date(at * 1000)}
			from housing.occupancy o where o.id = r.occupancy_id and o.public_id = ${home}`;
		await db.superuser`alter table consent.record enable trigger only_added`;
	}

	test('what a consent that ended was for goes within 30 days of it, not at once', async () => {
		const home = await aHome({ consents: true });
		await agreeUntil(home.home, dayStart(before(28)));
		await run();
		expect((await kept(home, 'hour_pack')).first).toBe(FIRST);
		await agreeUntil(home.home, dayStart(before(30)));
		await run();
		expect((await kept(home, 'hour_pack')).first).toBe(before(DEFAULT_LIMITS.withoutConsentDays));
	});

	test('after a move-out hours and days stay for 90 days, then all of them go, and months stay', async () => {
		const home = await aHome({ consents: true });
		await agreeUntil(home.home, NOW + 86_400);
		const moved = before(91);
		await changeOccupancy(db.owner, {
			apartmentId: home.apartmentId,
			from: dayStart(moved),
			now: NOW,
			async change(tx) {
				await tx`update housing.occupancy set during = tstzrange(lower(during), ${new Date(dayStart(moved) * 1000)})
					where public_id = ${home.home}`;
				await tx`insert into housing.occupancy (apartment_id, during, kind) values
					(${home.apartmentId}, tstzrange(${new Date(dayStart(moved) * 1000)}, null), 'vacancy')`;
			}
		});
		const ofHome = async () => {
			const rows = await db.superuser<{ day: string }[]>`
				select p.day::text as day from metering.hour_pack p join metering.series s on s.id = p.series_id
				join housing.occupancy o on o.id = s.occupancy_id where o.public_id = ${home.home}`;
			return rows.length;
		};
		const was = await months(home);
		const had = await ofHome();
		const limits = { temperatureHourMonths: 13 };
		await run(limits, { now: dayStart(before(2)) });
		expect(await ofHome()).toBe(had);
		expect(had).toBeGreaterThan(0);
		await run(limits);
		expect(await ofHome()).toBe(0);
		expect(await months(home)).toEqual(was);
	});

	test('readings go on after a reduction as if there had been none: the same months, hours and days', async () => {
		const [reduced, whole] = [
			await aHome({ until: NOW - 2 * 86_400 }),
			await aHome({ until: NOW - 2 * 86_400 })
		];
		await run({}, { now: NOW - 2 * 86_400 });
		await db.superuser`delete from metering.reduced r using metering.series s
			where s.id = r.series_id and s.apartment_id = ${whole.apartmentId}`;
		const again = readingsOf(whole.meters, `${whole.number}-w`, dayStart(FIRST) + 2 * 3600, NOW - 2 * 86_400);
		await db.superuser`delete from metering.month_part where apartment_id = ${whole.apartmentId}`;
		for (const table of ['reading_pack', 'hour_pack', 'day_pack', 'month_pack']) {
			await db.superuser`delete from metering.${db.superuser(table)} where apartment_id = ${whole.apartmentId}`;
		}
		await storeReadings(db.owner, again, source, { now: NOW });
		for (const home of [reduced, whole]) {
			const late = readingsOf(home.meters, `${home.number}-w`, NOW - 2 * 86_400, NOW);
			// the newest first, then those in between: late, but not from what is gone
			for (const part of [late.filter((_, i) => i % 3 === 0), late.filter((_, i) => i % 3 !== 0)]) {
				const { rejected } = await storeReadings(db.owner, part, source, { now: NOW });
				expect(rejected).toEqual([]);
			}
		}
		expect(await months(reduced)).toEqual(await months(whole));
		const hours = (home: { apartmentId: number }) => db.superuser`
			select m.medium, p.day::text, p.first, p.packed, p.steps, p.flags from metering.hour_pack p
			join metering.meter m on m.id = p.meter_id
			where p.apartment_id = ${home.apartmentId} and p.day >= ${before(13)} order by 1, 2`;
		expect([...(await hours(reduced))]).toEqual([...(await hours(whole))]);
	});

	test('a reading from what is gone, or from the day beside it, is refused with its reason; one after it is stored', async () => {
		const home = await aHome();
		await run();
		const was = await months(home);
		const limit = before(DEFAULT_LIMITS.withoutConsentDays);
		const at = (day: string) => ({
			meterId: home.meters[`${home.number}-w`] ?? 0,
			at: dayStart(day) + 1500,
			register: 5,
			flags: 0
		});
		const { rejected, stored } = await storeReadings(
			db.owner,
			[at(addDays(limit, -40)), at(limit), at(addDays(limit, 2))],
			source,
			{ now: NOW }
		);
		expect(rejected).toEqual([
			{ index: 0, reason: 'reduced' },
			{ index: 1, reason: 'reduced' }
		]);
		expect(stored).toBe(1);
		expect((await months(home)).length).toBe(was.length);
		expect((await kept(home, 'hour_pack')).first).toBe(limit);
	});

	test('a move after a reduction divides what is kept, and the months before it stay', async () => {
		const home = await aHome();
		await run();
		const [was] = await months(home);
		const at = dayStart(before(5)) + 11 * 3600;
		await changeOccupancy(db.owner, {
			apartmentId: home.apartmentId,
			from: at,
			now: NOW,
			async change(tx) {
				await tx`update housing.occupancy set during = tstzrange(lower(during), to_timestamp(${at}))
					where public_id = ${home.home}`;
				await tx`insert into housing.occupancy (apartment_id, during, kind)
					values (${home.apartmentId}, tstzrange(to_timestamp(${at}), null), 'tenancy')`;
			}
		});
		const water = (await months(home)).filter((row) => row['medium'] === 'cold_water');
		expect(water.length).toBe(2);
		const amount = (packed: number[], steps: number[] | null) =>
			(packed.at(-1) ?? 0) - (packed[0] ?? 0) + (steps ?? []).reduce((a, b) => a + b, 0);
		const sum = water.reduce(
			(total, row) => total + amount(row['packed'] as number[], row['steps'] as number[] | null),
			0
		);
		expect(sum).toBe(amount(was?.['packed'] as number[], was?.['steps'] as number[] | null));
	});

	test('a move registered for a time whose hours are gone leaves what cannot be divided to nobody', async () => {
		const home = await aHome();
		await run();
		const at = dayStart(before(40)) + 11 * 3600;
		await changeOccupancy(db.owner, {
			apartmentId: home.apartmentId,
			from: at,
			now: NOW,
			async change(tx) {
				await tx`update housing.occupancy set during = tstzrange(lower(during), to_timestamp(${at}))
					where public_id = ${home.home}`;
				await tx`insert into housing.occupancy (apartment_id, during, kind)
					values (${home.apartmentId}, tstzrange(to_timestamp(${at}), null), 'tenancy')`;
			}
		});
		const rows = await db.superuser`
			select o.public_id = ${home.home} as old, p.first, cardinality(p.packed) - 1 as months
			from metering.month_pack p join metering.series s on s.id = p.series_id and s.medium = 'cold_water'
			join housing.occupancy o on o.id = s.occupancy_id
			where p.apartment_id = ${home.apartmentId} order by lower(o.during)`;
		// the old one keeps August and September; October went; the new one has what is left of November
		expect([...rows]).toEqual([
			{ old: true, first: 7, months: 2 },
			{ old: false, first: 10, months: 1 }
		]);
		const parts = await db.superuser`
			select from metering.month_part where apartment_id = ${home.apartmentId} and month >= '2026-10-01'`;
		expect(parts.length).toBe(0);
	});

	test('months of what is billed stay seven years, others three; a disputed bill holds its own', async () => {
		const home = await aHome({ consents: true });
		const [[series], [meter]] = [
			await db.superuser<{ id: number }[]>`select id from metering.series
				where apartment_id = ${home.apartmentId} and medium = 'cold_water'`,
			await db.superuser<{ id: number }[]>`select id from metering.meter
				where apartment_id = ${home.apartmentId} and medium = 'cold_water'`
		];
		await db.superuser`select store.ensure_partitions('2015-01-01', '2023-12-31')`;
		const write = () => db.superuser`
			insert into metering.month_pack select ${home.apartmentId}, ${series?.id ?? 0}, ${meter?.id ?? 0}, y, 0,
				'{0,1,2,3,4,5,6,7,8,9,10,11,12}' from unnest(array['2023-01-01', '2019-01-01']::date[]) y on conflict do nothing`;
		const years = () => db.superuser`
			select year::text, first from metering.month_pack
			where apartment_id = ${home.apartmentId} and meter_id = ${meter?.id ?? 0} order by 1`;
		await write();
		await db.superuser`
			insert into staff.invoice (company_id, occupancy_id, reference, media, period, disputed)
			select p.company_id, o.id, 'F', '{cold_water}', '[2023-06-01,2023-07-01)', now()
			from housing.occupancy o, housing.property p where o.public_id = ${home.home} limit 1`;
		await run();
		expect(await years()).toEqual([
			{ year: '2023-01-01', first: 5 },
			{ year: '2026-01-01', first: 7 }
		]);
		await db.superuser`update staff.invoice set settled = now()`;
		await run();
		expect(await years()).toEqual([
			{ year: '2023-01-01', first: 10 },
			{ year: '2026-01-01', first: 7 }
		]);
		await db.superuser`insert into housing.price_list (company_id, medium, valid, price_per_unit, vat)
			select id, 'cold_water', '[2015-01-01,)', 1, 0 from housing.company`;
		await write();
		await run();
		expect(await years()).toEqual([
			{ year: '2019-01-01', first: 10 },
			{ year: '2023-01-01', first: 10 },
			{ year: '2026-01-01', first: 7 }
		]);
	});

	test('a dry run counts and changes nothing; cut off it is taken up again; done twice nothing more goes', async () => {
		await run();
		const homes = [await aHome(), await aHome(), await aHome()];
		const everything = () => Promise.all(homes.map((home) => kept(home, 'hour_pack')));
		const was = await everything();
		const counted = await run({}, { dryRun: true });
		expect(await everything()).toEqual(was);
		let seen = 0;
		const cut = retain(db.owner, {
			now: NOW,
			onApartment() {
				if ((seen += 1) === made - 1) throw new Error('power cut');
			}
		});
		await expect(cut).rejects.toThrow('power cut');
		const half = await everything();
		expect(half).not.toEqual(was);
		expect(half.at(-1)).toEqual(was.at(-1));
		const rest = await run();
		expect(rest['hours: no_consent']).toBeLessThan(counted['hours: no_consent'] ?? 0);
		expect((await everything()).map(({ first }) => first)).toEqual(
			homes.map(() => before(DEFAULT_LIMITS.withoutConsentDays))
		);
		expect(await run()).toEqual({});
	});

	test('proof of consent outlives the tenancy by three years, and the log lasts three', async () => {
		await db.superuser`select store.ensure_log_partition(t) from unnest(array['2023-11-21', '2023-11-23']::timestamptz[]) t`;
		await db.superuser`
			insert into audit.access (at, occupancy_id, account_id, session_id, role, purpose, basis, media, kind)
			select t, 1, 1, 's', 'billing', 'invoice', 'invoice', '{}', 'read'
			from unnest(array['2023-11-21', '2023-11-23']::timestamptz[]) t`;
		const ends = ['2023-11-21T12:00:00Z', '2023-11-23T12:00:00Z'];
		const homes = await Promise.all(
			ends.map(async (end, i) => {
				const { homes: made } = await makeHome(db.superuser, {
					number: `old${i}`,
					stays: [
						['2023-01-01T00:00:00Z', 'tenancy'],
						[end, 'vacancy']
					],
					meters: []
				});
				await holderOf(db.superuser, made[0] ?? '', `old${i}`);
				return made[0] ?? '';
			})
		);
		const counts = await run();
		expect(counts).toMatchObject({ log: 1, consents: 10 });
		const left = await db.superuser`
			select distinct o.public_id as id from consent.record r join housing.occupancy o on o.id = r.occupancy_id
			where o.public_id = any (${homes}::uuid[])`;
		expect(left).toEqual([{ id: homes[1] }]);
		expect(civilDay(NOW)).toBe(TODAY);
	});
});
