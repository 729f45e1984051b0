import type { Lease } from '#lib/home/grant-ends.ts';

/** The first end after an instant; null: none. @param at UTC seconds */
export function nextEnd({ ends }: Lease, at: number): number | null {
	const later = [ends.home ?? Infinity, ...Object.values(ends.day), ...Object.values(ends.hour)].filter(
		(end) => end > at && end < Infinity
	);
	return later.length === 0 ? null : Math.min(...later);
}
