import { HOUR } from './calendar.ts';
import type { CounterCell } from './cell.ts';
import { amountOf } from './fold.ts';
import { bursts, continuousFlow } from './flow.ts';
import { FLAG } from './quality.ts';

/** Litres in one hour that no household draws: a pipe or a hose that has burst. */
export const BURST_LITRES = 500;
/** How long ago it may have stopped and still be told, seconds. */
const TOLD_S = 24 * HOUR;

/** Water that ran without rest, or too much of it. Times in UTC seconds, [start, end). */
export interface Leak {
	readonly kind: 'leak' | 'burst';
	readonly start: number;
	readonly end: number;
	/** leak: the smallest hour, which it would be alone; burst: the largest hour. Litres. */
	readonly litresPerHour: number;
	/** It stopped: an hour without water, or below the level, has been measured since. */
	readonly isOver: boolean;
	/** Hours before `start` are not known: it may have begun earlier. */
	readonly isOlder: boolean;
}

/**
 * What one water meter's latest hours say of a leak: water in every hour of the latest 24 or more, or an hour above the
 * burst level, going on or stopped less than a day before the latest hour. `hours`: time ascending, over; `scale`:
 * registers are m³ × 10^-scale.
 * @returns null when there is none
 */
export function findLeak(hours: readonly CounterCell[], scale: number): Leak | null {
	const known = hours.filter(({ flags }) => !(flags & FLAG.ABSENT));
	// an hour that is not whole yet does not say that it stopped
	const latest = known.findLast(({ flags }) => !(flags & FLAG.MISSING))?.end;
	if (latest === undefined) return null;
	const litres = (amount: number) => amount * 1000 * 10 ** scale;
	const found = bursts(known, BURST_LITRES / litres(1));
	const burst = found.at(-1);
	if (burst !== undefined && latest - burst.end < TOLD_S) {
		const recent = found.filter(({ end }) => latest - end < TOLD_S);
		return {
			kind: 'burst',
			start: recent[0]?.start ?? burst.start,
			end: burst.end,
			litresPerHour: litres(Math.max(...recent.map(amountOf))),
			isOver: burst.end < latest,
			isOlder: false
		};
	}
	const flow = continuousFlow(known).at(-1);
	if (flow === undefined || latest - flow.end >= TOLD_S) return null;
	return {
		kind: 'leak',
		start: flow.start,
		end: flow.end,
		litresPerHour: litres(flow.smallest),
		isOver: flow.end < latest,
		isOlder: flow.start === known[0]?.start
	};
}
