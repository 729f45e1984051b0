import type { Handle } from '@sveltejs/kit/hooks';
import { protect } from '#lib/server/http/protection.ts';

/** Headers that protect every answer. */
export const secured: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	protect(response.headers);
	return response;
};
