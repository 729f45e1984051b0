/** The first and the last of some instants (UTC seconds); Infinity and -Infinity when there is none. */
export function extentOf(instants: Iterable<number>): { first: number; last: number } {
	let first = Infinity;
	let last = -Infinity;
	for (const at of instants) {
		if (at < first) first = at;
		if (at > last) last = at;
	}
	return { first, last };
}
