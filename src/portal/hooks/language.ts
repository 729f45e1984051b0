import type { Handle } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/i18n/messages/server.js';
import { isInterface } from './answered.ts';

/** The language of a page: the visitor's choice, else the browser's, else Swedish. Programs are answered in English. */
export const language: Handle = ({ event, resolve }) => {
	event.locals.language = 'en';
	if (isInterface(event.url.pathname) || event.url.pathname === '/healthz') return resolve(event);
	return paraglideMiddleware(event.request, ({ request, locale }) => {
		event.locals.language = locale;
		return resolve(
			{ ...event, request },
			{ transformPageChunk: ({ html }) => html.replace('%lang%', locale) }
		);
	});
};
