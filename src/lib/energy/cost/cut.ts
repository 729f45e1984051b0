import { HOUR } from '../calendar.ts';
import type { CounterCell } from '../cell.ts';
import { amountOf, foldCounter } from '../fold.ts';
import { FLAG } from '../quality.ts';
import { priceChanges, type Price } from './price.ts';

/** Parts of a month lie at least so far apart, but at its ends: prices by the hour or day must not tell hours or days. */
export const LEAST_PART_S = 7 * 24 * HOUR;

/**
 * Where a month [start, end) of a medium is cut, UTC seconds: where its price changes. Not at all when the changes
 * lie closer than LEAST_PART_S: whoever may read months alone would be shown much shorter time.
 */
export function cutsOf(prices: readonly Price[], start: number, end: number): readonly number[] {
	const cuts = priceChanges(prices, start, end);
	return areSteady(cuts) ? cuts : [];
}

/** Whether instants, ascending, are at least LEAST_PART_S apart; an hour less, for the days when clocks change. */
export function areSteady(instants: readonly number[]): boolean {
	return instants.every((at, i) => i === 0 || at - (instants[i - 1] ?? 0) >= LEAST_PART_S - HOUR);
}

/** A month that is to be cut. All of one meter in one series. */
export interface CutQuestion {
	/** The civil month, UTC seconds. */
	readonly start: number;
	readonly end: number;
	/** Strictly inside, ascending. */
	readonly cuts: readonly number[];
	/** All that is still known of the month, time ascending, without overlap: as fine as it is kept. */
	readonly pieces: readonly CounterCell[];
	/** The parts that were stored; those with other bounds are no help. */
	readonly stored: readonly CounterCell[];
}

/**
 * The parts of a month, whose amounts add up to its own exactly. Bounds are the cuts'; a part about which nothing can
 * be known is not there.
 *
 * Where a piece lies across a cut (its hours are no longer kept) the parts it touches are as they were stored. What
 * changes does so after all that is gone, so that at most the last of them is another: what the others leave.
 */
export function cutMonth(question: CutQuestion): CounterCell[] {
	const { start, end, cuts, pieces, stored } = question;
	const bounds = [start, ...cuts, end];
	const spans = bounds.slice(1).map((until, i) => ({ start: bounds[i] ?? start, end: until }));
	const parts = spans.map((span) => {
		const touching = pieces.filter((piece) => piece.start < span.end && piece.end > span.start);
		const whole = touching.every((piece) => piece.start >= span.start && piece.end <= span.end);
		return { span, touching, whole };
	});
	const lastBroken = parts.findLastIndex(({ whole }) => !whole);
	const made = parts.map(({ span, touching, whole }, i): CounterCell | null => {
		if (touching.length === 0) return null;
		if (whole) return { ...foldCounter(touching), ...span, flags: flagsOf(touching, span, pieces) };
		const kept = stored.find((part) => part.start === span.start && part.end === span.end) ?? null;
		return i === lastBroken ? null : kept;
	});
	const rest = lastBroken < 0 ? null : whatIsLeft(parts, made, lastBroken, question);
	return made.flatMap((part, i) => (i === lastBroken ? (rest ?? []) : (part ?? [])));
}

interface Part {
	readonly span: { readonly start: number; readonly end: number };
	readonly touching: readonly CounterCell[];
	readonly whole: boolean;
}

/** The part that the others leave of the month; null when some other that is touched is not known. */
function whatIsLeft(
	parts: readonly Part[],
	made: readonly (CounterCell | null)[],
	index: number,
	{ pieces, stored }: CutQuestion
): CounterCell | null {
	const part = parts[index];
	if (part === undefined) return null;
	if (made.some((one, i) => i !== index && one === null && (parts[i]?.touching.length ?? 0) > 0)) return null;
	const others = made.reduce((sum, one) => sum + (one === null ? 0 : amountOf(one)), 0);
	const amount = pieces.reduce((sum, piece) => sum + amountOf(piece), 0) - others;
	if (amount < 0) return null;
	const { span, touching } = part;
	const from = made.findLast((one, i) => i < index && one !== null)?.to ?? pieces[0]?.from ?? 0;
	const to = made.find((one, i) => i > index && one !== null)?.from ?? pieces.at(-1)?.to ?? from;
	const was = stored.find((one) => one.start === span.start && one.end === span.end);
	const inside = touching.filter((piece) => piece.start >= span.start && piece.end <= span.end);
	// What was interpolated or missing at a boundary that is gone can no longer be told from what was not: it stays said.
	const flags = touching.reduce((all, piece) => all | (piece.flags & ~FLAG.ABSENT), was?.flags ?? 0);
	const known = inside.length === 0 && was !== undefined && amountOf(was) === amount ? was : null;
	return known ?? { ...span, from, to, step: amount - (to - from), flags };
}

/** Flags of a part: missing too where its pieces do not reach a bound beyond which the month goes on. */
function flagsOf(
	touching: readonly CounterCell[],
	span: { readonly start: number; readonly end: number },
	pieces: readonly CounterCell[]
): number {
	const { flags } = foldCounter(touching);
	const late = (touching[0]?.start ?? 0) > span.start && (pieces[0]?.start ?? 0) < span.start;
	const early = (touching.at(-1)?.end ?? 0) < span.end && (pieces.at(-1)?.end ?? 0) > span.end;
	return late || early ? flags | FLAG.MISSING : flags;
}
