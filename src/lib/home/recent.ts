import type { Sample } from './hours.ts';

/** A counter's samples of the last hour and a little more, time ascending, thinned: what rates are made of. */
export type Recent = readonly Sample[];

const KEPT_S = 3900;
const LEAST_APART_S = 10;
/** A rate spans at least this long where samples allow: a litre in a second is no flow of 60 l/min. */
const RATE_SPAN_S = 30;

/** Samples with one more. A late one changes no rate of now. */
export function withSample(recent: Recent, sample: Sample): Recent {
	const last = recent.at(-1);
	if (last !== undefined && sample.at <= last.at) return recent;
	const before = recent.at(-2);
	const isDense = last !== undefined && before !== undefined && last.at - before.at < LEAST_APART_S;
	const kept = isDense ? recent.slice(0, -1) : recent;
	const oldest = kept[1];
	// one sample older than what is kept stays, so that the hour's beginning is known
	const start = oldest !== undefined && oldest.at < sample.at - KEPT_S ? 1 : 0;
	return [...kept.slice(start), sample];
}

/** A rate over longer than this is none of now. */
const RATE_MOST_S = 1800;
/** A rate holds for this long, or as long as it spans where that is longer; then nobody knows. */
const RATE_HOLDS_S = 120;

/**
 * Units per second over the last samples; null: fewer than two, too far apart or too long ago to tell of now, or the
 * register fell or leapt.
 * @param most units per second above which it is another register
 */
export function rateOf(recent: Recent, now: number, most: number): number | null {
	const last = recent.at(-1);
	if (last === undefined) return null;
	const before = recent.findLast(({ at }) => at <= last.at - RATE_SPAN_S) ?? recent[0];
	if (before === undefined || before.at === last.at || last.value < before.value) return null;
	const span = last.at - before.at;
	if (span > RATE_MOST_S || now - last.at > Math.max(RATE_HOLDS_S, 2 * span)) return null;
	const rate = (last.value - before.value) / span;
	return rate > most ? null : rate;
}

/**
 * Units used in the `seconds` before the last sample; null: not known from so long ago, or the register fell or leapt.
 * @param most units per second above which it is another register
 */
export function usedWithin(recent: Recent, seconds: number, most: number): number | null {
	const last = recent.at(-1);
	if (last === undefined) return null;
	const from = last.at - seconds;
	const next = recent.findIndex(({ at }) => at >= from);
	const after = recent[next];
	const before = recent[next - 1] ?? after;
	if (after === undefined || before === undefined || after.at - from > seconds / 10) return null;
	for (const [i, { at, value }] of recent.entries()) {
		const rise = value - (recent[i - 1]?.value ?? value);
		// telegrams come bunched: what came within a minute is held against a minute
		if (i >= next && (rise < 0 || rise > most * Math.max(60, at - (recent[i - 1]?.at ?? at)))) return null;
	}
	const share = after.at === before.at ? 0 : (from - before.at) / (after.at - before.at);
	return last.value - (before.value + (after.value - before.value) * Math.max(0, share));
}
