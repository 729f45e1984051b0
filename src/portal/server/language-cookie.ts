import type { Cookies } from '@sveltejs/kit';
import type { Language } from '#lib/i18n/formats.ts';
import { cookieMaxAge, cookieName } from '#lib/i18n/messages/runtime.js';

/** Remembers a language in this browser. Scripts read this cookie too. */
export function setLanguageCookie(cookies: Cookies, language: Language, secure: boolean): void {
	cookies.set(cookieName, language, {
		path: '/',
		maxAge: cookieMaxAge,
		sameSite: 'lax',
		httpOnly: false,
		secure
	});
}
