import type { Handle } from '@sveltejs/kit/hooks';
import { cookieName, isLocale } from '#lib/i18n/messages/runtime.js';
import { paraglideMiddleware } from '#lib/i18n/messages/server.js';
import { node } from '../server/home-node.ts';
import { isInterface } from './answered.ts';

/** The language of a page: this browser's choice, else the display's. Programs are answered in English. */
export const language: Handle = ({ event, resolve }) => {
	event.locals.language = 'en';
	if (isInterface(event.url.pathname)) return resolve(event);
	const chosen = event.cookies.get(cookieName);
	const spoken = isLocale(chosen) ? chosen : node().settings().language;
	// The library asks a request; this one says nothing but the language.
	const asked = new Request(event.url, { headers: { cookie: `${cookieName}=${spoken}` } });
	return paraglideMiddleware(asked, ({ locale }) => {
		event.locals.language = locale;
		return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
	});
};
