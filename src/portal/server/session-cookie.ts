import type { Cookies } from '@sveltejs/kit';
import { SESSION_COOKIE } from '#lib/server/accounts/session-token.ts';

/**
 * The cookie that carries a session's token: for our own pages only (SameSite=Lax), closed to scripts, over https
 * only wherever people use https.
 */
export function setSessionCookie(cookies: Cookies, token: string, expires: Date, secure: boolean): void {
	cookies.set(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
}

/** As setSessionCookie, for what runs beside a page's own data. */
export function renewSessionCookie(...all: Parameters<typeof setSessionCookie>): void {
	unlessSent(() => {
		setSessionCookie(...all);
	});
}

/**
 * Sets a cookie beside a page's own data: where the page has sent its visitor elsewhere meanwhile, the answer has left,
 * and the next one sets it.
 */
export function unlessSent(set: () => void): void {
	try {
		set();
	} catch (thrown) {
		if (!(thrown instanceof Error && thrown.message.startsWith('cookies_set_after_response'))) throw thrown;
	}
}

/** Takes the session's cookie away. */
export function clearSessionCookie(cookies: Cookies, secure: boolean): void {
	cookies.delete(SESSION_COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
