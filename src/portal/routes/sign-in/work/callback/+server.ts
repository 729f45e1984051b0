import { error, redirect } from '@sveltejs/kit';
import { finishLogin } from '#lib/server/accounts/provider.ts';
import { countAttempt, isFirstUse, signInByIdentity } from '#lib/server/accounts/sign-in-by-identity.ts';
import { clientAddress } from '#portal/server/address.ts';
import { portal, present } from '#portal/server/portal.ts';
import { setSessionCookie } from '#portal/server/session-cookie.ts';
import { safePath } from '#portal/server/viewer.ts';
import {
	backToSignIn,
	callbackOf,
	noted,
	takeLoginCookie,
	workProvider
} from '#portal/server/work-sign-in.ts';
import type { RequestHandler } from './$types';

/** The provider's answer: signs in, or goes back to the sign-in page, which does not say which account is unknown. */
export const GET: RequestHandler = async ({ request, cookies, url, getClientAddress }) => {
	const work = workProvider();
	if (work === null) error(404, 'Not available');
	const { config, pool, log } = portal();
	const { provider, origin } = work;
	const address = clientAddress(request.headers, config.trustedProxies, getClientAddress());
	if ((await countAttempt(pool, address)) !== null) backToSignIn('limited', null);
	const login = takeLoginCookie(cookies, url.searchParams.get('state'), provider.clientSecret);
	if (login === null || !(await isFirstUse(pool, login.state))) backToSignIn('used', null);
	const next = safePath(login.next);
	// What the provider was told, whatever name this request came by.
	const answer = new URL(url.search, callbackOf(origin));
	const identity = await finishLogin(provider, login, answer, present()).catch((thrown: unknown) =>
		backToSignIn(noted(thrown), next)
	);
	const signedIn = await signInByIdentity(pool, identity, provider.company);
	if (signedIn.kind === 'too_many') backToSignIn('limited', next);
	if (signedIn.kind === 'refused') {
		log.warn({ reason: signedIn.reason, isVerified: identity.isVerified }, 'work sign-in refused');
		backToSignIn('unknown', next);
	}
	setSessionCookie(cookies, signedIn.token, signedIn.expires, config.secureCookies);
	redirect(303, next);
};
