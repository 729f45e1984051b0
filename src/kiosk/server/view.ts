import type { Display, DisplayState } from '#lib/home/display.ts';
import { aboutMonth, isFiner } from '#lib/home/grant.ts';
import type { Snapshot } from '#lib/home/snapshot.ts';
import type { Rights } from './sessions.ts';

export type View = DisplayState['view'];

/**
 * What somebody may see: what the household shows everybody, or all after the PIN; and no more than the month where the
 * tenant lets the display show nothing finer.
 */
export function viewOf(
	{ visible, granted }: Pick<Display, 'visible' | 'granted'>,
	{ details }: Pick<Rights, 'details'>
): View {
	const wished = details ? 'details' : visible;
	return wished === 'details' && !isFiner(granted) ? 'month' : wished;
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
