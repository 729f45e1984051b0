import { Temporal } from 'temporal-polyfill';

/** Where the homes are, unless the housing company says otherwise. */
export const HOME_ZONE = 'Europe/Stockholm';

export const HOUR = 3600;
const UTC_DAY = 86_400;

interface DayStart {
	readonly start: number;
	readonly day: string;
}

interface ZoneTable {
	/** Civil day → UTC second of its first instant. */
	readonly starts: Map<string, number>;
	/** UTC day number → the civil days that it touches, ascending. */
	readonly days: Map<number, readonly DayStart[]>;
}

const tables = new Map<string, ZoneTable>();

function tableOf(zone: string): ZoneTable {
	let table = tables.get(zone);
	if (table === undefined) {
		table = { starts: new Map(), days: new Map() };
		tables.set(zone, table);
	}
	return table;
}

function plain(day: string): Temporal.PlainDate {
	return Temporal.PlainDate.from(day);
}

/** UTC second of the civil day's first instant. Throws RangeError when `day` is no day. */
export function dayStart(day: string, zone: string = HOME_ZONE): number {
	const { starts } = tableOf(zone);
	let start = starts.get(day);
	if (start === undefined) {
		start = plain(day).toZonedDateTime(zone).epochMilliseconds / 1000;
		starts.set(day, start);
	}
	return start;
}

/** The civil days that touch a UTC day: it may hold two midnights (a 23-hour day where the offset is 0). */
function daysTouching(utcDay: number, zone: string): readonly DayStart[] {
	const first = Temporal.Instant.fromEpochMilliseconds(utcDay * UTC_DAY * 1000)
		.toZonedDateTimeISO(zone)
		.toPlainDate();
	const found: DayStart[] = [];
	for (let date = first; ; date = date.add({ days: 1 })) {
		const day = date.toString();
		const start = dayStart(day, zone);
		if (start >= (utcDay + 1) * UTC_DAY) return found;
		found.push({ start, day });
	}
}

/** The civil day ('YYYY-MM-DD') that holds the instant `at` (UTC seconds). */
export function civilDay(at: number, zone: string = HOME_ZONE): string {
	const { days } = tableOf(zone);
	const utcDay = Math.floor(at / UTC_DAY);
	let touching = days.get(utcDay);
	if (touching === undefined) {
		touching = daysTouching(utcDay, zone);
		days.set(utcDay, touching);
	}
	for (let i = touching.length - 1; i >= 0; i--) {
		const candidate = touching[i];
		if (candidate !== undefined && candidate.start <= at) return candidate.day;
	}
	throw new RangeError(`No civil day holds ${at}`);
}

/** `day` moved by `n` days (either way). Throws RangeError when `day` is no day. */
export function addDays(day: string, n: number): string {
	// A civil date has no zone: plain arithmetic, many times faster than a calendar object.
	const utcNoon = Date.parse(`${day}T12:00:00Z`) + n * UTC_DAY * 1000;
	return new Date(utcNoon).toISOString().slice(0, 10);
}

/** `day` moved by `n` months; a day that the month lacks becomes its last one (31 March − 1 = 28 or 29 February). */
export function addMonths(day: string, n: number): string {
	return plain(day).add({ months: n }).toString();
}

/** 'YYYY-MM-01' of the day's month. */
export function firstOfMonth(day: string): string {
	return `${day.slice(0, 7)}-01`;
}

/** 'YYYY-01-01' of the day's year. */
export function firstOfYear(day: string): string {
	return `${day.slice(0, 4)}-01-01`;
}

/** 28, 29, 30 or 31. */
export function daysInMonth(day: string): number {
	return plain(day).daysInMonth;
}

/** 23, 24 or 25. */
export function hoursOfDay(day: string, zone: string = HOME_ZONE): number {
	return (dayStart(addDays(day, 1), zone) - dayStart(day, zone)) / HOUR;
}

/** Minutes that the zone is ahead of UTC at `at`. */
export function offsetMinutes(at: number, zone: string = HOME_ZONE): number {
	const zoned = Temporal.Instant.fromEpochMilliseconds(at * 1000).toZonedDateTimeISO(zone);
	return zoned.offsetNanoseconds / 60e9;
}

/** '2016-10-30T02:00:00+01:00': the offset tells October's two hours 02 apart. */
export function isoWithOffset(at: number, zone: string = HOME_ZONE): string {
	return Temporal.Instant.fromEpochMilliseconds(at * 1000).toString({
		timeZone: zone,
		smallestUnit: 'second'
	});
}
