import { createHash } from 'node:crypto';
import type { Lease } from '#lib/home/grant-ends.ts';
import { nextEnd } from './next-end.ts';
import { versionOf, type ShownKey } from './shown-to.ts';

/** Longest that a question is held: well below the minute after which proxies give up. */
export const HELD_MOST_MS = 25_000;
/** Where nobody tells of changes: less than the five seconds within which a display has to know. */
const ASKED_AGAIN_MS = 3000;
/** Held at a time in one process: when all of their homes change in one moment, the last hears of it after 3 s. */
const QUESTIONS_MOST = 2000;
/** An end that has come by this clock may be about to come by the database's. */
const SOON_MS = 250;

export type DisplayAnswer =
	| { readonly kind: 'shown'; readonly lease: Lease; readonly version: string }
	/** A key that opens nothing, whatever the reason. */
	| { readonly kind: 'unknown' }
	/** The process ends: to be asked again, of another. */
	| { readonly kind: 'closing' };

/** What a display knows already, and how long it would wait for something else. */
export interface Waiting {
	/** The version that it was answered last; null: none. */
	readonly known: string | null;
	readonly waitMs: number;
	/** Whoever asked has gone. */
	readonly signal?: AbortSignal;
}

interface Terms {
	/** Asks the database: the only one that decides. */
	readonly decide: (key: ShownKey) => Promise<Lease | null>;
	/** Whether changes are told (`changed`). */
	readonly isTold: () => boolean;
	/** A question is held: from now on changes should be told. */
	readonly held?: () => void;
	/** A question was answered at once because too many are held. */
	readonly full?: () => void;
	readonly most?: number;
}

/** A question that is being answered. */
interface Turn {
	/** It knows a key that opens, and waits. */
	isHeld: boolean;
	/** Another question with its key has taken its place. */
	isOver: boolean;
	/** Something has changed since the database was asked. */
	isStirred: boolean;
	/** Ends the pause. */
	stir: () => void;
}

/**
 * The questions of displays what they may show. One that would be answered with what the display knows already is held,
 * without a connection to the database, until the database says otherwise; it is asked before every answer. It is asked
 * anew when it tells of a change, when something ends by the clock, and every few seconds while it tells nothing.
 */
export class DisplayQuestions {
	readonly #terms: Terms;
	readonly #most: number;
	/** By the word that the database tells for a key. */
	readonly #turns = new Map<string, Set<Turn>>();
	#count = 0;
	#isClosing = false;

	constructor(terms: Terms) {
		this.#terms = terms;
		this.#most = terms.most ?? QUESTIONS_MOST;
	}

	/** How many are being answered or held. */
	get count(): number {
		return this.#count;
	}

	/** What a key may show, at once or when it is something else than what is known. @throws what the database does */
	async ask(key: ShownKey, { known, waitMs, signal }: Waiting): Promise<DisplayAnswer> {
		if (known === null || waitMs <= 0) return this.#answer(key);
		if (this.#count >= this.#most) {
			this.#terms.full?.();
			return this.#answer(key);
		}
		// not all displays that came back at once go on asking at once
		const endsMs = performance.now() + Math.min(waitMs, HELD_MOST_MS) * (0.8 + Math.random() / 5);
		const word = createHash('sha256').update(key.id).digest('hex');
		const turn = this.#enter(word);
		const stir = () => {
			turn.stir();
		};
		signal?.addEventListener('abort', stir);
		try {
			for (;;) {
				if (this.#isClosing) return { kind: 'closing' };
				turn.isStirred = false;
				const answer = await this.#answer(key);
				if (answer.kind !== 'shown' || answer.version !== known) return answer;
				this.#hold(word, turn);
				const leftMs = endsMs - performance.now();
				if (leftMs <= 0 || turn.isOver || signal?.aborted) return answer;
				await pause(turn, Math.min(leftMs, this.#patienceMs(answer.lease)));
			}
		} finally {
			signal?.removeEventListener('abort', stir);
			this.#leave(word, turn);
		}
	}

	/** The database has told that something may have changed for a key. @param word SHA-256 of its id, hex */
	changed(word: string): void {
		for (const turn of this.#turns.get(word) ?? []) turn.stir();
	}

	/** Something may have been missed: all are decided anew. */
	stirAll(): void {
		for (const turns of this.#turns.values()) for (const turn of turns) turn.stir();
	}

	/** Ends all that are held, at once. */
	close(): void {
		this.#isClosing = true;
		this.stirAll();
	}

	async #answer(key: ShownKey): Promise<DisplayAnswer> {
		const lease = await this.#terms.decide(key);
		return lease === null ? { kind: 'unknown' } : { kind: 'shown', lease, version: versionOf(key, lease) };
	}

	#enter(word: string): Turn {
		const turn: Turn = {
			...{ isHeld: false, isOver: false, isStirred: false },
			stir: () => {
				turn.isStirred = true;
			}
		};
		const turns = this.#turns.get(word) ?? new Set();
		this.#turns.set(word, turns.add(turn));
		this.#count += 1;
		return turn;
	}

	/** One a display: the one before has most likely lost whoever asked it. Only a key that opens takes another's place. */
	#hold(word: string, turn: Turn): void {
		if (turn.isHeld) return;
		turn.isHeld = true;
		for (const other of this.#turns.get(word) ?? []) {
			if (other === turn || !other.isHeld) continue;
			other.isOver = true;
			other.stir();
		}
		this.#terms.held?.();
	}

	#leave(word: string, turn: Turn): void {
		const turns = this.#turns.get(word);
		turns?.delete(turn);
		if (turns?.size === 0) this.#turns.delete(word);
		this.#count -= 1;
	}

	#patienceMs(lease: Lease): number {
		const nowMs = Date.now();
		const end = nextEnd(lease, nowMs / 1000 - 1);
		const untilEndMs = end === null ? Infinity : Math.max(SOON_MS, end * 1000 - nowMs);
		return Math.min(untilEndMs, this.#terms.isTold() ? Infinity : ASKED_AGAIN_MS);
	}
}

/** Waits, unless something has changed already, until it has; at most so long. */
function pause(turn: Turn, ms: number): Promise<void> {
	if (turn.isStirred) return Promise.resolve();
	return new Promise((resolve) => {
		const wake = () => {
			clearTimeout(timer);
			turn.stir = () => {
				turn.isStirred = true;
			};
			turn.isStirred = true;
			resolve();
		};
		const timer = setTimeout(wake, Math.ceil(ms));
		turn.stir = wake;
	});
}
