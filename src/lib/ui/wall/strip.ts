import { formatClock, formatNumber, type Language } from '#lib/i18n/formats.ts';
import type { StripPoint } from '#lib/home/snapshot.ts';
import { m } from '#lib/i18n/messages/messages.js';

/** A point is the mean of so many seconds. */
export const POINT_S = 30;
export const SPAN_S = 3600;

/** The axes of the last hour: from and to in UTC seconds, watts from `min` to `max`, with lines at `ticks`. */
export interface StripFrame {
	readonly from: number;
	readonly to: number;
	readonly min: number;
	readonly max: number;
	readonly ticks: readonly number[];
}

const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5].flatMap((each) => [each * 100, each * 1000, each * 10_000]);
STEPS.sort((a, b) => a - b);

/** Zero and two round lines at most, so that the axis changes seldom; export below zero. */
export function stripFrame(points: readonly StripPoint[], now: number): StripFrame {
	const to = Math.floor(now / POINT_S) * POINT_S + POINT_S;
	const high = Math.max(200, ...points.map(({ watts }) => watts));
	const low = Math.min(0, ...points.map(({ watts }) => watts));
	const step = STEPS.find((each) => Math.ceil(high / each) + Math.ceil(-low / each) <= 2) ?? 200_000;
	const max = Math.ceil(high / step) * step;
	const min = Math.floor(low / step) * step;
	const ticks: number[] = [];
	for (let tick = min; tick <= max; tick += step) ticks.push(tick);
	return { from: to - SPAN_S, to, min, max, ticks };
}

/** A pause longer than this is a gap: twice as long as a point, or as the meter's values may grow old. */
export const gapAfter = (staleAfterS: number) => Math.max(3 * POINT_S, staleAfterS + POINT_S);

/** The points in runs, parted where nothing was heard. */
export function runsOf(points: readonly StripPoint[], gapS: number): StripPoint[][] {
	const runs: StripPoint[][] = [];
	for (const point of points) {
		const run = runs.at(-1);
		const last = run?.at(-1);
		if (run && last && point.at - last.at <= gapS) run.push(point);
		else runs.push([point]);
	}
	return runs;
}

/** The line as an SVG path in a box of 1000 × 100, for the page without scripts. */
export function stripPath(points: readonly StripPoint[], frame: StripFrame, gapS: number): string {
	const x = (at: number) => (((at + POINT_S / 2 - frame.from) / SPAN_S) * 1000).toFixed(1);
	const y = (watts: number) => ((1 - (watts - frame.min) / (frame.max - frame.min)) * 100).toFixed(1);
	return runsOf(points, gapS)
		.map((run) => {
			const [first] = run;
			// a point alone is a dot: a line to itself, with round ends
			const line = run.length === 1 && first ? [first, first] : run;
			return `M${line.map(({ at, watts }) => `${x(at)} ${y(watts)}`).join('L')}`;
		})
		.join('');
}

/** The highest point; null: none. */
export function peakOf(points: readonly StripPoint[]): StripPoint | null {
	return points.reduce<StripPoint | null>(
		(peak, each) => (peak && peak.watts >= each.watts ? peak : each),
		null
	);
}

/** '180 till 2 140 watt, högst 12:52', to the nearest ten. */
export function stripWords(points: readonly StripPoint[], zone: string, language: Language): string {
	const locale = { locale: language };
	const peak = peakOf(points);
	if (peak === null || points.length < 2) return m.wall_hour_empty({}, locale);
	const low = Math.min(...points.map(({ watts }) => watts));
	if (low < 0) {
		const of = (watts: number) => formatNumber(Math.round(Math.abs(watts) / 10) * 10, language);
		return m.wall_hour_both({ low: of(low), high: of(Math.max(0, peak.watts)) }, locale);
	}
	const about = (watts: number) => formatNumber(Math.round(watts / 10) * 10, language);
	return m.wall_hour_sentence(
		{ low: about(low), high: about(peak.watts), time: formatClock(peak.at, zone) },
		locale
	);
}

/** The points with those that are new or changed, time ascending, an hour and a little more. */
export function stripWith(
	points: readonly StripPoint[],
	changed: readonly StripPoint[],
	now: number
): readonly StripPoint[] {
	const kept = points.filter(
		({ at }) => at > now - SPAN_S - POINT_S && !changed.some((each) => each.at === at)
	);
	return [...kept, ...changed].sort((a, b) => a.at - b.at);
}
