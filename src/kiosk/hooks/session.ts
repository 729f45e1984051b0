import type { Handle } from '@sveltejs/kit/hooks';
import { kiosk } from '../server/home-node.ts';
import { sessionIdOf } from '../server/session-cookie.ts';

/** What the PIN that was entered here opens; a request to a page of set-up keeps those open. */
export const session: Handle = ({ event, resolve }) => {
	const { sessions } = kiosk();
	const id = sessionIdOf(event.cookies);
	if (/^\/setup(\/|$)/.test(event.url.pathname)) sessions.visitSetup(id);
	event.locals.session = sessions.rightsOf(id);
	return resolve(event);
};
