import { z } from 'zod';
import { BackOff } from './back-off.ts';
import { pairedSchema, type Central, type Paired } from './central.ts';
import type { Clock } from './clock.ts';
import type { Store } from './store.ts';

const POLL_MS = 3000;

const ticketSchema = z.object({ code: z.string(), ticket: z.string(), expiresAt: z.number() });
type Ticket = z.infer<typeof ticketSchema>;

/** How the node stands with the central system. Times in UTC seconds. */
export type PairingState =
	/** There is no central system. */
	| { readonly state: 'none' }
	| { readonly state: 'unpaired'; readonly problem: string | null }
	/** Somebody has to enter the code in the portal. */
	| { readonly state: 'waiting'; readonly code: string; readonly expiresAt: number }
	| { readonly state: 'paired' }
	/** The key was revoked, or the tenancy is over. */
	| { readonly state: 'ended' };

/** What the rest of the node is told. */
export interface PairingTold {
	readonly changed: (state: PairingState) => void;
	/** A key was given where one had ended, or was forgotten: what came before belongs to no tenancy that comes. */
	readonly anew: () => void;
}

/** The way to a key: asks for a code, waits until somebody has entered it, keeps the key. Survives a restart. */
export class Pairing {
	readonly #store: Store;
	readonly #central: Central | null;
	readonly #clock: Clock;
	readonly #told: PairingTold;
	readonly #backOff = new BackOff(POLL_MS, 60_000);
	#ticket: Ticket | null;
	#paired: Paired | null;
	#hasEnded: boolean;
	#problem: string | null = null;
	#timer: NodeJS.Timeout | undefined;
	#beginning: Promise<PairingState> | null = null;
	#isStopped = false;

	/** @param central null: the node delivers to nobody */
	constructor(store: Store, central: Central | null, clock: Clock, told: PairingTold) {
		this.#store = store;
		this.#central = central;
		this.#clock = clock;
		this.#told = told;
		this.#ticket = store.settings.get('ticket', ticketSchema);
		this.#paired = store.settings.get('paired', pairedSchema);
		this.#hasEnded = store.settings.get('pairing_ended', z.boolean()) ?? false;
		if (this.#ticket && !this.#paired) this.#poll(0);
	}

	/** The key and the home's facts, also where the central system has said that the key has ended; null: never paired. */
	get paired(): Paired | null {
		return this.#paired;
	}

	/** The tenancy is over, or the key revoked: also while the node asks for the next one. */
	get hasEnded(): boolean {
		return this.#hasEnded;
	}

	get state(): PairingState {
		if (this.#central === null) return { state: 'none' };
		if (this.#ticket && this.#ticket.expiresAt > this.#clock.now())
			return { state: 'waiting', code: this.#ticket.code, expiresAt: this.#ticket.expiresAt };
		if (this.#paired) return { state: this.#hasEnded ? 'ended' : 'paired' };
		return { state: 'unpaired', problem: this.#problem };
	}

	/** Asks for a code, unless one is being shown or asked for: two would be two, and only the last would be good. */
	async begin(name: string): Promise<PairingState> {
		this.#beginning ??= this.#begin(name).finally(() => {
			this.#beginning = null;
		});
		return this.#beginning;
	}

	async #begin(name: string): Promise<PairingState> {
		if (this.#central === null || this.state.state === 'waiting') return this.state;
		const answer = await this.#central.beginPairing(name);
		if (this.#isStopped) return this.state;
		if (answer.kind === 'failed') this.#problem = answer.reason;
		else {
			const { code, ticket, lastsS } = answer.begun;
			this.#problem = null;
			this.#ticket = { code, ticket, expiresAt: this.#clock.now() + lastsS };
			this.#store.attempt(this.#clock.now(), () => {
				this.#store.settings.set('ticket', this.#ticket);
			});
			this.#backOff.reset();
			this.#poll(POLL_MS);
		}
		this.#tell();
		return this.state;
	}

	/** The central system does not know the key any more: nothing is delivered until the node is paired anew. */
	end(): void {
		if (this.#hasEnded) return;
		this.#hasEnded = true;
		const now = this.#clock.now();
		this.#store.attempt(now, () => {
			this.#store.settings.set('pairing_ended', true);
			this.#store.events.add(now, 'pairing_ended');
		});
		this.#tell();
	}

	/** The key opens after all: what had said otherwise was not the central system. */
	revive(): void {
		if (!this.#hasEnded) return;
		this.#hasEnded = false;
		this.#store.attempt(this.#clock.now(), () => {
			this.#store.settings.set('pairing_ended', false);
		});
		this.#tell();
	}

	/** The central system has told the home's facts anew. @returns whether they are kept; false: the disk is full */
	learn(facts: Omit<Paired, 'key'>): boolean {
		if (this.#paired === null) return false;
		const paired = { ...this.#paired, ...facts };
		if (JSON.stringify(paired) === JSON.stringify(this.#paired)) return true;
		const isKept = this.#store.attempt(this.#clock.now(), () => {
			this.#store.settings.set('paired', paired);
			return true;
		});
		if (isKept === null) return false;
		this.#paired = paired;
		this.#tell();
		return true;
	}

	/** Forgets key and ticket, and with a key what the home has used: whose the next key is nobody knows. */
	forget(): void {
		clearTimeout(this.#timer);
		const wasPaired = this.#paired !== null;
		this.#ticket = this.#paired = null;
		this.#hasEnded = false;
		this.#store.attempt(this.#clock.now(), () => {
			if (wasPaired) this.#store.forgetHistory();
			for (const key of ['ticket', 'paired', 'pairing_ended']) this.#store.settings.clear(key);
		});
		if (wasPaired) this.#told.anew();
		this.#tell();
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	#poll(afterMs: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#ask(), afterMs);
	}

	async #ask(): Promise<void> {
		const ticket = this.#ticket;
		if (ticket === null || this.#central === null) return;
		if (ticket.expiresAt <= this.#clock.now()) {
			this.#drop();
			return;
		}
		const answer = await this.#central.askPairing(ticket.ticket);
		if (this.#isStopped || this.#ticket !== ticket) return;
		if (answer.kind === 'paired') this.#take(answer.paired);
		else if (answer.kind === 'over') this.#drop();
		else {
			if (answer.kind === 'waiting') this.#backOff.reset();
			this.#poll(answer.kind === 'waiting' ? POLL_MS : (answer.retryAfterMs ?? this.#backOff.next()));
		}
	}

	/** The key is on the disk before anything else happens: the ticket gives it once. */
	#take(paired: Paired): void {
		const now = this.#clock.now();
		const isAnew = this.#hasEnded;
		const isKept = this.#store.attempt(now, () => {
			if (isAnew) this.#store.forgetHistory();
			this.#store.settings.set('paired', paired);
			this.#store.settings.set('pairing_ended', false);
			this.#store.settings.clear('ticket');
			this.#store.events.add(now, 'paired');
			return true;
		});
		// until the key has been used the ticket may be presented again
		if (isKept === null) {
			this.#poll(this.#backOff.next());
			return;
		}
		this.#paired = paired;
		this.#hasEnded = false;
		this.#ticket = null;
		if (isAnew) this.#told.anew();
		this.#tell();
	}

	#drop(): void {
		this.#ticket = null;
		this.#store.attempt(this.#clock.now(), () => {
			this.#store.settings.clear('ticket');
		});
		this.#tell();
	}

	#tell(): void {
		this.#told.changed(this.state);
	}
}
