import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayStart } from '#lib/energy/calendar.ts';
import { sampleDays } from '../company.ts';
import { sampleCompany } from '../sample-company.ts';
import { runHome } from '../telegrams.ts';
import { atTelegram } from './at-telegram.ts';
import { HomeUse } from './home-use.ts';
import { registerOf } from './register.ts';
import type { Channel, SampleHome, SampleMeter } from '../home.ts';

const ANCHOR = Date.parse('2026-11-22T15:10:00Z') / 1000;
const company = sampleCompany(ANCHOR);

function homeOf(key: string): SampleHome {
	const home = company.homes.find((h) => h.key === key);
	if (!home) throw new Error(key);
	return home;
}

function meterOf(home: SampleHome, channel: Channel): SampleMeter {
	const meter = home.meters.find((m) => m.channel === channel && m.removed === null);
	if (!meter) throw new Error(channel);
	return meter;
}

const home = homeOf('L5-1201');

describe.each([
	['an ordinary week', '2026-11-11', '2026-11-18'],
	['the day of 23 hours', '2026-03-27', '2026-03-31'],
	['the day of 25 hours', '2026-10-23', '2026-10-27']
])('over %s', (_, first, last) => {
	const days = sampleDays(first, dayStart(last));
	const begin = dayStart(first) + 7200;

	test.each(['L5-1201', 'S2-1001', 'K14-1004', 'K12-1402'])(
		'the register is at every telegram what the sample company says: %s',
		(key) => {
			const one = homeOf(key);
			for (const { meter, telegrams } of runHome(one, days, dayStart(last))) {
				if (meter.digits === null || meter.removed !== null) continue;
				const at = telegrams.at.findIndex((each) => each > begin);
				const known = { at: telegrams.at[at] ?? 0, register: telegrams.registers[at] ?? 0 };
				const register = registerOf(new HomeUse(one), meter, known);
				const shown = telegrams.at.slice(at).map((each) => register.at(each));
				expect(shown).toEqual(telegrams.registers.slice(at));
			}
		}
	);

	test('no register ever falls, and each second follows from the one before', () => {
		for (const channel of ['cold', 'hot', 'electricity'] as const) {
			const register = registerOf(new HomeUse(home), meterOf(home, channel), { at: begin, register: 5000 });
			let before = register.at(begin);
			const steps = { least: 0, most: 0 };
			for (let at = begin; at < dayStart(last) + 7200; at += 13) {
				const now = register.at(at);
				steps.least = Math.min(steps.least, now - before);
				steps.most = Math.max(steps.most, now - before);
				before = now;
			}
			expect(steps.least).toBe(0);
			// 25 litres a minute, 11 kW
			expect(steps.most).toBeLessThan(channel === 'electricity' ? 40 : 6);
		}
	});
});

test('from any second the company goes on as if it had not been left', () => {
	const from = dayStart('2026-10-24');
	const days = sampleDays('2026-10-23', ANCHOR - 20 * 86_400);
	const whole = runHome(home, days, ANCHOR - 20 * 86_400);
	for (const { meter, telegrams } of whole) {
		if (meter.digits === null || meter.removed !== null) continue;
		const known = { at: telegrams.at[5] ?? 0, register: telegrams.registers[5] ?? 0 };
		const register = registerOf(new HomeUse(home), meter, known);
		for (const at of [from + 3600, from + 30_000, telegrams.at[20] ?? 0, dayStart('2026-10-25') + 9000]) {
			const state = atTelegram(home, meter, { at, register: register.at(at) });
			const states = new Map([[meter.serial, state]]);
			const run = runHome(home, days, ANCHOR - 20 * 86_400, states).find(
				(each) => each.meter.serial === meter.serial
			);
			const rest = telegrams.at.findIndex((each) => each > at);
			expect(run?.telegrams.at).toEqual(telegrams.at.slice(rest));
			expect(run?.telegrams.registers).toEqual(telegrams.registers.slice(rest));
		}
	}
});

test('what a register shows does not depend on what was asked before, nor on where it was known', () => {
	const meter = meterOf(home, 'cold');
	const whole = registerOf(new HomeUse(home), meter, { at: ANCHOR, register: 100_000 });
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: -30 * 86_400, max: 30 * 86_400 }), { minLength: 1, maxLength: 6 }),
			(offsets) => {
				const [first = 0, ...others] = offsets.map((offset) => ANCHOR + offset);
				const again = registerOf(new HomeUse(home), meter, { at: first, register: whole.at(first) });
				for (const at of others) expect(again.at(at)).toBe(whole.at(at));
			}
		),
		{ numRuns: 40 }
	);
});

test('a plug uses no more than the home does', () => {
	const use = new HomeUse(home);
	const index = home.meters.findIndex(({ channel }) => channel === 'electricity');
	let [least, rest] = [0, 0];
	for (let at = ANCHOR - 3 * 86_400; at < ANCHOR; at += 30) {
		const [before, now] = [use.momentOf(index, at), use.momentOf(index, at + 10)];
		if (before.day !== now.day) continue;
		const used = (stream: 'kettle' | 'coffee' | 'freezer' | 'electricity') =>
			use.usedAt(stream, now) - use.usedAt(stream, before);
		const plugs = used('kettle') + used('coffee') + used('freezer');
		least = Math.min(least, plugs);
		rest = Math.min(rest, used('electricity') - plugs);
	}
	expect(least).toBe(0);
	expect(rest).toBeGreaterThan(-1e-9);
});
