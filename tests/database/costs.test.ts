import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addMonths, dayStart, HOUR } from '#lib/energy/calendar.ts';
import type { MediumBill, MonthBill } from '#lib/energy/cost/bill.ts';
import { enterPrices } from '#lib/server/collection/price-lists/enter-prices.ts';
import { parsePriceList } from '#lib/server/collection/price-lists/parse-list.ts';
import { retain } from '#lib/server/collection/retention/retain.ts';
import { openSource } from '#lib/server/collection/source.ts';
import { storeReadings } from '#lib/server/collection/store-readings.ts';
import { readCosts } from '#lib/server/consumption/costs/read-costs.ts';
import { makeHome, type MadeHome } from '../fixtures/home.ts';
import { holderOf } from '../fixtures/holder.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const NOW = dayStart('2026-05-20') + 3 * HOUR;
const FIRST = dayStart('2026-02-01');
/** The meter is exchanged in the hour that begins here; the price changes at 14:00 on another day of the month. */
const EXCHANGE = dayStart('2026-03-20') + 9 * HOUR;
const CHANGE = dayStart('2026-03-10') + 14 * HOUR;
const HEADER = 'medium,from,to,price_per_unit,vat,fixed_fee_per_day\n';
const LIST = `${HEADER}electricity,2026-01-01,2026-03-10T14:00+01:00,1.184,0.25,1.15
electricity,2026-03-10T14:00+01:00,,1.276,0.25,1.15
`;

/** What is used in the hour that begins at an instant, Wh. */
const used = (at: number) => 100 + ((at / HOUR) % 24) * 37 + ((at / HOUR) % 7);

function usedBetween(from: number, to: number): number {
	let sum = 0;
	for (let at = from; at < to; at += HOUR) sum += used(at);
	return sum;
}

