import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, civilDay, daysInMonth } from '../../src/lib/energy/calendar.ts';
import { daysBetween } from '../../src/lib/energy/compare.ts';
import { FORECAST_DAYS, forecastEnd } from '../../src/lib/energy/forecast.ts';

/*
 * What a month ended at, beside what was said of it: at every third day of every month that is wholly measured.
 */
const FOLDER = process.env['HEMVY_REAL_DATA'] ?? path.resolve('../shared/data');
const absent = !existsSync(path.join(FOLDER, 'water_cold_daiad.csv.gz'));

/** Amounts of whole civil days: those with at least 20 readings, followed by one of the next day. */
function daysOf(file: string, column: number, most: number): Map<string, number>[] {
	const meters = new Map<string, Map<string, { first: number; count: number }>>();
	for (const line of gunzipSync(readFileSync(path.join(FOLDER, file)))
		.toString()
		.split('\n')
		.slice(1)) {
		const parts = line.split(',');
		const [meter = '', at = ''] = parts;
		if (meter === '') continue;
		const day = civilDay(Date.parse(at) / 1000);
		const days = meters.get(meter) ?? new Map<string, { first: number; count: number }>();
		meters.set(meter, days);
		const known = days.get(day);
		if (known) known.count += 1;
		else days.set(day, { first: Number(parts[column]), count: 1 });
	}
	return [...meters.values()].map(
		(days) =>
			new Map(
				[...days].flatMap(([day, { first, count }]): [string, number][] => {
					const amount = (days.get(addDays(day, 1))?.first ?? Number.NaN) - first;
					return count >= 20 && amount >= 0 && amount <= most ? [[day, amount]] : [];
				})
			)
	);
}

function measured(homes: readonly Map<string, number>[]): { months: number; held: number; off: number } {
	let [asked, held] = [0, 0];
	const off: number[] = [];
	for (const days of homes) {
		for (let month = '2016-03-01'; month < '2017-08-01'; month = addMonths(month, 1)) {
			const all = daysBetween(month, addDays(addMonths(month, 1), -1));
			const total = all.reduce((sum, day) => sum + (days.get(day) ?? Number.NaN), 0);
			if (!(total > 0)) continue;
			for (let passed = 3; passed < daysInMonth(month); passed += 3) {
				const here = addDays(month, passed);
				const recent = daysBetween(addDays(here, -FORECAST_DAYS), addDays(here, -1));
				const forecast = forecastEnd({
					days: recent.flatMap((day) => days.get(day) ?? []),
					soFar: all.slice(0, passed).reduce((sum, day) => sum + (days.get(day) ?? 0), 0),
					daysLeft: all.length - passed
				});
				if (forecast === null) continue;
				asked += 1;
				if (forecast.low <= total && total <= forecast.high) held += 1;
				off.push(Math.abs(forecast.expected - total) / total);
			}
		}
	}
	off.sort((a, b) => a - b);
	return { months: asked, held: held / asked, off: off[Math.floor(off.length / 2)] ?? 1 };
}

describe.skipIf(absent)(
	`the forecast beside real months${absent ? ' (SKIPPED: no real series, see HEMVY_REAL_DATA)' : ''}`,
	() => {
		test('of water holds at least four times of five', () => {
			const found = measured(daysOf('water_cold_daiad.csv.gz', 2, 20_000));
			console.log('water', found);
			expect(found.held).toBeGreaterThan(0.8);
			expect(found.off).toBeLessThan(0.1);
		});

		test('of electricity does too', () => {
			const found = measured(daysOf('electricity_sierra.csv.gz', 2, 200_000));
			console.log('electricity', found);
			expect(found.held).toBeGreaterThan(0.8);
			expect(found.off).toBeLessThan(0.15);
		});
	}
);
