import { z } from 'zod';
import { isMedium } from '#lib/energy/medium.ts';
import { NOTHING_GRANTED, type Grant } from '#lib/home/grant.ts';
import { BackOff } from './back-off.ts';
import type { Central } from './central.ts';
import type { Pairing } from './pairing.ts';
import type { Store } from './store.ts';

/** With the time an answer may take, a choice of the tenant's holds on the display within a minute. */
export const ASKED_EVERY_MS = 30_000;
const FIRST_AGAIN_MS = 2000;
/** A key that was refused is tried again: a proxy may have answered in the central system's place. */
const ENDED_MS = 600_000;
const KEPT = 'granted';

const media = z.array(z.string()).transform((words) => words.filter(isMedium));
const keptSchema = z.object({ key: z.string(), grant: z.object({ day: media, hour: media }) });

/** The key's id, and what it was granted. */
interface Kept {
	readonly key: string;
	readonly grant: Grant;
}

interface Terms {
	readonly store: Store;
	readonly central: Central | null;
	readonly pairing: Pairing;
	/** UTC seconds by the node's clock. */
	readonly now: () => number;
	/** Another grant holds from now on. */
	readonly changed: () => void;
	readonly everyMs?: number | undefined;
}

/**
 * What the tenant lets this display show finer than months, asked of the central system again and again. Without contact
 * the last that was heard holds, over a restart too; it is the key's that asked, and goes with it.
 */
export class DisplayGrant {
	readonly #terms: Terms;
	readonly #everyMs: number;
	readonly #backOff: BackOff;
	#kept: Kept | null;
	#timer: NodeJS.Timeout | undefined;
	#isAsking = false;
	#isStopped = false;

	constructor(terms: Terms) {
		this.#terms = terms;
		this.#everyMs = terms.everyMs ?? ASKED_EVERY_MS;
		this.#backOff = new BackOff(Math.min(FIRST_AGAIN_MS, this.#everyMs), this.#everyMs);
		this.#kept = terms.store.settings.get(KEPT, keptSchema);
	}

	/** null: nobody limits what is shown, for the node was never paired. The same object until it changes. */
	get current(): Grant | null {
		const { paired, hasEnded } = this.#terms.pairing;
		if (paired === null) return null;
		if (hasEnded || this.#kept?.key !== idOf(paired.key)) return NOTHING_GRANTED;
		return this.#kept.grant;
	}

	/** Begins to ask, and goes on. */
	start(): void {
		this.#later(0);
	}

	/** The pairing has changed: ask now. */
	nudge(): void {
		if (this.#terms.pairing.state.state === 'paired' && !this.#isAsking) this.#later(0);
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	#later(ms: number): void {
		clearTimeout(this.#timer);
		if (!this.#isStopped && this.#terms.central !== null)
			this.#timer = setTimeout(() => void this.#look(), ms);
	}

	async #look(): Promise<void> {
		this.#isAsking = true;
		const isAnswered = await this.#ask();
		this.#isAsking = false;
		if (isAnswered) this.#backOff.reset();
		if (this.#terms.pairing.hasEnded) this.#later(ENDED_MS);
		else this.#later(isAnswered ? this.#everyMs : this.#backOff.next());
	}

	/** @returns false: the central system could not be asked this time */
	async #ask(): Promise<boolean> {
		const { central, pairing } = this.#terms;
		const paired = pairing.paired;
		if (central === null || paired === null) return true;
		const answer = await central.askDisplay(paired.key);
		if (this.#isStopped || answer.kind === 'failed') return false;
		// the answer is about the key that asked, and no other
		if (pairing.paired?.key !== paired.key) return false;
		if (answer.kind === 'ended') pairing.end();
		else {
			pairing.revive();
			this.#keep({ key: idOf(paired.key), grant: answer.grant });
		}
		return true;
	}

	/** It holds from now on, also where a full disk keeps it from being written down. */
	#keep(next: Kept): void {
		if (JSON.stringify(next) === JSON.stringify(this.#kept)) return;
		const { store, now, changed } = this.#terms;
		this.#kept = next;
		store.attempt(now(), () => {
			store.settings.set(KEPT, next);
		});
		changed();
	}
}

/** A key is `<id>.<secret>`. */
const idOf = (key: string) => key.slice(0, key.indexOf('.'));
