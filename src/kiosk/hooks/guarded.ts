import { redirect } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';

/** What is behind the PIN leads to where it is entered, also what is sent there. */
export const guarded: Handle = ({ event, resolve }) => {
	const isBehind = event.url.pathname.startsWith('/setup/') || event.route.id?.startsWith('/setup/') === true;
	if (isBehind && !event.locals.session.setup) redirect(303, '/setup');
	return resolve(event);
};
