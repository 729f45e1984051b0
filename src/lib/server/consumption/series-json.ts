import { dayStart, isoWithOffset } from '#lib/energy/calendar.ts';
import type { Point, Series } from '#lib/energy/series.ts';
import { qualityOf, type Quality } from '#lib/energy/quality.ts';

const HOUR = 3600;
const UTC_DAY = 86_400;
const two = (n: number) => (n < 10 ? `0${n}` : String(n));

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
		return `${this.#day}T${two(second / HOUR)}:00:00${this.#offset}`;
	}

	#turnTo(at: number): void {
		const day = isoWithOffset(at, this.#zone).slice(0, 10);
		this.#day = day;
		this.#start = dayStart(day, this.#zone);
		const next = new Date(Date.parse(`${day}T00:00:00Z`) + UTC_DAY * 1000).toISOString().slice(0, 10);
		this.#end = dayStart(next, this.#zone);
		const minutes = (Date.parse(`${day}T00:00:00Z`) / 1000 - this.#start) / 60;
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
	let text = '';
	let end = Number.NaN;
	let endText = '';
	for (const point of points) {
		// Intervals touch nearly always: one's end is the next one's start.
		const startText: string = point.start === end ? endText : iso.write(point.start);
		end = point.end;
		endText = iso.write(end);
		text += pointJson(point, startText, endText);
	}
	return `${head.slice(0, -1)},"points":[${text.slice(1)}]}`;
}

function pointJson({ amount, flags }: Point, start: string, end: string): string {
	return `,{"start":"${start}","end":"${end}","amount":${amount === null ? 'null' : String(amount)},"quality":"${qualityText(flags)}"}`;
}
