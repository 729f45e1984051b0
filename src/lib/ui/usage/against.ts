import type { Resolution } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Point, Usage } from '#lib/energy/series.ts';
import { civilTime } from '#lib/i18n/formats.ts';
import { spotKey, spotsOf } from './slots.ts';
import type { Spot } from './slots.ts';

/** What of a slot may be compared: what was used (of temperature the mean), not what was exported. Shown unit. */
export interface Compared {
	/** The other period's, at the same civil place; null: not known well enough, or there is no such place in it. */
	readonly then: number | null;
	/** The slot's own, where that is known well enough too. */
	readonly now: number | null;
}

/** Where a spot stands in its period, whatever the period: '07' of an hour or a day; October's second hour 02 is '02+'. */
function placeOf(spot: Spot, resolution: Resolution): string {
	if (resolution === 'hour') return `${spot.hour ?? ''}${spot.twin === 'second' ? '+' : ''}`;
	return resolution === 'day' ? spot.day.slice(8) : spot.day.slice(5, 7);
}

/** Not cut short by a move. An hour that a move cuts belongs to nobody as it is. */
function isWhole({ start, end }: Point, resolution: Resolution, zone: string): boolean {
	if (resolution === 'hour') return true;
	const begins = (at: number) => {
		const { hour, minute, day } = civilTime(at, zone);
		return hour === 0 && minute === 0 && (resolution === 'day' || day === 1);
	};
	return begins(start) && begins(end);
}

/** The first about which anything is known after a silence: measuring may have begun in the middle of it. */
function isBeginning(points: readonly Point[], index: number): boolean {
	return points[index]?.amount != null && points[index - 1]?.amount === null;
}

const UNSURE = FLAG.MISSING | FLAG.ABSENT | FLAG.SUSPECT | FLAG.ODD_SHARE;
const IN_GAP = FLAG.START_IN_GAP | FLAG.END_IN_GAP;

/** The amount where it is wholly measured: not partly missing, not doubted, not a mere share of a gap. */
function sureAmount(point: Point | undefined, resolution: Resolution, zone: string): number | null {
	if (point === undefined || point.flags & UNSURE || !isWhole(point, resolution, zone)) return null;
	const share = resolution === 'hour' ? point.flags & FLAG.INTERPOLATED : (point.flags & IN_GAP) === IN_GAP;
	return share ? null : point.amount;
}

/** The sum over the media that are used; null unless each is known. */
function sumOf(points: readonly (Point | undefined)[], usage: Usage): number | null {
	const { resolution, home } = usage;
	const amounts = points.map((point) => sureAmount(point, resolution, home.timeZone));
	if (amounts.length === 0 || amounts.includes(null)) return null;
	return amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
}

/** What stands at each spot in the period that is laid under; nulls where none is. */
export function layAgainst(usage: Usage, spots: readonly Spot[], factor: number): (Compared | null)[] {
	const { against, resolution, home } = usage;
	if (against === undefined) return spots.map(() => null);
	const zone = home.timeZone;
	const isUsed = ({ medium }: { readonly medium: string }) => medium !== 'electricity_export';
	const byKey = (series: Usage['series']) =>
		series.filter(isUsed).map(({ points }) => {
			const sure = points.filter((_, i) => resolution === 'hour' || !isBeginning(points, i));
			return new Map(sure.map((p) => [spotKey(resolution, p.start, zone), p]));
		});
	const shown = byKey(usage.series);
	const media = usage.series.filter(isUsed).map(({ medium }) => medium);
	const others = byKey(
		media.flatMap((medium) => against.series.find((each) => each.medium === medium) ?? [])
	);
	const otherKeys = new Map(
		spotsOf(resolution, against.period, zone, []).map((spot) => [placeOf(spot, resolution), spot.key])
	);
	const scaled = (value: number | null) => (value === null ? null : value * factor);
	return spots.map((spot) => {
		const key = otherKeys.get(placeOf(spot, resolution));
		const isAll = key !== undefined && others.length === media.length;
		const then = isAll
			? sumOf(
					others.map((map) => map.get(key)),
					usage
				)
			: null;
		const own = shown.map((map) => map.get(spot.key));
		const isOver = own.every((point) => point !== undefined && point.end <= usage.now);
		return { then: scaled(then), now: isOver ? scaled(sumOf(own, usage)) : null };
	});
}

/** Both periods over the slots that are known well enough in both; null when there are none. */
export function comparedTotals(
	slots: readonly { readonly compared: Compared | null }[],
	kind: 'amounts' | 'temperature'
): { now: number; then: number; count: number } | null {
	let [now, then, count] = [0, 0, 0];
	for (const { compared } of slots) {
		if (compared?.now == null || compared.then === null) continue;
		now += compared.now;
		then += compared.then;
		count += 1;
	}
	if (count === 0) return null;
	return kind === 'amounts' ? { now, then, count } : { now: now / count, then: then / count, count };
}
