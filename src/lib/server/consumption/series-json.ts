import { civilDay, dayStart, isoWithOffset } from '#lib/energy/calendar.ts';
import type { Series } from '#lib/energy/series.ts';
import { qualityOf, type Quality } from '#lib/energy/quality.ts';

const HOUR = 3600;
const UTC_DAY = 86_400;
const two = (n: number) => (n < 10 ? `0${n}` : String(n));
const CLOCK = Array.from({ length: 24 }, (_, hour) => `T${two(hour)}:00:00`);

/** '+01:00' of minutes ahead of UTC. */
function offsetText(minutes: number): string {
	const away = Math.abs(minutes);
	return `${minutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

/**
 * Instants as ISO texts with offset, in order of time. A year of hours has 8,761 of them and asking the calendar for
 * each costs more than all else, so a day's own texts are made once; days whose offset changes go the long way.
 */
export class IsoWriter {
	readonly #zone: string;
	#start = Number.POSITIVE_INFINITY;
	#end = Number.NEGATIVE_INFINITY;
	#day = '';
	#offset = '';

	constructor(zone: string) {
		this.#zone = zone;
	}

	/** '2016-10-30T02:00:00+01:00' of UTC seconds. */
	write(at: number): string {
		if (at < this.#start || at >= this.#end) this.#turnTo(at);
		const second = at - this.#start;
		if (this.#offset === '' || second % HOUR !== 0) return isoWithOffset(at, this.#zone);
		return `${this.#day}${CLOCK[second / HOUR] ?? ''}${this.#offset}`;
	}

	#turnTo(at: number): void {
		const day = civilDay(at, this.#zone);
		this.#day = day;
		this.#start = dayStart(day, this.#zone);
		const midnight = Date.parse(`${day}T00:00:00Z`) / 1000;
		const next = new Date((midnight + UTC_DAY) * 1000).toISOString().slice(0, 10);
		this.#end = dayStart(next, this.#zone);
		const minutes = (midnight - this.#start) / 60;
		this.#offset = this.#end - this.#start === UTC_DAY ? offsetText(minutes) : '';
	}
}

const QUALITY_OF = new Map<number, Quality>();

function qualityText(flags: number): Quality {
	let quality = QUALITY_OF.get(flags);
	if (quality === undefined) QUALITY_OF.set(flags, (quality = qualityOf(flags)));
	return quality;
}

/**
 * The answer of GET /api/v1/homes/{home}/series, as text.
 * Amounts are numbers with no more decimals than the meter has; null where nothing is known.
 */
export function seriesJson(
	home: string,
	{ medium, unit, resolution, timeZone, total, points }: Series
): string {
	const iso = new IsoWriter(timeZone);
	const head = JSON.stringify({ home, medium, unit, resolution, timeZone, total });
	let text = `${head.slice(0, -1)},"points":[`;
	let before = '';
	let end = Number.NaN;
	let endText = '';
	for (const point of points) {
		// Intervals touch nearly always: one's end is the next one's start.
		const startText: string = point.start === end ? endText : iso.write(point.start);
		end = point.end;
		endText = iso.write(end);
		const { amount, flags } = point;
		text += `${before}{"start":"${startText}","end":"${endText}","amount":${numberText(amount)},"quality":"${qualityText(flags)}"}`;
		before = ',';
	}
	return `${text}]}`;
}

const NUMBERS_MOST = 20_000;
const NUMBERS = new Map<number | null, string>();

/** A number as JSON. Litres of an hour are few and come again and again; writing a fraction takes its time. */
function numberText(value: number | null): string {
	let text = NUMBERS.get(value);
	if (text === undefined) {
		text = String(value);
		if (NUMBERS.size < NUMBERS_MOST) NUMBERS.set(value, text);
	}
	return text;
}