describe('what a month costs', () => {
	let db: FreshDatabase;
	let source: number;
	const homes: { made: MadeHome; id: string; token: string }[] = [];

	beforeAll(async () => {
		db = await freshDatabase();
		source = await openSource(db.owner, 'import', 'x.csv');
		for (const consents of [true, false]) homes.push(await aHome(consents));
	});
	afterAll(() => db.close());

	async function aHome(consents: boolean) {
		const number = consents ? 'open' : 'shut';
		const at = new Date(EXCHANGE * 1000).toISOString();
		const made = await makeHome(db.superuser, {
			number,
			stays: [[new Date(FIRST * 1000).toISOString(), 'tenancy']],
			meters: [
				{ serial: `${number}-old`, medium: 'electricity', removed: at, final: usedBetween(FIRST, EXCHANGE) },
				{ serial: `${number}-new`, medium: 'electricity', installed: at, initial: 500_000 }
			]
		});
		const id = made.homes[0] ?? '';
		const token = await holderOf(db.superuser, id, number, { consents });
		// the retention below runs in May 2026, and readings are asked for today: both find a consent in force
		for (const [given, ends] of [
			['2026-03-01', '2027-02-01'],
			[null, null]
		]) {
			await db.superuser`
				insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
					language, channel, at, expires)
				select occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash, language, channel,
					coalesce(${given ?? null}::timestamptz, min(at)), coalesce(${ends ?? null}::timestamptz, min(expires))
				from consent.record where occupancy_id = (select o.id from housing.occupancy o where o.public_id = ${id})
					and at > '2026-03-02' group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`;
		}
		return { made, id, token };
	}

	/** Readings on every hour. */
	function readings({ made }: { made: MadeHome }, from: number, to: number) {
		const meter = (name: string) =>
			Object.entries(made.meters).find(([serial]) => serial.endsWith(name))?.[1] ?? 0;
		const all = [];
		for (let at = from; at <= to; at += HOUR) {
			const isOld = at < EXCHANGE;
			const register = isOld ? usedBetween(FIRST, at) : 500_000 + usedBetween(EXCHANGE, at);
			all.push({ meterId: meter(isOld ? 'old' : 'new'), at, register, flags: 0 });
		}
		return all;
	}

	async function bill(home: { id: string; token: string }, period: string): Promise<MonthBill> {
		const answer = await readCosts({ pool: db.portal, token: home.token, now: NOW }, home.id, period);
		if (answer.kind !== 'costs' || answer.bill.kind !== 'month') throw new Error(answer.kind);
		return answer.bill;
	}
	const money = ({ net, vat, gross }: MonthBill) => ({ net, vat, gross });
	const electricity = ({ media }: MonthBill): MediumBill | undefined =>
		media.find(({ medium }) => medium === 'electricity');
	const enter = (text: string, dryRun = false) =>
		enterPrices(db.owner, parsePriceList(text).lines, { company: null, dryRun, now: NOW });
	/** March from its very hours, in öre. */
	function byHours() {
		const before = usedBetween(dayStart('2026-03-01'), CHANGE) * 1184;
		const after = usedBetween(CHANGE, dayStart('2026-04-01')) * 1276;
		return Math.round(((before + after) / 1e6 + 31 * 1.15) * 1.25 * 100);
	}

	test('is the same with and without days and hours, through a change of price at 14:00 and a new meter', async () => {
		const entered = await enter(LIST);
		expect(entered).toMatchObject({ kind: 'entered', placed: { unchanged: 0 } });
		for (const home of homes) await storeReadings(db.owner, readings(home, FIRST, NOW), source, { now: NOW });
		const [open, shut] = await Promise.all(homes.map((home) => bill(home, '2026-03')));
		if (!open || !shut) throw new Error('no bill');
		expect(open.gross).toBe(byHours());
		expect(money(shut)).toEqual(money(open));
		expect(electricity(open)?.unknown).toEqual([]);
		expect(electricity(open)?.uses.map(({ pricePerUnit }) => pricePerUnit)).toEqual([1.184, 1.276]);
		expect(electricity(shut)).toMatchObject({ daysOff: 'not_chosen' });
		expect(electricity(shut)?.uses.map(({ days }) => days)).toEqual([null, null]);
	});

	test('is traced to registers of each meter, and to days that add up to it with the day of the change in both lines', async () => {
		const [home] = homes;
		if (!home) throw new Error('no home');
		const { uses = [] } = electricity(await bill(home, '2026-03')) ?? {};
		expect(uses[1]?.meters.map(({ serial, from, to }) => [serial, from, to])).toEqual([
			['open-old', usedBetween(FIRST, CHANGE) / 1000, usedBetween(FIRST, EXCHANGE) / 1000],
			['open-new', 500, (500_000 + usedBetween(EXCHANGE, dayStart('2026-04-01'))) / 1000]
		]);
		for (const use of uses) {
			const days = use.days ?? [];
			expect(days.filter(({ isPart }) => isPart).map(({ day }) => day)).toEqual(['2026-03-10']);
			const sum = days.reduce((total, { quantity }) => total + Math.round((quantity ?? 0) * 1000), 0);
			expect(sum).toBe(Math.round(use.quantity * 1000));
		}
		expect(uses[0]?.days?.at(-1)?.quantity).toBe(usedBetween(dayStart('2026-03-10'), CHANGE) / 1000);
	});

	test('stays the same when hours and days are erased; the month that goes on is priced as ever', async () => {
		const was = await Promise.all(homes.map((home) => bill(home, '2026-03')));
		await retain(db.owner, { now: NOW });
		const [row] = await db.superuser<{ days: string | null }[]>`
			select min(day)::text as days from metering.hour_pack p join metering.series s on s.id = p.series_id
			join housing.occupancy o on o.id = s.occupancy_id where o.public_id = ${homes[1]?.id ?? ''}`;
		expect(row?.days).toBe('2026-05-08');
		const is = await Promise.all(homes.map((home) => bill(home, '2026-03')));
		expect(is.map(money)).toEqual(was.map(money));
		expect(electricity(is[1] as MonthBill)?.uses[0]?.meters).toHaveLength(1);
	});

	test('is cut anew when prices are entered late, as far as hours are kept; else it is said between what it lies', async () => {
		const late = `${HEADER}electricity,2026-04-12T06:00+02:00,,1.5,0.25,1.15\n`;
		const entered = await enter(late);
		// the home without days and hours has none left of April
		expect(entered).toMatchObject({ kind: 'entered', months: { cut: 5, uncut: 1 } });
		const [open, shut] = await Promise.all(homes.map((home) => bill(home, '2026-04')));
		expect(electricity(open as MonthBill)?.uses.map(({ pricePerUnit }) => pricePerUnit)).toEqual([
			1.276, 1.5
		]);
		const [unknown] = electricity(shut as MonthBill)?.unknown ?? [];
		expect(unknown?.reason).toBe('uncut');
		const [least = 0, most = 0] = unknown?.between ?? [];
		const fee = 30 * 1.15 * 1.25 * 100;
		expect(open?.gross).toBeGreaterThan(least + fee);
		expect(open?.gross).toBeLessThan(most + fee);
	});

	test('takes late and corrected readings in, on either side of the change', async () => {
		const [home] = homes;
		if (!home) throw new Error('no home');
		const was = await bill(home, '2026-04');
		const at = dayStart('2026-04-20') + 5 * HOUR;
		const [reading] = readings(home, at, at);
		if (!reading) throw new Error('no reading');
		await storeReadings(db.owner, [{ ...reading, register: reading.register + 50 }], source, { now: NOW });
		// the register is 50 Wh higher for an hour: as much is used before as is not used after
		const is = await bill(home, '2026-04');
		expect(is.gross).toBe(was.gross);
		const quantities = (b: MonthBill) => electricity(b)?.uses.map(({ quantity }) => quantity);
		expect(quantities(is)).toEqual(quantities(was));
		const parts = await db.superuser<{ sum: number }[]>`
			select sum(to_register - from_register + step)::int as sum from metering.price_part p
			where p.month = '2026-04-01' and p.apartment_id = ${home.made.apartmentId}`;
		expect(parts[0]?.sum).toBe(usedBetween(dayStart('2026-04-01'), dayStart('2026-05-01')));
	});

	test('goes from the store with its month, and not before', async () => {
		const count = async () =>
			(await db.superuser`select from metering.price_part where month = '2026-03-01'`).length;
		const had = await count();
		expect(had).toBeGreaterThan(3);
		await retain(db.owner, { now: dayStart(addMonths('2026-03-30', 12 * 7)) });
		expect(await count()).toBe(had);
		await retain(db.owner, { now: dayStart(addMonths('2026-04-02', 12 * 7)) });
		expect(await count()).toBe(0);
	});

	test.each([
		['an overlap', 'electricity,2026-02-01,2026-02-20,2,0.25,0', /line 2 .*overlaps/],
		[
			'prices by the day',
			'electricity,2026-06-01,2026-06-02,2,0.25,0\nelectricity,2026-06-02,,3,0.25,0',
			/seven days/
		],
		['a medium without a price', 'temperature,2026-06-01,,2,0.25,0', /no price of "temperature"/],
		['a number with a comma', 'electricity,2026-06-01,,"1,5",0.25,0', /no number/],
		['a time without offset', 'electricity,2026-06-01T14:00,,1,0.25,0', /offset/]
	])('%s is refused, and nothing is entered', async (_, lines, reason) => {
		const parsed = parsePriceList(HEADER + lines);
		const entered = await enterPrices(db.owner, parsed.lines, { company: null, dryRun: false, now: NOW });
		const problems = [...parsed.problems, ...(entered.kind === 'refused' ? entered.problems : [])];
		expect(problems.map(({ line, problem }) => `line ${line} ${problem}`).join()).toMatch(reason);
		const [row] = await db.superuser<
			{ count: number }[]
		>`select count(*)::int as count from housing.price_list`;
		expect(row?.count).toBe(3);
	});

	test('the same list again, and a dry run, change nothing', async () => {
		expect(await enter(`${HEADER}electricity,2026-07-01,,2,0.25,0\n`, true)).toMatchObject({
			kind: 'entered'
		});
		const again = `${HEADER}electricity,2026-04-12T06:00+02:00,,1.5,0.25,1.15\n`;
		expect(await enter(again)).toMatchObject({
			kind: 'entered',
			placed: { added: [], ended: [], unchanged: 1 }
		});
	});
});
