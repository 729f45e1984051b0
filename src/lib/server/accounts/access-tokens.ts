import { isMedium, MEDIA, type Medium } from '#lib/energy/medium.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSession, callAsSignin, readAsSession } from '#lib/server/db/session.ts';
import { hashOfAccessToken, makeAccessToken } from './access-token.ts';

/** What one token may let through at most. */
export interface TokenScope {
	/** Public ids of homes of one's own that go on. */
	readonly homes: readonly string[];
	readonly media: readonly Medium[];
	readonly resolutions: readonly ('month' | 'day' | 'hour')[];
}

/** A token as its owner sees it; the token itself is not kept. */
export interface OwnToken extends TokenScope {
	readonly id: string;
	readonly name: string;
	/** UTC seconds. */
	readonly created: number;
	readonly expires: number;
	/** Null: never. */
	readonly lastUsed: number | null;
	/** Questions that were answered. */
	readonly uses: number;
}

/** `full`: twenty are enough. `refused`: a home that is not one's own, or a password that has just been changed. */
export type MadeToken =
	| { readonly kind: 'made'; readonly token: string }
	| { readonly kind: 'refused' }
	| { readonly kind: 'full' };

interface Wish extends TokenScope {
	readonly name: string;
	/** 1 to 365. */
	readonly days: number;
}

/** Makes a token for whoever presents the session. @param knownHash of the password that has just been compared */
export async function createAccessToken(
	pool: Pool,
	session: string,
	knownHash: string,
	{ name, homes, media, resolutions, days }: Wish
): Promise<MadeToken> {
	const { token, hash } = makeAccessToken();
	const [row] = await callAsSession<{ outcome: string }>(
		pool,
		session,
		`select outcome from account.make_access_token($1, decode($2, 'hex'), $3, $4::uuid[], $5::text[], $6::text[], $7::int)`,
		[knownHash, hash, name, homes, media, resolutions, days]
	);
	if (row?.outcome === 'made') return { kind: 'made', token };
	return { kind: row?.outcome === 'full' ? 'full' : 'refused' };
}

interface TokenRow {
	id: string;
	name: string;
	homes: string[];
	media: string[];
	resolutions: TokenScope['resolutions'];
	created: number;
	expires: number;
	last_used: number | null;
	uses: number;
}

/** One's own tokens, the newest first; those that have run out for a month more. `homes`: those that are still one's own. */
export async function readAccessTokens(pool: Pool, session: string): Promise<OwnToken[]> {
	const [row] = await readAsSession<{ tokens: string | null }>(
		pool,
		session,
		`select json_agg(json_build_object('id', t.token_id, 'name', t.name, 'homes', t.homes, 'media', t.media,
			'resolutions', t.resolutions, 'created', extract(epoch from t.created)::bigint,
			'expires', extract(epoch from t.expires)::bigint, 'last_used', extract(epoch from t.last_used)::bigint,
			'uses', t.uses))::text as tokens from account.own_access_tokens() t`
	);
	const rows = JSON.parse(row?.tokens ?? '[]') as TokenRow[];
	return rows.map(({ last_used: lastUsed, media, ...token }) => ({
		...token,
		lastUsed,
		media: MEDIA.filter((each) => media.filter(isMedium).includes(each))
	}));
}

/** Takes one of one's own tokens away; one that is gone already needs nothing. */
export async function revokeAccessToken(pool: Pool, session: string, id: string): Promise<void> {
	await callAsSession(pool, session, 'select account.revoke_access_token($1::uuid)', [id]);
}

/** Whether a token lets anything through at this moment. */
export async function isLiveToken(pool: Pool, token: string): Promise<boolean> {
	const [row] = await readAsSession<{ live: boolean }>(pool, token, 'select rights.is_live_token() as live');
	return row?.live === true;
}

const waiting = new Map<string, number>();
const GATHER_MS = 1000;

/**
 * Counts a use of a token, for its owner to see: those of a second are written together. What is lost when the process
 * ends is no more than that second's.
 */
export function countUse(pool: Pool, token: string, onFailure: (thrown: unknown) => void): void {
	const before = waiting.get(token);
	waiting.set(token, (before ?? 0) + 1);
	if (before !== undefined) return;
	setTimeout(() => {
		const uses = waiting.get(token) ?? 0;
		waiting.delete(token);
		callAsSignin(pool, 'select account.note_token_use($1, $2::int)', [token, uses]).catch(onFailure);
	}, GATHER_MS).unref();
}

/** Attempts with a token that is worth nothing, in a quarter of an hour: of one token, and of all from one address. */
const TOKEN_ATTEMPTS = 60;
const ADDRESS_ATTEMPTS = 300;
const BLOCKED_MOST = 10_000;
/** Keys that have used up their attempts, and until when (UTC seconds): these do not reach the database. */
const blocked = new Map<string, number>();

const keysOf = (token: string | null, address: string): string[] => [
	`bearer ${address}`,
	...(token === null ? [] : [`bearer ${hashOfAccessToken(token)}`])
];

/** Seconds that whoever asks has to wait; null: none. @param now UTC seconds */
export function waitFor(token: string | null, address: string, now: number): number | null {
	const ends = Math.max(...keysOf(token, address).map((key) => blocked.get(key) ?? 0));
	return ends > now ? ends - now : null;
}

/** Counts an attempt with what is worth nothing. @param token null: what can be no token at all */
export async function countBadToken(
	pool: Pool,
	token: string | null,
	address: string,
	now: number
): Promise<void> {
	const limits = [ADDRESS_ATTEMPTS, TOKEN_ATTEMPTS];
	for (const [i, key] of keysOf(token, address).entries()) {
		const [row] = await callAsSignin<{ allowed: boolean; wait: number }>(
			pool,
			`select allowed, ceil(extract(epoch from retry_after))::int as wait
				from account.take_attempt($1, $2::int, interval '15 minutes')`,
			[key, limits[i] ?? 0]
		);
		if (row === undefined || row.allowed) continue;
		if (blocked.size >= BLOCKED_MOST) blocked.clear();
		blocked.set(key, now + row.wait);
	}
}
