import { HOUR } from './calendar.ts';
import type { CounterCell } from './cell.ts';
import { amountOf } from './fold.ts';
import { FLAG } from './quality.ts';

const GUESSED = FLAG.INTERPOLATED | FLAG.MISSING | FLAG.ABSENT;

/** Water that never stood still. Times in UTC seconds, amounts in smallest units. */
export interface Flow {
	readonly start: number;
	readonly end: number;
	readonly amount: number;
	/** The smallest amount of an hour in it: what a leak alone would be. */
	readonly smallest: number;
}

/** Runs of consecutive parts that satisfy `joins`, which is asked with the part before in the run. */
function runsOf<P>(parts: readonly P[], joins: (part: P, before: P | undefined) => boolean): P[][] {
	const runs: P[][] = [];
	let run: P[] = [];
	for (const part of parts) {
		if (run.length > 0 && !joins(part, run.at(-1))) {
			runs.push(run);
			run = [];
		}
		if (run.length > 0 || joins(part, undefined)) run.push(part);
	}
	if (run.length > 0) runs.push(run);
	return runs;
}

/**
 * Leak rule: some water every hour, for at least `atLeastHours` hours on end. `hours`: of one counter, time
 * ascending. Hours within gaps prove nothing and end a run.
 */
export function continuousFlow(hours: readonly CounterCell[], atLeastHours = 24): Flow[] {
	const flows = (cell: CounterCell, before: CounterCell | undefined) =>
		amountOf(cell) > 0 && !(cell.flags & GUESSED) && (before === undefined || before.end === cell.start);
	return runsOf(hours, flows)
		.filter((run) => run.length >= atLeastHours)
		.map((run) => {
			const amounts = run.map(amountOf);
			return {
				start: run[0]?.start ?? 0,
				end: run.at(-1)?.end ?? 0,
				amount: amounts.reduce((sum, amount) => sum + amount, 0),
				smallest: Math.min(...amounts)
			};
		});
}

/** Burst rule: the hours above `level` (smallest units per hour), gaps and missing ones excluded. */
export function bursts(hours: readonly CounterCell[], level: number): CounterCell[] {
	return hours.filter((cell) => amountOf(cell) > level && !(cell.flags & GUESSED));
}

/** A run of readings that all rise. Times in UTC seconds. */
export interface Rise {
	readonly from: number;
	readonly to: number;
	readonly amount: number;
	/** Smallest rise per hour between two readings of it. */
	readonly lowestPerHour: number;
}

/**
 * Continuous flow on the readings themselves: every reading above the one before, no two more than `longestPause`
 * seconds apart, `atLeast` seconds from first to last. `readings`: of one meter, time ascending.
 */
export function continuousRise(
	readings: readonly { readonly at: number; readonly register: number }[],
	longestPause = 3 * HOUR,
	atLeast = 48 * HOUR
): Rise[] {
	const rises = readings.slice(1).flatMap((to, i) => {
		const from = readings[i];
		return from !== undefined && to.register > from.register && to.at - from.at <= longestPause
			? [{ from, to }]
			: [];
	});
	return runsOf(rises, (rise, before) => before === undefined || before.to === rise.from)
		.map((run) => {
			const first = run[0]?.from ?? { at: 0, register: 0 };
			const last = run.at(-1)?.to ?? first;
			const perHour = ({ from, to }: (typeof run)[number]) =>
				((to.register - from.register) * HOUR) / (to.at - from.at);
			return {
				from: first.at,
				to: last.at,
				amount: last.register - first.register,
				lowestPerHour: Math.min(...run.map(perHour))
			};
		})
		.filter((run) => run.to - run.from >= atLeast);
}
