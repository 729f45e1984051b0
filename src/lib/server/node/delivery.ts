import { MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import { BackOff } from './back-off.ts';
import type { Accepted, Central, DeliveryAnswer, Item, Paired } from './central.ts';
import type { PendingHour } from './hours.ts';
import type { Store } from './store.ts';

/** Items of one delivery, as the contract with the central system has it. */
const MOST = 500;
/** A look whether there is something to deliver, and at most this long between two deliveries that failed. */
const LOOK_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** A key that was refused is tried again: a proxy may have answered in the central system's place. */
const ENDED_MS = 3600_000;
/** The clock is held against the central system's this often, also when there is nothing to deliver. */
const CLOCK_CHECK_S = 24 * 3600;

export interface DeliveryTerms {
	readonly store: Store;
	readonly central: Central;
	/** UTC seconds by the node's clock. */
	readonly now: () => number;
	/** null: the node is not paired. */
	readonly paired: () => Paired | null;
	/** The central system says that it knows the key no more, or knows it. */
	readonly judged: (isKnown: boolean) => void;
	/** The central system's time, UTC seconds. */
	readonly told: (centralNow: number) => void;
	readonly random?: () => number;
}

/** How the link to the central system is. UTC seconds. */
export interface DeliveryState {
	readonly link: 'up' | 'down' | 'unknown';
	readonly since: number | null;
	readonly reason: string | null;
}

/** What one round came to. */
export type Round =
	| { readonly kind: 'unpaired' | 'nothing' | 'ended' }
	| { readonly kind: 'delivered'; readonly stored: number; readonly refused: number; readonly left: boolean }
	| { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs: number | null };

/** Delivers hours to the central system until each is stored there or refused. */
export class Delivery {
	readonly #terms: DeliveryTerms;
	readonly #backOff: BackOff;
	#timer: NodeJS.Timeout | undefined;
	#isUnderWay = false;
	/** Something new came while a delivery was under way, which may have left without it. */
	#isNew = false;
	#isStopped = false;
	#hasEnded = false;
	#batch = MOST;
	#lastContact = -Infinity;
	#state: DeliveryState = { link: 'unknown', since: null, reason: null };

	constructor(terms: DeliveryTerms) {
		this.#terms = terms;
		this.#backOff = new BackOff(5000, LONGEST_WAIT_MS, terms.random);
	}

	get state(): DeliveryState {
		return this.#state;
	}

	/** Begins to deliver, now and for ever. */
	start(): void {
		this.#later(0);
	}

	/** There is something new: deliver soon, unless the central system is being waited for. */
	nudge(): void {
		this.#isNew = true;
		if (this.#state.link !== 'down' && !this.#hasEnded) this.#later(1000);
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
		this.#terms.central.stop();
	}

	/** One delivery. `start` does this for ever; tests do it by hand. */
	async round(): Promise<Round> {
		const { store, central, now, paired } = this.#terms;
		const pairing = paired();
		if (pairing === null) return { kind: 'unpaired' };
		const began = now();
		const hours = store.hours.pending(this.#batch).filter((hour) => isOver(hour, began));
		if (hours.length === 0 && began - this.#lastContact < CLOCK_CHECK_S) return { kind: 'nothing' };
		const byId = new Map(hours.map((hour) => [idOf(hour), hour]));
		const items = hours.map((hour) => itemOf(hour, pairing));
		const answer = await central.deliver(pairing.key, began, items);
		if (this.#isStopped) return { kind: 'failed', reason: 'stopped', retryAfterMs: null };
		return this.#concluded(answer, byId);
	}

	#concluded(answer: DeliveryAnswer, byId: ReadonlyMap<string, PendingHour>): Round {
		switch (answer.kind) {
			case 'failed':
				return this.#failed(answer.reason, answer.retryAfterMs);
			case 'ended':
				this.#linked('up', null);
				this.#terms.judged(false);
				return { kind: 'ended' };
			case 'unreadable':
				return this.#smaller(answer.reason, byId);
			case 'accepted':
				return this.#accepted(answer.answer, byId);
		}
	}

	#accepted({ now: told, stored, refused }: Accepted, byId: ReadonlyMap<string, PendingHour>): Round {
		const { store, now } = this.#terms;
		const left = new Map(byId);
		const known: PendingHour[] = [];
		const never: { hour: PendingHour; reason: string }[] = [];
		const take = (id: string | null) => {
			const hour = left.get(id ?? '');
			left.delete(id ?? '');
			return hour;
		};
		for (const id of stored) known.push(...[take(id)].filter((hour) => hour !== undefined));
		for (const { id, reason } of refused) {
			// an hour of the future will have been one day: that is a clock's fault, and it is put right
			const hour = reason === 'future' ? undefined : take(id);
			if (hour) never.push({ hour, reason });
		}
		const isKept = store.attempt(now(), () => {
			store.hours.judge(known, 'stored');
			store.hours.judge(
				never.map(({ hour }) => hour),
				'refused'
			);
			this.#sayRefused(never);
			return true;
		});
		this.#terms.judged(true);
		this.#terms.told(Date.parse(told) / 1000);
		this.#lastContact = now();
		if (isKept === null) return this.#failed('The disk is full.', null);
		if (left.size > 0 && left.size === byId.size) return this.#failed('Nothing of it was taken in.', null);
		this.#linked('up', null);
		this.#backOff.reset();
		const isMore = byId.size === this.#batch || left.size > 0;
		this.#batch = Math.min(MOST, this.#batch * 2);
		return { kind: 'delivered', stored: known.length, refused: never.length, left: isMore };
	}

	/**
	 * A delivery that is not understood as a whole is sent in halves: it may have been too large. One hour alone that is
	 * not understood waits: the central system refuses an hour by its id, so this is somebody else, or a fault to be mended.
	 */
	#smaller(reason: string, byId: ReadonlyMap<string, PendingHour>): Round {
		if (byId.size < 2) return this.#failed(reason, null);
		this.#batch = Math.max(1, Math.floor(byId.size / 2));
		return { kind: 'delivered', stored: 0, refused: 0, left: true };
	}

	/** One event for each meter and reason: a wrong serial refuses hundreds of hours at once. */
	#sayRefused(refused: readonly { hour: PendingHour; reason: string }[]): void {
		const groups = new Map<string, PendingHour[]>();
		for (const { hour, reason } of refused) {
			const group = `${hour.serial}\n${reason}`;
			groups.set(group, [...(groups.get(group) ?? []), hour]);
		}
		for (const [group, hours] of groups) {
			const [serial = '', reason = ''] = group.split('\n');
			this.#terms.store.events.extend(this.#terms.now(), 'hour_refused', serial, 86_400, (last) => ({
				reason,
				from: hours[0]?.at,
				...(last['reason'] === reason && typeof last['from'] === 'number' ? { from: last['from'] } : {}),
				to: hours.at(-1)?.at,
				hours: hours.length + (typeof last['hours'] === 'number' ? last['hours'] : 0)
			}));
		}
	}

	#failed(reason: string, retryAfterMs: number | null): Round {
		this.#linked('down', reason);
		return { kind: 'failed', reason, retryAfterMs };
	}

	#linked(link: 'up' | 'down', reason: string | null): void {
		const since = this.#state.link === link ? this.#state.since : this.#terms.now();
		this.#state = { link, since, reason };
	}

	#later(ms: number): void {
		if (this.#isStopped || this.#isUnderWay) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#goOn(), ms);
	}

	#nextLookMs(): number {
		return this.#isNew ? 1000 : LOOK_MS;
	}

	async #goOn(): Promise<void> {
		this.#isUnderWay = true;
		this.#isNew = false;
		const round = await this.round();
		this.#isUnderWay = false;
		this.#hasEnded = round.kind === 'ended';
		if (round.kind === 'failed') this.#later(Math.max(round.retryAfterMs ?? 0, this.#backOff.next()));
		else if (round.kind === 'ended') this.#later(ENDED_MS);
		else if (round.kind === 'delivered' && round.left) this.#later(50);
		else this.#later(this.#nextLookMs());
	}
}

/** A gauge's mean belongs to the hour that begins at `at`. */
function isOver({ at, medium }: PendingHour, now: number): boolean {
	return now >= (medium === 'temperature' ? at + 3600 : at);
}

/** The same at every attempt, another for a changed value. */
const idOf = ({ at, series_id, revision }: PendingHour) => `${at}-${series_id}-${revision}`;

function itemOf(hour: PendingHour, { meters }: Paired): Item {
	// put into the table as a Medium only
	const medium = hour.medium as Medium;
	const { scale, unit } = MEDIUM_FACTS[medium];
	const told = meters.find(({ serial }) => serial === hour.serial)?.scale ?? scale;
	const digits = Math.max(0, Math.min(-scale, -told));
	return {
		id: idOf(hour),
		meter: hour.serial,
		medium,
		at: new Date(hour.at * 1000).toISOString().replace('.000Z', 'Z'),
		value: (hour.value * 10 ** scale).toFixed(digits),
		unit,
		quality: hour.quality
	};
}
