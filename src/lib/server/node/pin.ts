import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Store } from './store.ts';

const hashSchema = z.object({ salt: z.string(), hash: z.string() });
/** Four digits are soon tried out: after this many wrong ones the door stays shut for a while. */
const MOST_WRONG = 5;
const SHUT_S = 300;

export type PinAnswer = 'right' | 'wrong' | 'wait' | 'not_set';

/** The PIN of the pages on which devices are set up: from a variable, or chosen on the display once. */
export class Pin {
	readonly #store: Store;
	readonly #told: string | null;
	readonly #now: () => number;
	#isChosen: boolean;
	#wrong = 0;
	#shutUntil = 0;

	/** @param told HEMVY_PIN; null: what was chosen on the display */
	constructor(store: Store, told: string | null, now: () => number) {
		this.#store = store;
		this.#told = told;
		this.#now = now;
		this.#isChosen = store.settings.get('pin', hashSchema) !== null;
	}

	get isSet(): boolean {
		return this.#told !== null || this.#isChosen;
	}

	/** Whole seconds until it may be tried again; 0: now. */
	get waitS(): number {
		return Math.max(0, Math.ceil(this.#shutUntil - this.#now()));
	}

	check(pin: string): PinAnswer {
		if (!this.isSet) return 'not_set';
		if (this.#now() < this.#shutUntil) return 'wait';
		if (this.#isRight(pin)) {
			this.#wrong = 0;
			return 'right';
		}
		this.#wrong += 1;
		if (this.#wrong >= MOST_WRONG) {
			this.#wrong = 0;
			this.#shutUntil = this.#now() + SHUT_S;
		}
		return 'wrong';
	}

	/** Chooses the PIN, 4 to 8 digits, where there is none yet. @returns whether it was taken */
	choose(pin: string): boolean {
		if (this.isSet || !/^\d{4,8}$/.test(pin)) return false;
		const salt = randomBytes(16).toString('hex');
		this.#isChosen =
			this.#store.attempt(this.#now(), () => {
				this.#store.settings.set('pin', { salt, hash: hashed(pin, salt) });
				return true;
			}) ?? false;
		return this.#isChosen;
	}

	#isRight(pin: string): boolean {
		// what stands in a variable is no secret from whoever reads this memory: only its length must not show
		if (this.#told !== null) return isSame(digest(pin), digest(this.#told));
		const kept = this.#store.settings.get('pin', hashSchema);
		return kept !== null && isSame(hashed(pin, kept.salt), kept.hash);
	}
}

const hashed = (pin: string, salt: string) => scryptSync(pin, salt, 32).toString('hex');
const digest = (pin: string) => createHash('sha256').update(pin).digest('hex');
const isSame = (a: string, b: string) =>
	a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
