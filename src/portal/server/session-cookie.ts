import type { Cookies } from '@sveltejs/kit';
import { SESSION_COOKIE } from '#lib/server/accounts/session-token.ts';

/**
 * The cookie that carries a session's token: for our own pages only (SameSite=Lax), closed to scripts, over https
 * only wherever people use https.
 */
export function setSessionCookie(cookies: Cookies, token: string, expires: Date, secure: boolean): void {
	cookies.set(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
}

/** Takes the session's cookie away. */
export function clearSessionCookie(cookies: Cookies, secure: boolean): void {
	cookies.delete(SESSION_COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
