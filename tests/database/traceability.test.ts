import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Medium } from '../../src/lib/energy/medium.ts';
import { FLAG, qualityOf } from '../../src/lib/energy/quality.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { readTrace } from '../../src/lib/server/consumption/read-trace.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2026-10-28T12:00:00Z');
const EXCHANGE = '2026-10-26T09:30:00Z';

/** An hour of one meter as the store holds it; registers and amount in the unit. */
interface StoredHour {
	readonly medium: Medium;
	readonly serial: string;
	readonly start: number;
	readonly from: number | null;
	readonly to: number | null;
	readonly amount: number;
	readonly flags: number;
}

let db: FreshDatabase;
let home: string;
let token: string;

beforeAll(async () => {
	db = await freshDatabase();
	const made = await makeHome(db.superuser, {
		number: '1101',
		stays: [['2026-10-23T10:30:00Z', 'tenancy']],
		meters: [
			{ serial: 'OLD', medium: 'cold_water', removed: EXCHANGE, final: 2_000 },
			{ serial: 'NEW', medium: 'cold_water', installed: EXCHANGE, initial: 7 },
			{ serial: 'SHAFT-1', medium: 'hot_water' },
			{ serial: 'SHAFT-2', medium: 'hot_water' },
			{ serial: 'POWER', medium: 'electricity', digits: 5 },
			{ serial: 'ROOM', medium: 'temperature' }
		]
	});
	home = made.homes[0] ?? '';
	token = await holderOf(db.superuser, home, 'Anna');
	const hourly = (serial: string, from: string, to: string, register: (i: number) => number) => {
		const list = [];
		for (let i = 0, when = at(from); when <= at(to); i++, when += 3600) {
			list.push({ meterId: made.meters[serial] ?? 0, at: when, register: register(i), flags: 0 });
		}
		return list;
	};
	const readings = [
		...hourly('OLD', '2026-10-23T11:04:00Z', '2026-10-26T09:04:00Z', (i) => 1_000 + 11 * i),
		...hourly('NEW', '2026-10-26T10:04:00Z', '2026-10-28T11:04:00Z', (i) => 12 + 9 * i),
		...hourly('SHAFT-1', '2026-10-23T11:00:00Z', '2026-10-28T11:00:00Z', (i) => 500 + 5 * i),
		...hourly(
			'SHAFT-2',
			'2026-10-23T11:20:00Z',
			'2026-10-28T06:20:00Z',
			(i) => 40 + (i % 3 ? 3 * i : 3 * i - 1)
		),
		// over 99,999 kWh, and a register that says 0 once
		...hourly('POWER', '2026-10-23T11:00:00Z', '2026-10-28T11:00:00Z', (i) =>
			i === 70 ? 0 : (99_990_000 + 400 * i) % 100_000_000
		),
		...hourly('ROOM', '2026-10-23T11:10:00Z', '2026-10-28T11:10:00Z', (i) => 2_050 + (i % 24))
	];
	const silent = (when: number) => when > at('2026-10-24T12:00:00Z') && when < at('2026-10-25T13:00:00Z');
	const late = (when: number) => when > at('2026-10-27T02:00:00Z') && when < at('2026-10-27T06:00:00Z');
	const store = async (label: string, part: typeof readings) =>
		storeReadings(db.owner, part, await openSource(db.owner, 'import', label), { now: NOW });
	await store(
		'october.csv',
		readings.filter((reading) => !silent(reading.at) && !late(reading.at))
	);
	await store(
		'late.csv',
		readings.filter((reading) => late(reading.at))
	);
	const wrong = readings.find((reading) => reading.at === at('2026-10-26T15:04:00Z'));
	if (!wrong) throw new Error('no reading to correct');
	await store('corrected.csv', [{ ...wrong, register: wrong.register - 2 }]);
});
afterAll(() => db.close());

/** Every hour that a bar could stand for, straight from the packs. */
async function storedHours(): Promise<StoredHour[]> {
	return [
		...(await db.superuser<StoredHour[]>`
			select m.medium, m.serial, (extract(epoch from p.day::timestamp at time zone 'Europe/Stockholm')
					+ (p.first + i - 1) * 3600)::float8 as start,
				case when m.medium <> 'temperature' then (p.packed[i] * power(10::numeric, m.scale))::float8 end as from,
				case when m.medium <> 'temperature' then (p.packed[i + 1] * power(10::numeric, m.scale))::float8 end as to,
				(case when m.medium = 'temperature' then p.packed[i]
					else p.packed[i + 1] - p.packed[i] + coalesce(p.steps[i], 0) end * power(10::numeric, m.scale))::float8 as amount,
				coalesce(p.flags[i], 0) as flags
			from metering.hour_pack p join metering.meter m on m.id = p.meter_id,
				generate_series(1, cardinality(p.packed) - case when m.medium = 'temperature' then 0 else 1 end) i
			order by m.serial, start`)
	];
}

