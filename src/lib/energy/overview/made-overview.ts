import { addDays, civilDay, dayStart, HOUR } from '../calendar.ts';
import { MEDIUM_FACTS, type Medium } from '../medium.ts';
import type { Home, Point } from '../series.ts';
import type { Frame, MediumParts } from './known.ts';

const ZONE = 'Europe/Stockholm';

/** For tests: a home that goes on, or one that was left at `end` (UTC seconds). */
export function madeFrame(at: number, from = '2020-01-01', end?: number): Frame {
	const isLeft = end !== undefined && end <= at;
	return {
		zone: ZONE,
		start: dayStart(from, ZONE),
		end: end ?? Number.POSITIVE_INFINITY,
		at: isLeft ? end - 1 : at,
		isLeft
	};
}

/** For tests: what a home with these media is called. */
export function madeHome(media: readonly Medium[]): Home {
	return {
		id: '00000000-0000-4000-8000-000000000001',
		address: 'Granvägen 4, 748 23 Granforsa',
		apartment: '1203',
		company: 'Granbo',
		timeZone: ZONE,
		from: dayStart('2020-01-01', ZONE),
		to: null,
		media
	};
}

/** How much of a day or an hour: by its civil day, and the hour since midnight (0–24). */
export type Amounts = (day: string, hour: number) => number | null;

interface Made {
	readonly medium?: Medium;
	readonly reads?: MediumParts['reads'];
	/** Present, UTC seconds, on a whole hour. */
	readonly at: number;
	/** First civil day with values. */
	readonly since: string;
	/** Amount of an hour, in the unit. */
	readonly amounts: Amounts;
	readonly flags?: (day: string) => number;
}

/** For tests: a medium as it is read, every hour known from `since` to `at`. */
export function madeParts({
	medium = 'hot_water',
	reads = 'hour',
	at,
	since,
	amounts,
	flags
}: Made): MediumParts {
	const hours: Point[] = [];
	const days: Point[] = [];
	const months = new Map<string, Point>();
	const { scale } = MEDIUM_FACTS[medium];
	const round = (value: number) => Math.round(value * 10 ** -scale) / 10 ** -scale;
	for (let day = since; dayStart(day, ZONE) < at; day = addDays(day, 1)) {
		const [start, end] = [dayStart(day, ZONE), dayStart(addDays(day, 1), ZONE)];
		const own: Point[] = [];
		for (let hour = start; hour < Math.min(end, at); hour += HOUR) {
			const amount = amounts(day, (hour - start) / HOUR);
			const absent = amount === null ? 80 : 0;
			const range = medium === 'temperature' && amount !== null ? amount : null;
			own.push({ start: hour, end: hour + HOUR, amount, low: range, high: range, flags: absent });
		}
		const known = own.flatMap(({ amount }) => amount ?? []);
		const sum = known.length === 0 ? null : round(known.reduce((a, b) => a + b, 0));
		const mean = sum === null || medium !== 'temperature' ? sum : round(sum / known.length);
		const bits = (flags?.(day) ?? 0) | (sum === null ? 80 : known.length < own.length ? 16 : 0);
		const [low, high] =
			medium === 'temperature' && known.length > 0 ? [Math.min(...known), Math.max(...known)] : [null, null];
		days.push({ start, end, amount: mean, low, high, flags: bits });
		const month = day.slice(0, 7);
		const before = months.get(month);
		const first = dayStart(`${month}-01`, ZONE);
		months.set(month, {
			start: first,
			end: dayStart(addDays(`${month}-28`, 4).slice(0, 7) + '-01', ZONE),
			amount: round((before?.amount ?? 0) + (sum ?? 0)),
			low: null,
			high: null,
			flags: (before?.flags ?? 0) | (bits & 16)
		});
		hours.push(...own);
	}
	const today = civilDay(at, ZONE);
	const near = hours.filter(({ start }) => start >= dayStart(addDays(today, -13), ZONE));
	const twin = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
	const lastYear = hours.filter(({ start }) => civilDay(start, ZONE) === twin);
	return {
		medium,
		reads,
		scale,
		hours: reads === 'hour' ? [...lastYear, ...near] : [],
		days: reads === 'month' ? [] : days,
		months: [...months.values()],
		leaks: []
	};
}
