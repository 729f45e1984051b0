import type { Handle } from '@sveltejs/kit/hooks';
import { isForeign } from '#lib/server/http/origin.ts';
import { portal } from '../server/portal.ts';
import { problem, problemOfStatus } from '../server/problem.ts';

/** Whether an address belongs to the interface for programs. */
export function isInterface(pathname: string): boolean {
	return pathname === '/api' || pathname.startsWith('/api/');
}

/** Every refusal of the interface is problem details, also those that the framework makes. */
export const answered: Handle = async ({ event, resolve }) => {
	if (!isInterface(event.url.pathname)) return resolve(event);
	if (event.route.id === null) return problem('not_found');
	const response = await resolve(event);
	if (response.status < 400) return response;
	if (response.headers.get('content-type') === 'application/problem+json') return response;
	return problemOfStatus(response.status, response.headers.get('allow'));
};

/** What another site's page sent in a visitor's name is refused before anything is looked at. */
export const ours: Handle = ({ event, resolve }) => {
	if (!isForeign(event.request, portal().config.origin)) return resolve(event);
	const detail = 'This was sent from a page of another site. Open the portal itself and try again.';
	if (isInterface(event.url.pathname)) return problem('foreign_origin', detail);
	return new Response(detail, { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