async function open(hour: Pick<StoredHour, 'medium' | 'serial' | 'start'>) {
	const question = { home, media: [hour.medium], start: hour.start };
	const answer = await readTrace({ pool: db.portal, token, now: NOW }, question);
	return answer.kind === 'trace'
		? answer.trace.meters.find(({ serial }) => serial === hour.serial)
		: undefined;
}

describe('every stored bar', () => {
	it('can be opened: meter serial, both registers, amount and flags as stored', async () => {
		const hours = await storedHours();
		expect(hours.length).toBeGreaterThan(500);
		const qualities = new Set(hours.map(({ flags }) => qualityOf(flags)));
		expect([...qualities].sort()).toEqual(
			['corrected', 'interpolated', 'late', 'measured', 'meter_changed', 'missing', 'suspect'].sort()
		);
		for (const hour of hours) {
			const opened = await open(hour);
			const name = `${hour.serial} ${new Date(hour.start * 1000).toISOString()}`;
			const known = (hour.flags & FLAG.ABSENT) === 0;
			expect(opened, name).toMatchObject({
				serial: hour.serial,
				medium: hour.medium,
				fromRegister: known ? hour.from : null,
				toRegister: known ? hour.to : null,
				amount: known ? hour.amount : null,
				flags: hour.flags
			});
			if (!known) continue;
			// the readings that tell, with their time, delivery and flags; none of them from nowhere
			expect(opened?.readings.length, name).toBeGreaterThan(0);
			for (const reading of opened?.readings ?? []) {
				expect(reading.source, name).toMatchObject({
					kind: 'import',
					label: expect.stringMatching(/\.csv$/) as string
				});
			}
			if (qualityOf(hour.flags) !== 'measured' || hour.medium === 'temperature') continue;
			const registers = opened?.readings.map(({ register }) => register) ?? [];
			const instants = opened?.readings.map((reading) => reading.at) ?? [];
			// a register noted at an exchange is the meter's own, no reading
			const noted = hour.serial === 'NEW' ? [at(EXCHANGE)] : [];
			expect(Math.min(...instants, ...noted), name).toBeLessThanOrEqual(hour.start);
			expect(Math.max(...instants), name).toBeGreaterThanOrEqual(hour.start + 3600);
			expect(hour.to, name).toBeLessThanOrEqual(Math.max(...registers));
		}
	});

	it('tells of an ordinary hour just what was read', async () => {
		const opened = await open({ medium: 'hot_water', serial: 'SHAFT-1', start: at('2026-10-24T08:00:00Z') });
		const source = { kind: 'import', label: 'october.csv' };
		expect(opened).toEqual({
			serial: 'SHAFT-1',
			medium: 'hot_water',
			unit: 'm³',
			fromRegister: 0.605,
			toRegister: 0.61,
			amount: 0.005,
			step: 0,
			flags: 0,
			readings: [
				{ at: at('2026-10-24T08:00:00Z'), register: 0.605, flags: 0, source, replaced: [] },
				{ at: at('2026-10-24T09:00:00Z'), register: 0.61, flags: 0, source, replaced: [] }
			]
		});
	});

	it('of an overflow and of a momentary zero has the amount and the step that explains it', async () => {
		const over = await open({
			medium: 'electricity',
			serial: 'POWER',
			start: at('2026-10-27T05:00:00Z') - 66 * 3600
		});
		expect(over).toMatchObject({ fromRegister: 99_999.6, toRegister: 0, amount: 0.4, step: 100_000 });
		const zero = await open({ medium: 'electricity', serial: 'POWER', start: at('2026-10-26T09:00:00Z') });
		expect(zero?.amount).toBeCloseTo(0.4, 9);
		expect(
			zero?.readings.map(({ register, flags }) => [register, (flags & FLAG.SET_ASIDE) !== 0])
		).toContainEqual([0, true]);
	});
});
