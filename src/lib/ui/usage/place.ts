import type { Resolution } from '#lib/energy/medium.ts';
import type { Against, Comparison, Subject, Usage } from '#lib/energy/series.ts';
import { civilDate } from '#lib/i18n/formats.ts';

/** Where one stands in time: enough of a usage page to move on from. */
export type Place = Pick<Usage, 'resolution' | 'period' | 'firstDay' | 'lastDay' | 'latest' | 'now'> & {
	readonly home: Pick<Usage['home'], 'id' | 'timeZone'>;
};

/** Whose usage it is and where its pages are. */
type Shown = Pick<Usage, 'visit'> & {
	readonly against?: Pick<Against, 'kind'>;
	readonly home: { readonly id: string };
};

/** Address of a usage page: of the own home, or of the visited one. What the period is laid beside stays in it. */
export function usageAddress(
	{ home, visit, against }: Shown,
	subject: Subject,
	resolution: Resolution,
	period: string
): string {
	const base = visit?.base ?? `/homes/${encodeURIComponent(home.id)}/usage`;
	// Years stand side by side as it is.
	const kept = against && resolution !== 'year' ? `?compare=${against.kind}` : '';
	return `${base}/${subject}/${resolution}/${period}${kept}`;
}

/** The period of `resolution` that holds a civil day: '2026-11-21' | '2026-11' | '2026' | 'all'. */
export function periodHolding(day: string, resolution: Resolution): string {
	if (resolution === 'hour') return day;
	if (resolution === 'day') return day.slice(0, 7);
	return resolution === 'month' ? day.slice(0, 4) : 'all';
}

/** The day that stands for a period when the view gets finer: its last day about which anything is known. */
export function anchorDay(place: Place): string {
	const known = civilDate(Math.min(place.latest ?? place.now, place.now), place.home.timeZone);
	if (known < place.firstDay) return place.firstDay;
	return known < place.lastDay ? known : place.lastDay;
}

const ORDER: Readonly<Record<Resolution, number>> = { hour: 0, day: 1, month: 2, year: 3 };

/** The period to show when only the resolution changes: the place in time is kept. */
export function periodAt(place: Place, resolution: Resolution): string {
	if (resolution === place.resolution) return place.period;
	const coarser = ORDER[resolution] > ORDER[place.resolution];
	const day = coarser && place.period !== 'all' ? place.firstDay : anchorDay(place);
	return periodHolding(day, resolution);
}

/** The shown page with another period laid under it, or with none. */
export function comparedAddress(usage: Usage, kind: Comparison | null): string {
	const { home, visit, subject, resolution, period } = usage;
	const shown = { home, ...(visit && { visit }), ...(kind !== null && { against: { kind } }) };
	return usageAddress(shown, subject, resolution, period);
}

/** Where a chosen day, month or year is looked up, as `?at=`. */
export function pickerAddress({ home, visit, subject, resolution, period }: Usage): string {
	return usageAddress({ home, ...(visit && { visit }) }, subject, resolution, period).slice(
		0,
		-(period.length + 1)
	);
}

/** The file with what the page shows; null: another's home, which is read on its pages only. */
export function fileAddress(usage: Usage): string | null {
	if (usage.visit !== undefined) return null;
	const [path, query] = usageAddress(usage, usage.subject, usage.resolution, usage.period).split('?');
	return `${path}/csv${query === undefined ? '' : `?${query}`}`;
}

/** One resolution down, or null at hours. */
export function finer(resolution: Resolution): Resolution | null {
	if (resolution === 'hour') return null;
	return resolution === 'day' ? 'hour' : resolution === 'month' ? 'day' : 'month';
}

/** Where a slot leads: one resolution down, or at hours to its trace on the same page; null: no further for a visitor. */
export function slotAddress(
	usage: Pick<Usage, 'subject' | 'resolution' | 'period'> & Shown,
	slot: { readonly day: string; readonly start: number }
): string | null {
	const down = finer(usage.resolution);
	if (down !== null) {
		if (usage.visit?.resolutions.includes(down) === false) return null;
		return usageAddress(usage, usage.subject, down, periodHolding(slot.day, down));
	}
	const here = usageAddress(usage, usage.subject, usage.resolution, usage.period);
	return `${here}${here.includes('?') ? '&' : '?'}open=${slot.start}#trace`;
}
