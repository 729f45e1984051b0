import type { Cookies } from '@sveltejs/kit';
import { kiosk } from './home-node.ts';
import { idOf, makeToken } from './sessions.ts';

const COOKIE = 'hemvy_display';
// In the home there is no https, so the cookie cannot be Secure. It ends with the browser at the latest.
const TERMS = { path: '/', httpOnly: true, sameSite: 'strict', secure: false } as const;

/** By what the session of a cookie is known; null: there is no cookie. */
export function sessionIdOf(cookies: Cookies): string | null {
	const token = cookies.get(COOKIE);
	return token !== undefined && /^[\w-]{43}$/.test(token) ? idOf(token) : null;
}

/**
 * What the cookie of an open stream is known by: whoever has none gets one that opens nothing, so that the stream is
 * found again when the PIN is entered on that page.
 */
export function streamSessionOf(cookies: Cookies): string {
	const known = sessionIdOf(cookies);
	if (known !== null) return known;
	const token = makeToken();
	cookies.set(COOKIE, token, TERMS);
	return idOf(token);
}

/** Opens a session for whoever has entered the right PIN. Its secret is new, so that no planted one is worth anything. */
export function openSession(cookies: Cookies): void {
	const { sessions, feed } = kiosk();
	const before = sessionIdOf(cookies);
	sessions.close(before);
	const token = sessions.open();
	cookies.set(COOKIE, token, TERMS);
	feed.change(before, idOf(token));
}

/** Locks the display: the details and the pages of set-up, on every page that has this cookie. */
export function closeSession(cookies: Cookies): void {
	const { sessions, feed } = kiosk();
	const id = sessionIdOf(cookies);
	sessions.close(id);
	feed.change(id, id);
}
