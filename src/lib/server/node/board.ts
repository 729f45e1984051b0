import { deltaOf } from '#lib/home/delta.ts';
import { withinGrant } from '#lib/home/grant.ts';
import { snapshotOf, type Delta, type Snapshot } from '#lib/home/snapshot.ts';
import type { HomeState } from '#lib/home/home-state.ts';

/** In the long run so much time lies between two looks at what has changed: no screen shows more. */
const APART_MS = 8;
/** So many looks may follow each other at once: messages come when they like, and none should wait for the next. */
const AT_ONCE = 4;
/** A look may take one part in so many of the time: the more a home has, the more changes are looked at together. */
const SHARE = 10;

export type Listener = (delta: Delta) => void;

/** What the pages are shown: a snapshot for whoever comes, then what changes. */
export class Board {
	readonly #state: () => HomeState;
	readonly #listeners = new Set<Listener>();
	#shown: Snapshot | null = null;
	#timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
	/** Up to when the time is used up by looks there have been, on the monotonic clock, milliseconds. */
	#usedMs = -Infinity;
	/** What the last looks took: the least of them is what a look takes, whatever else the machine did meanwhile. */
	readonly #tookMs = [0, 0, 0, 0, 0, 0];

	constructor(state: () => HomeState) {
		this.#state = state;
	}

	/** What the display may show of the home: no page can see more. */
	snapshot(): Snapshot {
		const state = this.#state();
		return withinGrant(snapshotOf(state), state.display.granted);
	}

	/**
	 * Tells the listener every change from the snapshot that is returned on.
	 * @returns the snapshot, and how to stop
	 */
	subscribe(listener: Listener): { readonly snapshot: Snapshot; readonly stop: () => void } {
		// all listeners have seen what was shown last, so a newcomer begins there
		this.#look();
		this.#shown ??= this.snapshot();
		this.#listeners.add(listener);
		return { snapshot: this.#shown, stop: () => this.#listeners.delete(listener) };
	}

	get listeners(): number {
		return this.#listeners.size;
	}

	/** Something has changed: look at once, or soon where it was looked too often a moment ago. */
	changed(): void {
		if (this.#timer !== undefined || this.#listeners.size === 0) return;
		const waitMs = this.#waitMs;
		const look = () => {
			this.#timer = undefined;
			this.#look();
		};
		this.#timer = waitMs <= 0 ? setImmediate(look) : setTimeout(look, waitMs);
	}

	/** The same, and told before this returns where it need not wait: what else is to be done with it comes after. */
	tell(): void {
		if (this.#timer === undefined && this.#listeners.size > 0 && this.#waitMs <= 0) this.#look();
		else this.changed();
	}

	/** How long to wait with a look, milliseconds; none: not above 0. */
	get #waitMs(): number {
		return this.#usedMs - AT_ONCE * APART_MS - performance.now();
	}

	stop(): void {
		clearTimeout(this.#timer as NodeJS.Timeout | undefined);
		this.#listeners.clear();
	}

	#look(): void {
		if (this.#listeners.size === 0) {
			this.#shown = null;
			return;
		}
		const begunMs = performance.now();
		const next = this.snapshot();
		const delta = this.#shown === null ? null : deltaOf(this.#shown, next);
		this.#shown = next;
		if (delta !== null) for (const listener of this.#listeners) listener(delta);
		const endMs = performance.now();
		this.#tookMs.shift();
		this.#tookMs.push(endMs - begunMs);
		this.#usedMs = Math.max(this.#usedMs, endMs) + Math.max(APART_MS, Math.min(...this.#tookMs) * SHARE);
	}
}
