import { deltaOf } from '#lib/home/delta.ts';
import { snapshotOf, type Delta, type Snapshot } from '#lib/home/snapshot.ts';
import type { HomeState } from '#lib/home/home-state.ts';

/** Shortest time between two looks at what has changed: a hundred messages a second are one screen. */
const LEAST_MS = 8;

export type Listener = (delta: Delta) => void;

/** What the pages are shown: a snapshot for whoever comes, then what changes. */
export class Board {
	readonly #state: () => HomeState;
	readonly #listeners = new Set<Listener>();
	#shown: Snapshot | null = null;
	#timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
	#lastMs = -Infinity;

	constructor(state: () => HomeState) {
		this.#state = state;
	}

	snapshot(): Snapshot {
		return snapshotOf(this.#state());
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

	/** Something has changed: look at once, or soon where it was looked a moment ago. */
	changed(): void {
		if (this.#timer !== undefined || this.#listeners.size === 0) return;
		const waitMs = this.#lastMs + LEAST_MS - performance.now();
		const look = () => {
			this.#timer = undefined;
			this.#look();
		};
		this.#timer = waitMs <= 0 ? setImmediate(look) : setTimeout(look, waitMs);
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
		this.#lastMs = performance.now();
		const next = this.snapshot();
		const delta = this.#shown === null ? null : deltaOf(this.#shown, next);
		this.#shown = next;
		if (delta === null) return;
		for (const listener of this.#listeners) listener(delta);
	}
}
