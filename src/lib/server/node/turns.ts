/** Messages are taken in for so long at a time: a flood of them must not hold up what else the node does. */
const TURN_MS = 10;

/** Parts a flood into turns of the event loop, between which timers, pages and the store have theirs. */
export class Turns {
	/** On the monotonic clock, milliseconds; null: this turn of the event loop has had no message yet. */
	#endMs: number | null = null;

	/** Goes on at once, or, where this turn has lasted long enough, after everybody else's. */
	next(go: () => void): void {
		const now = performance.now();
		if (this.#endMs === null) {
			this.#endMs = now + TURN_MS;
			setImmediate(() => {
				this.#endMs = null;
			});
		}
		if (now < this.#endMs) go();
		else setImmediate(go);
	}
}
