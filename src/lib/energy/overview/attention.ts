import { addDays, dayStart, HOUR } from '../calendar.ts';
import { daysBetween } from '../compare.ts';
import type { Leak } from '../leak.ts';
import type { Medium } from '../medium.ts';
import { FLAG } from '../quality.ts';
import type { Point } from '../series.ts';

/** Values are usually here within some hours; up to two days is common. */
const LATE_S = 6 * HOUR;
const SILENT_S = 48 * HOUR;

/** Days or parts of days in a row. UTC seconds, [start, end). */
export interface Stretch {
	readonly start: number;
	readonly end: number;
}

/** Something about a medium that needs to be known or done. UTC seconds. */
export type Attention =
	| ({ readonly medium: Medium } & Leak)
	/** Nothing has come since. */
	| { readonly kind: 'silent' | 'late'; readonly medium: Medium; readonly since: number }
	/** Not known; contradicts what is plausible; known as a sum only, spread evenly. */
	| {
			readonly kind: 'missing' | 'suspect' | 'spread';
			readonly medium: Medium;
			readonly stretches: readonly Stretch[];
	  };

const ORDER: readonly Attention['kind'][] = [
	'burst',
	'leak',
	'silent',
	'suspect',
	'missing',
	'spread',
	'late'
];

/** The most urgent first; what is over after what goes on. */
export function byUrgency(all: readonly Attention[]): Attention[] {
	const rank = (each: Attention) =>
		ORDER.indexOf(each.kind) + ('isOver' in each && each.isOver ? ORDER.length : 0);
	return [...all].sort((a, b) => rank(a) - rank(b));
}

/** What is told of whether a meter is heard. `until`: end of the latest known hour or day; null: never heard. */
export function heard(medium: Medium, until: number | null, now: number): Attention[] {
	if (until === null || now - until < LATE_S) return [];
	return [{ kind: now - until < SILENT_S ? 'late' : 'silent', medium, since: until }];
}

const KINDS = [
	{ kind: 'suspect', flags: FLAG.SUSPECT },
	{ kind: 'missing', flags: FLAG.MISSING },
	{ kind: 'spread', flags: FLAG.INTERPOLATED }
] as const;

/** The worst that is told of a point, one thing each. */
function kindOf({ flags }: Pick<Point, 'flags'>): (typeof KINDS)[number]['kind'] | null {
	return KINDS.find((each) => flags & each.flags)?.kind ?? null;
}

/** Where to look: a medium's days within the month so far. */
export interface Checked {
	readonly medium: Medium;
	/** By civil day. */
	readonly days: ReadonlyMap<string, Point>;
	/** Hours where they may be read, time ascending: they tell the hours of a day that is not whole. */
	readonly hours: readonly Point[];
	/** Civil days, both included, all of them over. */
	readonly first: string;
	readonly last: string;
	readonly zone: string;
}

/** Stretches of the month so far that are suspect, missing or spread over a gap, by the hour where hours are known. */
export function doubtful({ medium, days, hours, first, last, zone }: Checked): Attention[] {
	const parts = daysBetween(first, last).flatMap((day) => {
		const [start, end] = [dayStart(day, zone), dayStart(addDays(day, 1), zone)];
		const point = days.get(day);
		const whole = kindOf(point ?? { flags: FLAG.MISSING });
		if (whole === null) return [];
		const within = hours.filter((hour) => hour.start >= start && hour.end <= end && kindOf(hour) !== null);
		return within.length > 0
			? within.map((hour) => ({ start: hour.start, end: hour.end, kind: kindOf(hour) }))
			: [{ start, end, kind: whole }];
	});
	return KINDS.flatMap(({ kind }): Attention[] => {
		const stretches = joined(parts.filter((part) => part.kind === kind));
		return stretches.length === 0 ? [] : [{ kind, medium, stretches }];
	});
}

function joined(parts: readonly Stretch[]): Stretch[] {
	const stretches: Stretch[] = [];
	for (const { start, end } of parts) {
		const before = stretches.at(-1);
		if (before?.end === start) stretches[stretches.length - 1] = { start: before.start, end };
		else stretches.push({ start, end });
	}
	return stretches;
}
