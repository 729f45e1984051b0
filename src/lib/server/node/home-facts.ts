import { z } from 'zod';
import { BackOff } from './back-off.ts';
import type { Central, Paired } from './central.ts';
import type { Pairing } from './pairing.ts';
import type { Store } from './store.ts';

/** How often the node asks by itself. */
const EVERY_S = 24 * 3600;
const LOOK_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 3600_000;
const ASKED = 'home_asked';

/** What asking for the home's meters came to. */
export type Refreshed =
	| { readonly kind: 'refreshed'; readonly meters: Paired['meters'] }
	/** There is no central system, or no key to it. */
	| { readonly kind: 'unpaired' }
	/** The key opens nothing any more. */
	| { readonly kind: 'ended' }
	| { readonly kind: 'failed'; readonly reason: string };

interface Terms {
	readonly store: Store;
	readonly central: Central | null;
	readonly pairing: Pairing;
	/** UTC seconds by the node's clock. */
	readonly now: () => number;
	/** The central system's time, UTC seconds. */
	readonly told: (centralNow: number) => void;
}

/** What the central system says of the home: asked again once a day, for meters are exchanged after the pairing too. */
export class HomeFacts {
	readonly #terms: Terms;
	readonly #backOff = new BackOff(LOOK_MS, LONGEST_WAIT_MS);
	#timer: NodeJS.Timeout | undefined;
	#underWay: Promise<Refreshed> | null = null;
	#isStopped = false;

	constructor(terms: Terms) {
		this.#terms = terms;
	}

	/** Begins to ask, once a day. */
	start(): void {
		this.#later(LOOK_MS);
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	/** Asks now. Whoever asks meanwhile gets the same answer. */
	refresh(): Promise<Refreshed> {
		this.#underWay ??= this.#ask().finally(() => {
			this.#underWay = null;
		});
		return this.#underWay;
	}

	async #ask(): Promise<Refreshed> {
		const { store, central, pairing, now, told } = this.#terms;
		const paired = pairing.paired;
		if (central === null || paired === null) return { kind: 'unpaired' };
		const answer = await central.askHome(paired.key);
		if (this.#isStopped) return { kind: 'failed', reason: 'stopped' };
		// the answer is about the key that asked, and no other
		if (pairing.paired?.key !== paired.key) return { kind: 'unpaired' };
		if (answer.kind === 'failed') return { kind: 'failed', reason: answer.reason };
		if (answer.kind === 'ended') {
			pairing.end();
			return { kind: 'ended' };
		}
		pairing.revive();
		const { home, meters, now: centralNow } = answer.facts;
		if (!pairing.learn({ home, meters })) return { kind: 'failed', reason: 'The disk is full.' };
		store.attempt(now(), () => {
			store.settings.set(ASKED, Math.floor(now()));
		});
		told(Date.parse(centralNow) / 1000);
		return { kind: 'refreshed', meters };
	}

	#later(ms: number): void {
		if (!this.#isStopped) this.#timer = setTimeout(() => void this.#look(), ms);
	}

	async #look(): Promise<void> {
		const { store, pairing, now } = this.#terms;
		const asked = store.settings.get(ASKED, z.number()) ?? -Infinity;
		const isDue = Math.abs(now() - asked) >= EVERY_S && pairing.state.state === 'paired';
		const answer = isDue ? await this.refresh() : null;
		if (answer?.kind !== 'failed') this.#backOff.reset();
		this.#later(answer?.kind === 'failed' ? this.#backOff.next() : LOOK_MS);
	}
}
