import type { Pool } from '../../db/connection.ts';
import { homeMeters, type HomeMeter, type HomeMeterRow } from './home-meter.ts';
import { hungAt } from '../meters.ts';

export interface PairingWish {
	/** SHA-256, hex. */
	readonly codeHash: string;
	/** SHA-256, hex. */
	readonly ticketHash: string;
	/** What the node calls itself, 1 to 40 characters. */
	readonly name: string;
	/** Where it asks from: an IP address. */
	readonly address: string;
}

/** `taken`: another node shows this very code at the moment; come with a new one. */
export type BeginAnswer =
	| { readonly kind: 'begun'; readonly expires: Date }
	| { readonly kind: 'taken' }
	| { readonly kind: 'too_many'; readonly retryAfterS: number };

interface BeginRow {
	outcome: 'begun' | 'taken' | 'too_many';
	expires: Date | null;
	retry_after_s: number | null;
}

/** Lets a node wait for somebody to enter its code. @param gate signed in as hemvy_gate */
export async function beginPairing(gate: Pool, wish: PairingWish): Promise<BeginAnswer> {
	const [row] = await gate<BeginRow[]>`
		select outcome, expires, retry_after_s from node.begin_pairing(
			decode(${wish.codeHash}, 'hex'), decode(${wish.ticketHash}, 'hex'), ${wish.name}, ${wish.address})`;
	if (row?.outcome === 'begun' && row.expires !== null) return { kind: 'begun', expires: row.expires };
	if (row?.outcome === 'taken') return { kind: 'taken' };
	return { kind: 'too_many', retryAfterS: Math.max(1, row?.retry_after_s ?? 1) };
}

/** `gone`: the ticket's time is over, its key is in use already, or there never was such a ticket. */
export type TakeAnswer =
	| { readonly kind: 'waiting' }
	| { readonly kind: 'gone' }
	| { readonly kind: 'paired'; readonly timeZone: string; readonly meters: readonly HomeMeter[] };

interface TakeRow {
	outcome: 'waiting' | 'gone' | 'paired';
	time_zone: string | null;
	meters: HomeMeterRow[] | null;
}

/**
 * Gives `key` to whoever holds the ticket, once its code has been entered. Until the key has been used the ticket may
 * be presented again, because an answer may be lost: the new key then takes the place of the one before.
 * @param gate signed in as hemvy_gate
 * @param key its id, and the SHA-256 of its secret in hex
 * @param now UTC seconds
 * @returns the meters that hang in the home now
 */
export async function takePairing(
	gate: Pool,
	ticketHash: string,
	key: { readonly id: string; readonly secretHash: string },
	now: number
): Promise<TakeAnswer> {
	const [row] = await gate<TakeRow[]>`
		select outcome, time_zone, meters
		from node.take_pairing(decode(${ticketHash}, 'hex'), ${key.id}, decode(${key.secretHash}, 'hex'))`;
	if (row?.outcome === 'waiting') return { kind: 'waiting' };
	if (row?.outcome !== 'paired' || row.time_zone === null) return { kind: 'gone' };
	const meters = homeMeters(row.meters ?? []).filter((meter) => hungAt(meter, now));
	return { kind: 'paired', timeZone: row.time_zone, meters };
}
