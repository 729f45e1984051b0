import { z } from 'zod';
import { grantAt, isHomeOver, type Lease } from '#lib/home/grant-ends.ts';
import { NOTHING_GRANTED, type Grant } from '#lib/home/grant.ts';
import { BackOff } from './back-off.ts';
import type { Central } from './central.ts';
import { keptLeaseSchema } from './lease.ts';
import type { Pairing } from './pairing.ts';
import type { Store } from './store.ts';

/** How often a central system is asked that does not wait with its answer. */
export const ASKED_EVERY_MS = 30_000;
/** So long one that can may wait until it has something else to say. */
const WAIT_S = 25;
/** Changes may follow each other: so long is waited before the next question, longer while they go on and on. */
const SOON_MS = 200;
const SOON_MOST_MS = 1000;
const FIRST_AGAIN_MS = 2000;
/** A key that was refused is tried again: a proxy may have answered in the central system's place. */
const ENDED_MS = 600_000;
const KEPT = 'granted';

const keptSchema = keptLeaseSchema.extend({ key: z.string(), version: z.string().nullable().default(null) });

/** The key's id, and what it was granted. */
interface Kept extends Lease {
	readonly key: string;
	/** What the central system calls this answer; null: it has no word for it. */
	readonly version: string | null;
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

/** What a question came to. `same`: known already. `plain`: the central system does not wait. */
type Outcome = 'failed' | 'dropped' | 'ended' | 'unpaired' | 'plain' | 'same' | 'other';

/**
 * What the tenant lets this display show finer than months. The central system is asked again and again, and waits with
 * its answer until there is another, so that a withdrawal is heard at once. What ends by the clock ends here by itself.
 * Without contact the last that was heard holds, over a restart too; it is the key's that asked, and goes with it.
 */
export class DisplayGrant {
	readonly #terms: Terms;
	readonly #everyMs: number;
	readonly #backOff: BackOff;
	readonly #soon = new BackOff(SOON_MS, SOON_MOST_MS);
	#kept: Kept | null;
	/** What holds now of what was kept: the same object until it is another. */
	#grant: Grant = NOTHING_GRANTED;
	#timer: NodeJS.Timeout | undefined;
	/** The question under way. */
	#asking: { readonly key: string; readonly ending: AbortController } | null = null;
	#isLooking = false;
	#isStopped = false;

	constructor(terms: Terms) {
		this.#terms = terms;
		this.#everyMs = terms.everyMs ?? ASKED_EVERY_MS;
		this.#backOff = new BackOff(Math.min(FIRST_AGAIN_MS, this.#everyMs), this.#everyMs);
		this.#kept = terms.store.settings.get(KEPT, keptSchema);
	}

	/** null: nobody limits what is shown, for the node was never paired. The same object until it changes. */
	get current(): Grant | null {
		const { pairing, now } = this.#terms;
		if (pairing.paired === null) return null;
		const lease = this.#lease;
		if (pairing.hasEnded || lease === null) return NOTHING_GRANTED;
		const next = grantAt(lease, now());
		if (JSON.stringify(next) !== JSON.stringify(this.#grant)) this.#grant = next;
		return this.#grant;
	}

	/** The tenancy is over, by the central system's word or by the end that it told: nothing of it is shown any more. */
	get isOver(): boolean {
		const lease = this.#lease;
		return this.#terms.pairing.hasEnded || (lease !== null && isHomeOver(lease, this.#terms.now()));
	}

	/** Begins to ask, and goes on. */
	start(): void {
		this.#later(0);
	}

	/** The pairing has changed: ask now. */
	nudge(): void {
		const { state, paired } = this.#terms.pairing;
		// nobody needs to wait for what another key may show
		if (this.#asking !== null && this.#asking.key !== paired?.key) this.#asking.ending.abort();
		if (state.state === 'paired' && !this.#isLooking) this.#later(0);
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
		this.#asking?.ending.abort();
	}

	/** What was granted to the key that is held now. */
	get #lease(): Kept | null {
		const { paired } = this.#terms.pairing;
		return paired !== null && this.#kept?.key === idOf(paired.key) ? this.#kept : null;
	}

	#later(ms: number): void {
		clearTimeout(this.#timer);
		if (!this.#isStopped && this.#terms.central !== null)
			this.#timer = setTimeout(() => void this.#look(), ms);
	}

	async #look(): Promise<void> {
		this.#isLooking = true;
		const begunMs = performance.now();
		const outcome = await this.#ask();
		this.#isLooking = false;
		const tookMs = performance.now() - begunMs;
		if (outcome !== 'failed') this.#backOff.reset();
		if (tookMs > SOON_MOST_MS) this.#soon.reset();
		this.#later(this.#pauseMs(outcome, tookMs));
	}

	/** How long until the next question. */
	#pauseMs(outcome: Outcome, tookMs: number): number {
		if (outcome === 'dropped') return 0;
		if (this.#terms.pairing.hasEnded) return ENDED_MS;
		if (outcome === 'failed') return this.#backOff.next();
		if (outcome === 'other') return this.#soon.next();
		// an answer that says nothing new and came at once was not waited with
		if (outcome === 'same' && tookMs > (WAIT_S * 1000) / 2) return 0;
		return this.#everyMs;
	}

	async #ask(): Promise<Outcome> {
		const { central, pairing } = this.#terms;
		const paired = pairing.paired;
		if (central === null || paired === null) return 'unpaired';
		const known = this.#lease?.version ?? null;
		const ending = new AbortController();
		this.#asking = { key: paired.key, ending };
		const answer = await central.askDisplay(paired.key, { known, waitS: WAIT_S, signal: ending.signal });
		this.#asking = null;
		if (this.#isStopped) return 'failed';
		// the answer is about the key that asked, and no other
		if (pairing.paired?.key !== paired.key) return 'dropped';
		if (answer.kind === 'failed') return 'failed';
		if (answer.kind === 'ended') {
			pairing.end();
			return 'ended';
		}
		pairing.revive();
		const { lease, version } = answer;
		this.#keep({ key: idOf(paired.key), ...lease, version });
		if (version === null) return 'plain';
		return version === known ? 'same' : 'other';
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
