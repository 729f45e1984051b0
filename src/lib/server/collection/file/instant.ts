const ZERO = 48;
const DAY_SECONDS = 86_400;

const SHAPE =
	/^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?$/;

let cachedDate = '';
let cachedSeconds: number | null = null;

/** The UTC second at which a civil date starts, or null when there is no such date. Years 1970 to 2199. */
function dateSeconds(date: string): number | null {
	if (date === cachedDate) return cachedSeconds;
	const year = Number(date.slice(0, 4));
	const month = Number(date.slice(5, 7));
	const day = Number(date.slice(8, 10));
	const at = new Date(Date.UTC(year, month - 1, day));
	const exists = year >= 1970 && year < 2200 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
	cachedDate = date;
	cachedSeconds = exists ? at.getTime() / 1000 : null;
	return cachedSeconds;
}

const twoDigits = (text: string, at: number): number => {
	const tens = text.charCodeAt(at) - ZERO;
	const ones = text.charCodeAt(at + 1) - ZERO;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 99;
};

/**
 * ISO 8601 date and time with an offset, as UTC whole seconds since 1970; parts of a second are cut off.
 * A local time is `no_offset`: in the hour that an autumn night has twice nobody could tell which one is meant.
 */
export function parseInstant(text: string): number | 'no_offset' | 'bad_time' {
	// Nearly every line of a large file looks like 2016-10-30T02:00:00Z.
	if (
		text.length === 20 &&
		text.charCodeAt(10) === 84 &&
		text.charCodeAt(19) === 90 &&
		text.charCodeAt(13) === 58 &&
		text.charCodeAt(16) === 58
	) {
		const date = text.slice(0, 10);
		if (date === cachedDate && cachedSeconds !== null) {
			const hour = twoDigits(text, 11);
			const minute = twoDigits(text, 14);
			const second = twoDigits(text, 17);
			return hour < 24 && minute < 60 && second < 60
				? cachedSeconds + hour * 3600 + minute * 60 + second
				: 'bad_time';
		}
	}
	return parseAnyInstant(text);
}

function parseAnyInstant(text: string): number | 'no_offset' | 'bad_time' {
	const parts = SHAPE.exec(text);
	if (!parts) return 'bad_time';
	const start = dateSeconds(text.slice(0, 10));
	const hour = Number(parts[4]);
	const minute = Number(parts[5]);
	const second = Number(parts[6] ?? '0');
	if (start === null || hour > 23 || minute > 59 || second > 59) return 'bad_time';
	const offset = parts[7];
	if (offset === undefined) return 'no_offset';
	const at = start + hour * 3600 + minute * 60 + second - offsetSeconds(offset);
	return Math.abs(offsetSeconds(offset)) < DAY_SECONDS && at >= 0 ? at : 'bad_time';
}

function offsetSeconds(offset: string): number {
	if (offset === 'Z' || offset === 'z') return 0;
	const minutes = offset.length > 3 ? Number(offset.slice(-2)) : 0;
	const seconds = Number(offset.slice(1, 3)) * 3600 + (minutes < 60 ? minutes * 60 : DAY_SECONDS);
	return offset.startsWith('-') ? -seconds : seconds;
}
