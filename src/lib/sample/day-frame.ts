import { addDays, dayStart, hoursOfDay } from '#lib/energy/calendar.ts';

/** One civil day of Swedish life: where it lies in time and what kind of day it is. */
export interface DayFrame {
	/** 'YYYY-MM-DD'. */
	readonly day: string;
	/** Days since 1970-01-01, civil: the key of the day's chance. */
	readonly number: number;
	/** UTC seconds of civil midnight. */
	readonly start: number;
	readonly hours: number;
	readonly year: number;
	readonly month: number;
	readonly dayOfMonth: number;
	/** 1..366. */
	readonly dayOfYear: number;
	/** 0 Monday … 6 Sunday. */
	readonly weekday: number;
	/** Weekend or public holiday. */
	readonly free: boolean;
	/** Summer or Christmas holidays of the schools. */
	readonly schoolBreak: boolean;
}

const DAY_MS = 86_400_000;

export function dayNumber(day: string): number {
	return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/** The frame of a civil day 'YYYY-MM-DD' of Europe/Stockholm. */
export function frameOf(day: string): DayFrame {
	const [year = 1970, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
	const number = dayNumber(day);
	const weekday = (number + 3) % 7;
	return {
		day,
		number,
		start: dayStart(day),
		hours: hoursOfDay(day),
		year,
		month,
		dayOfMonth,
		dayOfYear: number - dayNumber(`${String(year)}-01-01`) + 1,
		weekday,
		free: weekday >= 5 || isPublicHoliday(year, month, dayOfMonth, number),
		schoolBreak: isSchoolBreak(month, dayOfMonth)
	};
}

/** Frames of every civil day from `first` to `last`, both included. */
export function framesBetween(first: string, last: string): DayFrame[] {
	const frames: DayFrame[] = [];
	for (let day = first; day <= last; day = addDays(day, 1)) frames.push(frameOf(day));
	return frames;
}

/** Minutes since civil midnight as a clock shows them → minutes really passed (differs after the clock change). */
export function passedMinutes(frame: DayFrame, clockMinutes: number): number {
	if (frame.hours === 23 && clockMinutes >= 120) return Math.max(120, clockMinutes - 60);
	if (frame.hours === 25 && clockMinutes >= 180) return clockMinutes + 60;
	return clockMinutes;
}

/** Days since 1970 of Easter Sunday (Gauss's rule in Meeus's form, Gregorian). */
function easter(year: number): number {
	const a = year % 19;
	const b = Math.floor(year / 100);
	const c = year % 100;
	const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
	const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
	const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
	return Math.floor(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1) / DAY_MS);
}

const FIXED_HOLIDAYS = new Set(['1-1', '1-6', '5-1', '6-6', '12-24', '12-25', '12-26', '12-31']);

function isPublicHoliday(year: number, month: number, dayOfMonth: number, number: number): boolean {
	if (FIXED_HOLIDAYS.has(`${String(month)}-${String(dayOfMonth)}`)) return true;
	// Midsummer's Eve: the Friday of 19–25 June.
	if (month === 6 && dayOfMonth >= 19 && dayOfMonth <= 25 && (number + 3) % 7 === 4) return true;
	const fromEaster = number - easter(year);
	return fromEaster === -2 || fromEaster === 1 || fromEaster === 39;
}

function isSchoolBreak(month: number, dayOfMonth: number): boolean {
	if (month === 7 || (month === 6 && dayOfMonth >= 13) || (month === 8 && dayOfMonth <= 17)) return true;
	return (month === 12 && dayOfMonth >= 21) || (month === 1 && dayOfMonth <= 7);
}
