import type { Cell, CounterCell, GaugeCell, Reading } from './cell.ts';
import { amountOf } from './fold.ts';
import type { MeterFacts } from './meter.ts';
import { FLAG } from './quality.ts';

/** Why something is suspect, before it is stored. */
export const REASONS = [
	'hour_as_a_week',
	'day_as_a_month',
	'above_max_flow',
	'room_temperature',
	'hot_share',
	'clock_ahead',
	'before_installation',
	'after_removal'
] as const;
export type Reason = (typeof REASONS)[number];

/** An interval or instant (start = end) that gets `flag`. UTC seconds. */
export interface Suspicion {
	readonly start: number;
	readonly end: number;
	readonly reason: Reason;
	readonly flag: typeof FLAG.SUSPECT;
}

/** A living room is warm or cold, not this: °C. */
const ROOM = { lowest: 10, highest: 35 };
/** Hot ÷ (hot + cold) of a month is 0.4–0.5 in most homes; outside this something is mixed up. */
const HOT_SHARE = { lowest: 0.2, highest: 0.7 };
/** A clock may be this far ahead, seconds. */
const CLOCK_SLACK = 5 * 60;

function suspect(span: { readonly start: number; readonly end: number }, reason: Reason): Suspicion {
	return { start: span.start, end: span.end, reason, flag: FLAG.SUSPECT };
}

/** What is usual for the meter, smallest units; null: not known yet, not judged by. */
export interface Usual {
	readonly week: number | null;
	readonly month: number | null;
}

/** Hours as large as a usual week, or above the meter's highest flow (Q4). Interpolated hours share a gap's amount. */
export function judgeHours(
	hours: readonly CounterCell[],
	usual: Usual,
	maxFlowPerHour: number | null
): Suspicion[] {
	return hours.flatMap((hour) => {
		const amount = amountOf(hour);
		if (maxFlowPerHour !== null && amount > maxFlowPerHour) return [suspect(hour, 'above_max_flow')];
		return usual.week !== null && usual.week > 0 && amount >= usual.week
			? [suspect(hour, 'hour_as_a_week')]
			: [];
	});
}

/** Days as large as a usual month. */
export function judgeDays(days: readonly CounterCell[], usual: Usual): Suspicion[] {
	const { month } = usual;
	if (month === null || month <= 0) return [];
	return days.filter((day) => amountOf(day) >= month).map((day) => suspect(day, 'day_as_a_month'));
}

/** Intervals in which a room was, on the mean, outside 10–35 °C. `scale`: stored integers are °C × 10^-scale. */
export function judgeRoom(cells: readonly GaugeCell[], scale: number): Suspicion[] {
	const perDegree = 10 ** -scale;
	return cells
		.filter((cell) => !(cell.flags & FLAG.ABSENT))
		.filter((cell) => cell.mean < ROOM.lowest * perDegree || cell.mean > ROOM.highest * perDegree)
		.map((cell) => suspect(cell, 'room_temperature'));
}

/**
 * A month whose hot water is too little or too much of all its water. `hot` and `cold` are amounts of the same unit;
 * null when not known, or when no water was used: then nothing is said.
 */
export function judgeHotShare(
	month: { readonly start: number; readonly end: number },
	hot: number | null,
	cold: number | null
): Suspicion | null {
	if (hot === null || cold === null || hot + cold <= 0) return null;
	const share = hot / (hot + cold);
	return share < HOT_SHARE.lowest || share > HOT_SHARE.highest ? suspect(month, 'hot_share') : null;
}

/** A reading whose time cannot be right: more than 5 min after `now` (UTC seconds), or outside the meter's life. */
export function judgeClock(
	reading: Pick<Reading, 'at'>,
	meter: Pick<MeterFacts, 'installed' | 'removed'>,
	now: number
): Suspicion | null {
	const instant = { start: reading.at, end: reading.at };
	if (reading.at > now + CLOCK_SLACK) return suspect(instant, 'clock_ahead');
	if (reading.at < meter.installed) return suspect(instant, 'before_installation');
	return meter.removed !== null && reading.at > meter.removed ? suspect(instant, 'after_removal') : null;
}

/** `cells` with the flags of the suspicions about exactly those intervals. */
export function flagSuspects<C extends Cell>(cells: readonly C[], suspicions: readonly Suspicion[]): C[] {
	const flags = new Map(suspicions.map(({ start, flag }) => [start, flag]));
	return cells.map((cell) => ({ ...cell, flags: cell.flags | (flags.get(cell.start) ?? 0) }));
}
