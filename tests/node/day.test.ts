import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayStart } from '../../src/lib/energy/calendar.ts';
import { Day } from '../../src/lib/server/node/day.ts';
import { DayForming } from '../../src/lib/server/node/day-forming.ts';
import { HourForming } from '../../src/lib/server/node/hour-forming.ts';
import { LiveHome } from '../../src/lib/server/node/live-home.ts';
import type { Setup } from '../../src/lib/home/setup.ts';
import { freshStore, reading, type FreshStore } from './fresh-store.ts';

const HOUR = 3600;
const ZONE = 'Europe/Stockholm';
const MIDNIGHT = dayStart('2026-11-22');

let fresh: FreshStore;
let home: LiveHome;
let forming: HourForming;
let days: DayForming;
let day: Day;
beforeEach(() => {
	fresh = freshStore();
	home = new LiveHome(fresh.store, MIDNIGHT);
	forming = new HourForming(fresh.store);
	days = new DayForming(fresh.store);
	day = new Day(fresh.store, home);
});
afterEach(() => {
	fresh.drop();
});

const meter = (serial: string): Setup => ({
	...{ device: `wmbus:${serial}`, channel: '', quantity: 'water', name: '', medium: 'cold_water' },
	...{ room: null, serial, expectedS: null, hidden: false }
});
/** A telegram every ten minutes in [from, to): 60 l an hour. */
function come(serial: string, from: number, to: number, start = 10): void {
	for (let at = from; at < to; at += 600) {
		const each = reading(at, Number((start + (at - from) / 60_000).toFixed(3)), {
			device: `wmbus:${serial}`
		});
		home.take([each]);
		fresh.store.readings.add(each);
		forming.note(each);
		day.touch();
	}
	while (fresh.store.flush(to));
	forming.run(to);
	days.run(ZONE);
}
const shown = (now: number) => day.parts(now, ZONE, true);

it('yesterday’s use is no use of today, from the first second of the day', () => {
	fresh.store.setups.put([meter('1')]);
	come('1', MIDNIGHT - 10 * HOUR, MIDNIGHT - 60);
	day.refresh(MIDNIGHT - 60, ZONE);
	expect(shown(MIDNIGHT - 1).today.coldL).toBeGreaterThan(500);
	expect(shown(MIDNIGHT + 1).today.coldL).toBeNull();
});

it('a meter that was exchanged does not make the day and the month unknown for ever', () => {
	fresh.store.setups.put([meter('1'), meter('2')]);
	come('1', MIDNIGHT - 40 * HOUR, MIDNIGHT - 30 * HOUR);
	come('2', MIDNIGHT - 29 * HOUR, MIDNIGHT + 6 * HOUR, 0);
	const now = MIDNIGHT + 6 * HOUR;
	day.refresh(now, ZONE);
	expect([...shown(now).replaced]).toEqual(['wmbus:1\n\nwater']);
	expect(shown(now).today.coldL).toBeCloseTo(350, 0);
	const [medium] = shown(now).month.media;
	expect(medium?.used).toBeGreaterThan(60 * 42);
	expect(medium?.used).toBeLessThanOrEqual(60 * 45);
	expect(medium?.since).toBe(MIDNIGHT - 40 * HOUR);
});

it('one of two meters that fell silent makes the day unknown: half of it is not all of it', () => {
	fresh.store.setups.put([meter('1'), meter('2')]);
	come('1', MIDNIGHT - 40 * HOUR, MIDNIGHT - 30 * HOUR);
	come('2', MIDNIGHT - 41 * HOUR, MIDNIGHT + 6 * HOUR, 0);
	const now = MIDNIGHT + 6 * HOUR;
	day.refresh(now, ZONE);
	expect(shown(now).replaced.size).toBe(0);
	expect(shown(now)).toMatchObject({ today: { coldL: null }, month: { media: [{ used: null }] } });
});

it.each([-HOUR, 72 * HOUR])('a clock that was wrong by %i s for a while leaves the day as it is', (jump) => {
	fresh.store.setups.put([meter('1')]);
	come('1', MIDNIGHT - 2 * HOUR, MIDNIGHT + 6 * HOUR);
	const now = MIDNIGHT + 6 * HOUR;
	day.refresh(now, ZONE);
	const right = shown(now);
	expect(right.today.coldL).toBe(350);
	day.refresh(now + jump, ZONE);
	const wrong = shown(now + jump);
	if (jump > 0) expect(wrong.today.coldL).toBeNull();
	day.refresh(now, ZONE);
	expect(shown(now)).toEqual(right);
});

it('a tenancy that is over is told nothing of', () => {
	fresh.store.setups.put([meter('1')]);
	come('1', MIDNIGHT - 2 * HOUR, MIDNIGHT + 6 * HOUR);
	day.refresh(MIDNIGHT + 6 * HOUR, ZONE);
	expect(day.parts(MIDNIGHT + 6 * HOUR, ZONE, false)).toMatchObject({
		today: { coldL: null },
		month: { from: '2026-11-01', media: [] },
		normals: { litres: [] }
	});
});
