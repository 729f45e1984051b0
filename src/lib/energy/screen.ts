import type { Reading } from './cell.ts';
import { isSlip, limitsOf, mostIn, type Limits, type MeterFacts } from './meter.ts';
import { FLAG } from './quality.ts';

/** How many later readings may change the verdict of one. */
export const LOOKAHEAD = 3;

/** How the register came from the accepted reading before: by use, past its highest digit, or without use. */
export type Passage = 'use' | 'rollover' | 'break';

export interface Accepted {
	readonly kind: 'accepted';
	readonly reading: Reading;
	/** The register that counts: the reading's own, or the older maximum that a small backflow has not passed. */
	readonly value: number;
	/** `value - value before + step` is what was used since the accepted reading before; never negative. */
	readonly step: number;
	readonly passage: Passage;
	/** The reading's own LATE and CORRECTED, and what the verdict adds: SUSPECT, METER_CHANGED, MISSING. */
	readonly flags: number;
}

/**
 * Kept, part of no amount. dip: below readings on both sides; spike: above them; outside: before installation or
 * after removal; given: flagged SUSPECT or CLOCK_OFF when it came.
 */
export interface Suspect {
	readonly kind: 'suspect';
	readonly reading: Reading;
	readonly reason: 'dip' | 'spike' | 'outside' | 'given';
}

/** Undecided until more readings come; so is everything after it. */
export interface Pending {
	readonly kind: 'pending';
	readonly reading: Reading;
}

export type Verdict = Accepted | Suspect | Pending;

/** What screening knows before a reading: the accepted reading before it. */
export interface Standing {
	readonly at: number;
	readonly value: number;
}

export interface ScreenOptions {
	/** The accepted reading before the first one given; absent: the first one is where the history begins. */
	readonly before?: Standing;
	/** No more readings will come (the meter is gone), so nothing is left pending. */
	readonly complete?: boolean;
}

type Judgement =
	| { kind: 'accept'; value: number; step: number; passage: Passage; flags: number }
	| { kind: 'reject'; reason: 'dip' | 'spike' }
	| { kind: 'wait' };

const use = (value: number, flags = 0): Judgement => ({
	kind: 'accept',
	value,
	step: 0,
	passage: 'use',
	flags
});

/** A register that jumped without use: nothing is known of what passed between, so nothing is counted. */
const broken = (from: number, to: number, flags: number): Judgement => ({
	kind: 'accept',
	value: to,
	step: from - to,
	passage: 'break',
	flags: flags | FLAG.MISSING | FLAG.METER_CHANGED
});

const plausible = (from: Standing, to: Reading, limits: Limits): boolean =>
	to.register - from.value <= mostIn(to.at - from.at, limits.flow);

/** What a judgement may look at. */
interface Sight {
	readonly last: Standing;
	readonly later: readonly Reading[];
	/** Enough later readings are known, or none will come. */
	readonly settled: boolean;
	readonly limits: Limits;
}

/**
 * A rise is a spike when one of the next readings is back between the register before it and itself, and fits the
 * one before. A rise that its long silence could explain needs a fall that is itself beyond an hour's flow.
 */
function judgeRise(reading: Reading, { last, later, settled, limits }: Sight): Judgement {
	const rise = reading.register - last.value;
	const fits = plausible(last, reading, limits);
	const leastFall = fits ? limits.flow : 0;
	if (rise > limits.flow) {
		const returned = later.some(
			(next) =>
				next.register >= last.value - limits.backflow &&
				reading.register - next.register > leastFall &&
				plausible(last, next, limits)
		);
		if (returned) return { kind: 'reject', reason: 'spike' };
	}
	if (fits) return use(reading.register);
	if (!settled) return { kind: 'wait' };
	if (rise > mostIn(reading.at - last.at, limits.impossible)) {
		return broken(last.value, reading.register, FLAG.SUSPECT);
	}
	return use(reading.register, FLAG.SUSPECT);
}

/**
 * In this order: backflow is held at the old maximum (nothing is used until it is passed); a return to the old
 * register within the next readings makes it a dip; a register near its end wraps; what stays lower is another
 * register.
 */
function judgeFall(reading: Reading, { last, later, settled, limits }: Sight): Judgement {
	const fall = last.value - reading.register;
	if (fall <= limits.backflow || isSlip(fall, last.value, limits)) return use(last.value);
	if (later.some((next) => next.register >= last.value && plausible(last, next, limits))) {
		return { kind: 'reject', reason: 'dip' };
	}
	const { range } = limits;
	if (range !== null && last.value >= limits.wrapsFrom && last.value < range) {
		const unwrapped = { ...reading, register: reading.register + range };
		if (plausible(last, unwrapped, limits)) {
			const flags = FLAG.METER_CHANGED;
			return { kind: 'accept', value: reading.register, step: range, passage: 'rollover', flags };
		}
	}
	return settled ? broken(last.value, reading.register, 0) : { kind: 'wait' };
}

/** Why a reading is not looked at: flagged when it came, or not of this meter's time in this place. */
function barred(reading: Reading, meter: MeterFacts): 'given' | 'outside' | null {
	if (reading.flags & (FLAG.SUSPECT | FLAG.CLOCK_OFF)) return 'given';
	const after = meter.removed !== null && reading.at > meter.removed;
	return after || reading.at < meter.installed ? 'outside' : null;
}

/**
 * Which readings of one meter count, and where its register jumped. One verdict a reading, in the same order.
 * `readings`: one meter's, time ascending, no two at the same instant. SUSPECT and CLOCK_OFF in their flags were decided when
 * they came and stand; an earlier verdict (SET_ASIDE, METER_CHANGED) is not looked at: late readings may change it.
 * A gauge's readings are accepted unless barred.
 *
 * A reading's verdict depends on the accepted reading before it and on the next LOOKAHEAD readings only.
 */
export function screen(
	readings: readonly Reading[],
	meter: MeterFacts,
	options: ScreenOptions = {}
): Verdict[] {
	const limits = limitsOf(meter);
	const inside = readings.filter((reading) => barred(reading, meter) === null);
	const verdicts: Verdict[] = [];
	let last = options.before ?? null;
	let waiting = false;
	let next = 0;
	for (const reading of readings) {
		const bar = barred(reading, meter);
		if (bar !== null) {
			verdicts.push({ kind: 'suspect', reading, reason: bar });
			continue;
		}
		next += 1;
		if (waiting) {
			verdicts.push({ kind: 'pending', reading });
			continue;
		}
		const later = inside.slice(next, next + LOOKAHEAD);
		const settled = later.length === LOOKAHEAD || options.complete === true;
		const judged =
			last === null || meter.kind === 'gauge'
				? use(reading.register)
				: reading.register >= last.value
					? judgeRise(reading, { last, later, settled, limits })
					: judgeFall(reading, { last, later, settled, limits });
		if (judged.kind === 'accept') {
			last = { at: reading.at, value: judged.value };
			const kept = reading.flags & (FLAG.LATE | FLAG.CORRECTED | FLAG.INTERPOLATED);
			verdicts.push({ ...judged, kind: 'accepted', reading, flags: judged.flags | kept });
		} else if (judged.kind === 'reject') {
			verdicts.push({ kind: 'suspect', reading, reason: judged.reason });
		} else {
			waiting = true;
			verdicts.push({ kind: 'pending', reading });
		}
	}
	return verdicts;
}
