import type { RequestEvent } from '@sveltejs/kit';
import type { Place } from '#lib/server/accounts/own-sessions.ts';
import { clientAddress } from './address.ts';
import { portal } from './portal.ts';

/** Where a request comes from, as far as our own proxies vouch for it. */
export function placeOf({
	request,
	getClientAddress
}: Pick<RequestEvent, 'request' | 'getClientAddress'>): Place {
	const { trustedProxies } = portal().config;
	return {
		userAgent: request.headers.get('user-agent'),
		address: clientAddress(request.headers, trustedProxies, getClientAddress())
	};
}
