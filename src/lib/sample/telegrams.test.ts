import { describe, expect, test } from 'vitest';
import { dayStart } from '#lib/energy/calendar.ts';
import { firstDay, sampleDays } from './company.ts';
import { CHANNEL_MEDIUM, type SampleHome } from './home.ts';
import { dayToGoOnFrom, sampleCompany } from './sample-company.ts';
import { runHome } from './telegrams.ts';

const ANCHOR = Date.parse('2025-11-22T15:10:00Z') / 1000;
const company = sampleCompany(ANCHOR);
const days = sampleDays(company.firstDay, ANCHOR);

function homeOf(key: string): SampleHome {
	const home = company.homes.find((h) => h.key === key);
	if (!home) throw new Error(key);
	return home;
}

describe('the sample company', () => {
	test('has at least 60 homes in 4 buildings, each with its meters, no serial and no name twice', () => {
		expect(company.homes.length).toBeGreaterThanOrEqual(60);
		expect(new Set(company.homes.map((home) => home.building)).size).toBe(4);
		const serials = company.homes.flatMap((home) => home.meters.map((meter) => meter.serial));
		expect(new Set(serials).size).toBe(serials.length);
		expect(new Set(company.persons.values()).size).toBe(company.persons.size);
	});

	test('two runs agree, home by home', () => {
		const again = sampleCompany(ANCHOR);
		for (const key of ['L5-1201', 'S2-1001', 'K12-1203']) {
			const other = again.homes.find((h) => h.key === key);
			if (!other) throw new Error(key);
			const span = sampleDays(firstDay(ANCHOR), ANCHOR);
			expect(runHome(other, span, ANCHOR)).toEqual(runHome(homeOf(key), days, ANCHOR));
		}
	});

	test('another seed would be another life: no two homes use the same', () => {
		const ends = company.homes
			.slice(0, 8)
			.map((home) => runHome(home, days.slice(0, 9), ANCHOR)[0]?.telegrams);
		expect(new Set(ends.map((telegrams) => JSON.stringify(telegrams?.registers))).size).toBe(8);
	});
});

describe('a run cut into pieces', () => {
	test.each(['L5-1201', 'S2-1001', 'K12-1402', 'K14-1004', 'K12-1302'])(
		'equals one run at once: %s',
		(key) => {
			const home = homeOf(key);
			const whole = runHome(home, days, ANCHOR);
			const cuts = [
				dayStart('2025-03-30') + 5000,
				dayStart('2025-08-11') + 41_000,
				dayStart('2025-10-26') + 7300
			];
			const parts = home.meters.map(() => ({ at: [] as number[], registers: [] as number[] }));
			let states = new Map<string, { at: number; register: number }>();
			for (const until of [...cuts, ANCHOR]) {
				const from = dayToGoOnFrom([...states.values()], company.firstDay);
				const runs = runHome(home, sampleDays(from, until), until, states);
				runs.forEach((run, i) => {
					parts[i]?.at.push(...run.telegrams.at);
					parts[i]?.registers.push(...run.telegrams.registers);
				});
				const begun = runs.filter((run) => run.meter.installed <= until);
				states = new Map(begun.map((run) => [run.meter.serial, run.end]));
			}
			whole.forEach((run, i) => {
				expect(parts[i]).toEqual({ at: run.telegrams.at, registers: run.telegrams.registers });
			});
		}
	);
});

describe('telegrams', () => {
	test('come once an hour in order of time, some minutes past it, on days of 23 and 25 hours too', () => {
		for (const { meter, telegrams } of runHome(homeOf('L5-1201'), days, ANCHOR)) {
			const steps = telegrams.at.slice(1).map((at, i) => at - (telegrams.at[i] ?? 0));
			expect(Math.min(...steps)).toBeGreaterThan(3300);
			expect(Math.max(...steps)).toBeLessThan(3900);
			expect(telegrams.at.every((at) => at >= meter.installed && at <= ANCHOR)).toBe(true);
			expect(telegrams.at.every((at) => at % 3600 < 900)).toBe(true);
		}
		for (const [day, hours] of [
			['2025-03-30', 23],
			['2025-10-26', 25]
		] as const) {
			const start = dayStart(day) + 900;
			const at = runHome(homeOf('K12-1001'), days, ANCHOR)[0]?.telegrams.at ?? [];
			expect(at.filter((t) => t >= start && t < start + hours * 3600)).toHaveLength(hours);
		}
	});

	test('registers are whole numbers that never fall but where the meter passes its highest digit', () => {
		let falls = 0;
		for (const home of company.homes) {
			for (const { meter, telegrams } of runHome(home, days, ANCHOR)) {
				if (CHANNEL_MEDIUM[meter.channel] === 'temperature') continue;
				expect(telegrams.registers.every(Number.isInteger)).toBe(true);
				telegrams.registers.forEach((register, i) => {
					if (i > 0 && register < (telegrams.registers[i - 1] ?? 0)) falls++;
				});
			}
		}
		expect(falls).toBe(1);
	});

	test('an exchange loses nothing: old final less old initial plus the new one is what the tap gave', () => {
		const home = homeOf('L5-1201');
		const whole: SampleHome = {
			...home,
			meters: home.meters
				.filter((m) => m.channel === 'cold' && m.removed !== null)
				.map((m) => ({ ...m, removed: null }))
		};
		const [unchanged] = runHome(whole, days, ANCHOR);
		const runs = runHome(home, days, ANCHOR).filter((run) => run.meter.channel === 'cold');
		const amount = runs.reduce((sum, run) => sum + run.end.register - (run.meter.initialRegister ?? 0), 0);
		expect(runs).toHaveLength(2);
		expect(amount).toBe((unchanged?.end.register ?? 0) - (unchanged?.meter.initialRegister ?? 0));
	});

	test('the running toilet shows in every hour of the last days, and not before', () => {
		const cold = runHome(homeOf('K12-1402'), days, ANCHOR).find((run) => run.meter.channel === 'cold');
		const amounts = (cold?.telegrams.registers ?? []).map((r, i, all) => r - (all[i - 1] ?? r)).slice(1);
		expect(Math.min(...amounts.slice(-48))).toBeGreaterThan(10);
		expect(amounts.slice(-24 * 30, -24 * 5).filter((a) => a === 0).length).toBeGreaterThan(100);
	});
});
