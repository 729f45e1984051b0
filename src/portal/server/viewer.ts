import { redirect } from '@sveltejs/kit';
import { isAccessToken } from '#lib/server/accounts/access-token.ts';
import { isLiveToken } from '#lib/server/accounts/access-tokens.ts';
import { keepSession, readSession } from '#lib/server/accounts/session.ts';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { portal, present } from './portal.ts';
import { describe } from './log.ts';
import { problem } from './problem.ts';

interface Visit {
	readonly locals: App.Locals;
	readonly url: URL;
}

/** The reader of a page's data; whoever has no token is sent to sign in and comes back here. @throws Redirect */
export function pageReader({ locals, url }: Visit): Reader {
	if (locals.token === null) signInFirst(url);
	return { pool: portal().pool, token: locals.token, now: present() };
}

/**
 * A page that found nothing: was it nothing, or is nobody signed in? Only then is the session asked for.
 * @throws Redirect to the sign-in when the token is worth nothing
 */
export async function stillSignedIn({ url }: Visit, { pool, token }: Reader): Promise<void> {
	if ((await readSession(pool, token)) === null) signInFirst(url);
}

function signInFirst(url: URL): never {
	const here = url.pathname + url.search;
	redirect(303, here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`);
}

/** The reader of the interface, or the refusal when no token is presented at all. */
export function interfaceReader({ locals }: Visit): Reader | Response {
	if (locals.token === null) return problem('not_signed_in');
	return { pool: portal().pool, token: locals.token, now: present() };
}

/** Whether a token is worth anything: a session's, or a program's. */
export async function isKnown({ pool, token }: Reader): Promise<boolean> {
	return isAccessToken(token) ? isLiveToken(pool, token) : (await readSession(pool, token)) !== null;
}

/** Nothing was found: 404 for somebody signed in, 401 for nobody. Another's home and no home are the same answer. */
export async function notFound(reader: Reader): Promise<Response> {
	return problem((await isKnown(reader)) ? 'not_found' : 'not_signed_in');
}

/** Keeps a program's session alive; a personal access token ends when it ends. Done aside: the answer does not wait for it, and its failure is the log's alone. */
export function keep({ pool, token, now }: Reader): void {
	if (isAccessToken(token)) return;
	keepSession(pool, token, now).catch((thrown: unknown) => {
		portal().log.warn(describe(thrown), 'session not kept');
	});
}

/** Where to go after signing in: an address of our own, never another site's. */
export function safePath(next: string | null): string {
	if (next === null || !/^\/(?![/\\])[^\\\s]*$/.test(next)) return '/';
	return /^\/(sign-in|sign-out|language)(\/|\?|$)/.test(next) ? '/' : next;
}
