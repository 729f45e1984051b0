/** How long to wait before something that ended is started again: longer each time, short again after a good while. */
export function backOff(startMs = 500, mostMs = 30_000, goodAfterMs = 60_000): (livedMs: number) => number {
	let next = startMs;
	return (livedMs) => {
		if (livedMs >= goodAfterMs) next = startMs;
		const wait = next;
		next = Math.min(next * 2, mostMs);
		return wait;
	};
}
