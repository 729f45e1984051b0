import type { DisplaySettings, DisplayState, MonthMedium } from '#lib/home/display.ts';
import type { Snapshot } from '#lib/home/snapshot.ts';
import type { Rights } from './sessions.ts';

export type View = DisplayState['view'];

/** What somebody may see: what the household shows everybody, or all after the PIN. */
export function viewOf(visible: DisplaySettings['visible'], { details }: Pick<Rights, 'details'>): View {
	return details ? 'details' : visible;
}

/** A snapshot with what a view leaves of it. The rest is not there at all, whatever a page does. */
export function stateAs(view: View, snapshot: Snapshot): DisplayState {
	if (view === 'details') return { view, ...snapshot };
	const { now, links, notices, display, month } = snapshot;
	const { paired, timeZone } = snapshot.home;
	const outline = { now, home: { paired, timeZone }, links, notices, display };
	if (view === 'nothing') return { view, ...outline };
	return { view, ...outline, month: { from: month.from, media: month.media.map(aboutMonth) } };
}

/**
 * What steps a visitor sees the month in. The month to the litre, seen twice, would be the hour between: a step is
 * about as much as a home uses in half a day.
 */
const STEP = { l: 100, kWh: 5 } as const;

function aboutMonth(medium: MonthMedium): MonthMedium {
	const step = STEP[medium.unit];
	const about = (amount: number | null) => (amount === null ? null : Math.round(amount / step) * step);
	return { ...medium, used: about(medium.used), usual: about(medium.usual) };
}
