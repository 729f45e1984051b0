import { createHash, randomBytes } from 'node:crypto';

/** What somebody who entered the PIN may see and do at this moment. */
export interface Rights {
	readonly details: boolean;
	readonly setup: boolean;
}

export const NO_RIGHTS: Rights = { details: false, setup: false };

/** Details go blank this long after the last touch, milliseconds. */
const DETAILS_MS = 60_000;
/** The pages of set-up close this long after the last of them was asked for, milliseconds. */
const SETUP_MS = 600_000;
/** More than the screens of a home; the one that ends first makes room. */
const MOST = 64;

interface Session {
	detailsUntil: number;
	setupUntil: number;
}

/**
 * Who has entered the PIN, in memory only: a restart locks the display. The cookie holds a random secret, of which
 * only the hash is kept. Times are of the monotonic clock: a jump of the clock opens nothing.
 */
export class Sessions {
	readonly #sessions = new Map<string, Session>();
	readonly #now: () => number;

	/** @param now milliseconds of a monotonic clock */
	constructor(now: () => number = () => performance.now()) {
		this.#now = now;
	}

	/**
	 * Opens a session for whoever has entered the right PIN: the details for a minute, and within that minute the way
	 * to the pages of set-up.
	 * @returns the secret for the cookie
	 */
	open(): string {
		this.#makeRoom();
		const token = makeToken();
		const until = this.#now() + DETAILS_MS;
		this.#sessions.set(idOf(token), { detailsUntil: until, setupUntil: until });
		return token;
	}

	/** What a session opens now. */
	rightsOf(id: string | null): Rights {
		const session = this.#find(id);
		if (session === undefined) return NO_RIGHTS;
		const now = this.#now();
		return { details: now < session.detailsUntil, setup: now < session.setupUntil };
	}

	/** Milliseconds until the details close; 0: they are closed. */
	detailsLeftMs(id: string | null): number {
		return Math.max(0, (this.#find(id)?.detailsUntil ?? 0) - this.#now());
	}

	/** Somebody is there: the details stay open for another minute. @returns false where they are closed */
	touch(id: string | null): boolean {
		const session = this.#find(id);
		if (session === undefined || this.#now() >= session.detailsUntil) return false;
		session.detailsUntil = this.#now() + DETAILS_MS;
		return true;
	}

	/** A page of set-up was asked for: they stay open for a while, where they are. */
	visitSetup(id: string | null): void {
		const session = this.#find(id);
		if (session !== undefined && this.#now() < session.setupUntil)
			session.setupUntil = this.#now() + SETUP_MS;
	}

	close(id: string | null): void {
		if (id !== null) this.#sessions.delete(id);
	}

	#find(id: string | null): Session | undefined {
		return id === null ? undefined : this.#sessions.get(id);
	}

	/** Forgets what has ended, and what is oldest where there are too many. */
	#makeRoom(): void {
		const now = this.#now();
		for (const [id, { detailsUntil, setupUntil }] of this.#sessions) {
			if (now >= Math.max(detailsUntil, setupUntil)) this.#sessions.delete(id);
		}
		const oldest = this.#sessions.keys().next();
		if (this.#sessions.size >= MOST && oldest.done !== true) this.#sessions.delete(oldest.value);
	}
}

/** A secret for the cookie. It opens nothing until somebody enters the PIN. */
export function makeToken(): string {
	return randomBytes(32).toString('base64url');
}

/** By what a session is known here: the hash of its secret. */
export function idOf(token: string): string {
	return createHash('sha256').update(token).digest('base64url');
}
