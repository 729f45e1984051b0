import { error, redirect } from '@sveltejs/kit';
import { beginLogin } from '#lib/server/accounts/provider.ts';
import { countAttempt } from '#lib/server/accounts/sign-in-by-identity.ts';
import { clientAddress } from '#portal/server/address.ts';
import { portal, present } from '#portal/server/portal.ts';
import { safePath } from '#portal/server/viewer.ts';
import {
	backToSignIn,
	callbackOf,
	noted,
	setLoginCookie,
	workProvider
} from '#portal/server/work-sign-in.ts';
import type { RequestHandler } from './$types';

/** Sends staff to their company's provider, by a link: a form's redirect to another site would need a wider policy. */
export const GET: RequestHandler = async ({ request, cookies, url, locals, getClientAddress }) => {
	const work = workProvider();
	if (work === null) error(404, 'Not available');
	const { config, pool } = portal();
	const next = safePath(url.searchParams.get('next'));
	const address = clientAddress(request.headers, config.trustedProxies, getClientAddress());
	if ((await countAttempt(pool, address)) !== null) backToSignIn('limited', next);
	const begun = await beginLogin(work.provider, {
		callback: callbackOf(work.origin),
		next,
		language: locals.language,
		now: present()
	}).catch((thrown: unknown) => backToSignIn(noted(thrown), next));
	setLoginCookie(cookies, begun.login, work.provider.clientSecret);
	redirect(303, begun.address, { external: true });
};
