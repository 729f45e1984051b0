import type { Handle } from '@sveltejs/kit/hooks';
import { isForeign } from '#lib/server/http/origin.ts';
import { kiosk } from '../server/home-node.ts';
import { isOwnHost } from '../server/host.ts';
import { problem, problemOfStatus, type ProblemCode } from '../server/problem.ts';

/** Whether an address is answered to programs. */
export function isInterface(pathname: string): boolean {
	return /^\/(api(\/|$)|healthz$|metrics$)/.test(pathname);
}

/** A request that names another host is refused before anything is looked at. */
export const meant: Handle = ({ event, resolve }) => {
	if (isOwnHost(event.request.headers.get('host'), kiosk().config.hosts)) return resolve(event);
	return refusal('foreign_host', event.url.pathname);
};

/** Every refusal of the interface is problem details, also those that the framework makes. */
export const answered: Handle = async ({ event, resolve }) => {
	if (!isInterface(event.url.pathname)) return resolve(event);
	if (event.route.id === null) return problem('not_found');
	const response = await resolve(event);
	const type = response.headers.get('content-type');
	const isHealth = event.url.pathname === '/healthz' && type === 'application/json';
	if (response.status < 400 || isHealth || type === 'application/problem+json') return response;
	return problemOfStatus(response.status, response.headers.get('allow'));
};

/** What another site's page sent in a visitor's name is refused before anything is done. */
export const ours: Handle = ({ event, resolve }) =>
	isForeign(event.request, null) ? refusal('foreign_origin', event.url.pathname) : resolve(event);

async function refusal(code: ProblemCode, pathname: string): Promise<Response> {
	const refused = problem(code);
	if (isInterface(pathname)) return refused;
	const { detail } = (await refused.json()) as { detail: string };
	return new Response(detail, {
		status: refused.status,
		headers: { 'content-type': 'text/plain; charset=utf-8' }
	});
}
