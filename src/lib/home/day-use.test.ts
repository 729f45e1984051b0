import { describe, expect, it } from 'vitest';
import { addDays, dayStart } from '#lib/energy/calendar.ts';
import { dayUses } from './day-use.ts';
import type { HourValue } from './hours.ts';

/** Registers at every hour boundary in [from, to], 10 l an hour. */
function hours(from: number, to: number): HourValue[] {
	const all: HourValue[] = [];
	for (let at = from; at <= to; at += 3600)
		all.push({ at, value: 1000 + (at - from) / 360, quality: 'measured' });
	return all;
}
const DAY = '2026-11-21';
const start = dayStart(DAY);
const end = dayStart(addDays(DAY, 1));

describe('days of hours', () => {
	it.each([
		['2026-03-29', 23],
		['2026-10-25', 25],
		['2026-11-21', 24]
	])('%s has the use of its %i hours', (day, length) => {
		const from = dayStart(addDays(day, -1));
		const to = dayStart(addDays(day, 2));
		const found = dayUses(hours(from, to), 'cold_water').find((each) => each.day === day);
		expect(found).toEqual({
			...{ day, used: length * 10, since: dayStart(day), until: dayStart(addDays(day, 1)) },
			isWhole: true
		});
	});

	it('that begin or end in the middle are not whole, and say from when until when', () => {
		const found = dayUses(hours(start + 5 * 3600, end + 2 * 3600), 'cold_water');
		expect(found).toEqual([
			{ day: DAY, used: 190, since: start + 5 * 3600, until: end, isWhole: false },
			{ day: addDays(DAY, 1), used: 20, since: end, until: end + 7200, isWhole: false }
		]);
	});

	it('belong to the home’s own zone', () => {
		const [first] = dayUses(hours(start, end), 'cold_water', 'Europe/Helsinki');
		expect(first).toMatchObject({ day: DAY, used: 230, until: end - 3600 });
	});

	it.each([
		['falls', -500],
		['is exchanged for one that stands higher', 800_000]
	])('in which the register %s count the rest, and are not whole', (_, jump) => {
		const broken = hours(start, end).map((hour) =>
			hour.at > start + 7 * 3600 ? { ...hour, value: hour.value + jump } : hour
		);
		expect(dayUses(broken, 'cold_water')[0]).toMatchObject({ used: 230, isWhole: false });
	});

	it('in which an hour is doubtful count the rest, and are not whole', () => {
		const doubtful = hours(start, end).map((hour) =>
			hour.at === end ? { ...hour, quality: 'suspect' as const } : hour
		);
		expect(dayUses(doubtful, 'cold_water')[0]).toMatchObject({ used: 230, isWhole: false });
	});

	it('whose midnight is missing do not share what flowed around it', () => {
		const holed = hours(start, end + 4 * 3600).filter(({ at }) => Math.abs(at - end) > 3600);
		expect(dayUses(holed, 'cold_water')).toMatchObject([
			{ used: 220, until: end - 7200, isWhole: false },
			{ used: 20, since: end + 7200 }
		]);
	});

	it('of water that slipped back by a litre are whole', () => {
		const slipped = hours(start, end).map((hour) => (hour.at === end ? { ...hour, value: 1229 } : hour));
		expect(dayUses(slipped, 'cold_water')[0]).toMatchObject({ used: 230, isWhole: true });
	});
});
