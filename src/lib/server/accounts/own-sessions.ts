import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSession, readAsSession } from '#lib/server/db/session.ts';
import { deviceWords } from './device.ts';
import { networkOf } from './network.ts';

/** A sign-in of one's own that goes on. */
export interface OwnSession {
	readonly id: string;
	/** 'Firefox, Windows'; null: not known. */
	readonly device: string | null;
	/** UTC seconds. */
	readonly opened: number;
	/** When it was used last, to ten minutes; UTC seconds. */
	readonly seen: number;
	readonly isThis: boolean;
	/** Used from the network that whoever asks is on; null: not known. */
	readonly isHere: boolean | null;
}

/** Where a request comes from. */
export interface Place {
	readonly userAgent: string | null;
	/** An IP address: only the network's part of it is passed on, and only to be hashed. */
	readonly address: string;
}

interface SessionRow {
	id: string;
	device: string | null;
	opened: number;
	seen: number;
	is_this: boolean;
	is_here: boolean | null;
}

/** Whoever presents the token: their own sessions, this one first. Nobody else's are ever told. */
export async function readOwnSessions(pool: Pool, token: string, { address }: Place): Promise<OwnSession[]> {
	const rows = await readAsSession<SessionRow>(
		pool,
		token,
		`select s.session_id as id, s.device, extract(epoch from s.opened)::bigint as opened,
			extract(epoch from s.seen)::bigint as seen, s.is_this, s.is_here from account.own_sessions($1) s`,
		[networkOf(address)]
	);
	return rows.map(({ is_this: isThis, is_here: isHere, ...row }) => ({ ...row, isThis, isHere }));
}

/** Ends one of one's own sessions; one that is over already needs nothing. */
export async function endOwnSession(pool: Pool, token: string, id: string): Promise<void> {
	await callAsSession(pool, token, 'select account.end_session($1::uuid)', [id]);
}

/** Ends all of one's own sessions: all others, or this one too. */
export async function endOwnSessions(pool: Pool, token: string, isThisToo: boolean): Promise<void> {
	await callAsSession(pool, token, 'select account.end_sessions($1::boolean)', [isThisToo]);
}

/** Notes that a session is used here and now. */
export async function noteSession(pool: Pool, token: string, { userAgent, address }: Place): Promise<void> {
	await callAsSession(pool, token, 'select account.note_session($1, $2)', [
		deviceWords(userAgent),
		networkOf(address)
	]);
}

const NOTED_EVERY_S = 600;
const NOTED_MOST = 10_000;
const noted = new Map<string, number>();

/**
 * The same every ten minutes for each session, device and address, aside: whoever asks does not wait for it. What is
 * remembered here may be lost.
 */
export function noteSessionAside(
	pool: Pool,
	token: string,
	place: Place,
	{ now, onFailure }: { readonly now: number; readonly onFailure: (thrown: unknown) => void }
): void {
	const key = `${token.slice(0, token.indexOf('.'))} ${place.address} ${place.userAgent ?? ''}`;
	if (now - (noted.get(key) ?? 0) < NOTED_EVERY_S) return;
	if (noted.size >= NOTED_MOST) noted.clear();
	noted.set(key, now);
	noteSession(pool, token, place).catch(onFailure);
}
