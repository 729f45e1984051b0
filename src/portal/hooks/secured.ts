import type { Handle } from '@sveltejs/kit/hooks';
import { protect } from '#lib/server/http/protection.ts';
import { portal } from '../server/portal.ts';

/** Headers that protect every answer. */
export const secured: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	protect(response.headers);
	if (portal().config.secureCookies) response.headers.set('strict-transport-security', 'max-age=31536000');
	return response;
};
