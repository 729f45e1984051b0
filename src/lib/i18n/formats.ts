/*
 * Numbers, dates and times as people write them. Pure: the language and the time zone are parameters,
 * instants are UTC seconds, civil days are 'YYYY-MM-DD'.
 */

export type Language = 'sv' | 'en' | 'nb';

const TAG: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-GB', nb: 'nb-NO' };
const DEFAULT_ZONE = 'Europe/Stockholm';

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${tag}${JSON.stringify(options)}`;
	let format = dateFormats.get(key);
	if (format === undefined) dateFormats.set(key, (format = new Intl.DateTimeFormat(tag, options)));
	return format;
}

/** A number with at most `most` decimals and at least `least`; a true minus sign; never scientific. */
export function formatNumber(value: number, language: Language, most = 0, least = 0): string {
	const key = `${language}${most}/${least}`;
	let format = numberFormats.get(key);
	if (format === undefined) {
		const options = { minimumFractionDigits: least, maximumFractionDigits: most };
		numberFormats.set(key, (format = new Intl.NumberFormat(TAG[language], options)));
	}
	const written = format.format(value);
	return /^[-−]0(?:[.,]0*)?$/.test(written) ? written.slice(1) : written.replace('-', '−');
}

/** An instant in the civil calendar of a time zone. Month is 1–12. */
export interface CivilTime {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
}

/** Clocks are set at whole quarters of an hour, so that within one they only count on. */
const QUARTER_S = 900;
const quarters = new Map<string, { readonly start: number; readonly civil: CivilTime }>();

/** The civil time that clocks of `zone` show at `at` (UTC seconds). */
export function civilTime(at: number, zone = DEFAULT_ZONE): CivilTime {
	const start = Math.floor(at / QUARTER_S) * QUARTER_S;
	let quarter = quarters.get(zone);
	if (quarter?.start !== start) quarters.set(zone, (quarter = { start, civil: readCivilTime(start, zone) }));
	const { civil } = quarter;
	// before there were time zones the sun's own minutes and seconds were kept
	if (civil.second !== 0 || civil.minute % 15 !== 0) return readCivilTime(at, zone);
	const seconds = Math.floor(at - start);
	return { ...civil, minute: civil.minute + Math.floor(seconds / 60), second: seconds % 60 };
}

function readCivilTime(at: number, zone: string): CivilTime {
	const options = {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric'
	} as const;
	const parts = dateFormat('en-GB', { ...options, hour: 'numeric', minute: 'numeric', second: 'numeric' });
	const found: Record<string, number> = {};
	for (const part of parts.formatToParts(at * 1000)) found[part.type] = Number(part.value);
	const read = (name: string) => found[name] ?? Number.NaN;
	return {
		year: read('year'),
		month: read('month'),
		day: read('day'),
		hour: read('hour'),
		minute: read('minute'),
		second: read('second')
	};
}

const two = (n: number) => String(n).padStart(2, '0');

/** The civil day that holds an instant: '2026-11-21'. */
export function civilDate(at: number, zone = DEFAULT_ZONE): string {
	const t = civilTime(at, zone);
	return `${t.year}-${two(t.month)}-${two(t.day)}`;
}

/** Hour of the clock as two digits: '06'. */
export function formatHour(at: number, zone = DEFAULT_ZONE): string {
	return two(civilTime(at, zone).hour);
}

/** '06:00', with seconds when asked: '06:00:12'. */
export function formatClock(at: number, zone = DEFAULT_ZONE, seconds = false): string {
	const t = civilTime(at, zone);
	return `${two(t.hour)}:${two(t.minute)}${seconds ? `:${two(t.second)}` : ''}`;
}

/** Minutes that the zone's clocks are ahead of UTC. */
export function zoneOffsetMinutes(at: number, zone = DEFAULT_ZONE): number {
	const t = civilTime(at, zone);
	return Math.round((Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second) / 1000 - at) / 60);
}

/** Civil days are formatted as UTC midnights so that no time zone can move them. */
function writeDay(day: string, language: Language, options: Intl.DateTimeFormatOptions): string {
	return dateFormat(TAG[language], { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** The day of the month: '21', in Norwegian '21.'. */
export function formatDayNumber(day: string, language: Language): string {
	return `${Number(day.slice(8))}${language === 'nb' ? '.' : ''}`;
}

/** 'lördag 21 november 2026', 'Saturday 21 November 2026', 'lørdag 21. november 2026'. */
export function formatLongDay(day: string, language: Language): string {
	return `${formatShortDay(day, language)} ${formatMonth(day.slice(0, 7), language)}`;
}

/** 'lördag 21', for days within a month that is named elsewhere. */
export function formatShortDay(day: string, language: Language): string {
	return `${writeDay(day, language, { weekday: 'long' })} ${formatDayNumber(day, language)}`;
}

/** '21 november', for days within a year that is named elsewhere. */
export function formatDayAndMonth(day: string, language: Language): string {
	return `${formatDayNumber(day, language)} ${formatMonthName(day.slice(0, 7), language)}`;
}

/** 'november 2026' of '2026-11'. */
export function formatMonth(month: string, language: Language): string {
	return `${formatMonthName(month, language)} ${month.slice(0, 4)}`;
}

/** 'november' of '2026-11'. */
export function formatMonthName(month: string, language: Language): string {
	return writeDay(`${month}-01`, language, { month: 'long' });
}

/** 'nov' of '2026-11', without a full stop. */
export function formatMonthAbbreviation(month: string, language: Language): string {
	return writeDay(`${month}-01`, language, { month: 'short' }).replace('.', '').slice(0, 4);
}

/** '21 november 2026 14:03:12', for traces. */
export function formatInstant(at: number, language: Language, zone = DEFAULT_ZONE): string {
	const day = civilDate(at, zone);
	return `${formatDayAndMonth(day, language)} ${day.slice(0, 4)} ${formatClock(at, zone, true)}`;
}

/** First letter large, for headings and sentence starts. */
export const formatHeading = capital;

/** Is the civil day a Saturday or a Sunday? */
export function isWeekend(day: string): boolean {
	const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
	return weekday === 0 || weekday === 6;
}

/** Days in a civil month '2026-02': 28–31. */
export function daysInCivilMonth(month: string): number {
	return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
}
