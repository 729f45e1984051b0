import type { Medium } from '#lib/energy/medium.ts';
import { NOTHING_GRANTED, type Grant } from './grant.ts';

/** When what a display may show ends by the clock alone, UTC seconds. What is not named has no end that is known. */
export interface GrantEnds {
	/** The tenancy's end: then nothing is left, history neither. null: none. */
	readonly home: number | null;
	/** Each medium's consent, by resolution. */
	readonly day: Readonly<Partial<Record<Medium, number>>>;
	readonly hour: Readonly<Partial<Record<Medium, number>>>;
}

export const NO_ENDS: GrantEnds = { home: null, day: {}, hour: {} };

/** What was granted, and until when. */
export interface Lease {
	readonly grant: Grant;
	readonly ends: GrantEnds;
}

/** Whether the tenancy is over. @param at UTC seconds */
export const isHomeOver = ({ ends }: Lease, at: number): boolean => ends.home !== null && at >= ends.home;

/** What is left of a grant: an end is the first moment at which it is no more. @param at UTC seconds */
export function grantAt(lease: Lease, at: number): Grant {
	const { grant, ends } = lease;
	if (isHomeOver(lease, at)) return NOTHING_GRANTED;
	const left = (resolution: 'day' | 'hour') =>
		grant[resolution].filter((medium) => at < (ends[resolution][medium] ?? Infinity));
	return { day: left('day'), hour: left('hour') };
}
