import { closeSession, readSession } from '#lib/server/accounts/session.ts';
import { signIn } from '#lib/server/accounts/sign-in.ts';
import { placeOf } from '#portal/server/place.ts';
import { portal, present } from '#portal/server/portal.ts';
import { problem } from '#portal/server/problem.ts';
import { credentialsSchema, parse } from '#portal/server/requests.ts';
import { clearSessionCookie, setSessionCookie } from '#portal/server/session-cookie.ts';
import type { RequestHandler } from './$types';

const WRITE =
	'Send JSON such as {"email": "anna@example.se", "password": "…"} with Content-Type: application/json.';

/** Signs a program in: JSON `{email, password}` → 200 `{person: {name} | null, expires}` and the session cookie. */
export const POST: RequestHandler = async ({ request, cookies, getClientAddress }) => {
	const { config, pool } = portal();
	if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
		return problem('unsupported_media_type', WRITE);
	}
	const body: unknown = await request.json().catch(() => undefined);
	if (body === undefined) return problem('bad_body', `The body is not JSON. ${WRITE}`);
	const sent = parse(credentialsSchema, body, { secret: true });
	if (!sent.ok) return problem('bad_body', sent.detail);
	const where = {
		...placeOf({ request, getClientAddress }),
		now: present(),
		demo: config.demo
	};
	const answer = await signIn(pool, { ...sent.value, ...where });
	if (answer.kind === 'refused') {
		return problem('wrong_credentials', 'No account has this e-mail address and password.');
	}
	if (answer.kind === 'too_many') {
		const wait = String(answer.retryAfterS);
		return problem('too_many_attempts', `Try again in ${wait} s.`, { 'retry-after': wait });
	}
	setSessionCookie(cookies, answer.token, answer.expires, config.secureCookies);
	const viewer = await readSession(pool, answer.token);
	return Response.json({ person: viewer?.person ?? null, expires: answer.expires.toISOString() });
};

/** Signs out: 204, whoever asks. */
export const DELETE: RequestHandler = async ({ locals, cookies }) => {
	const { config, pool } = portal();
	if (locals.token !== null) await closeSession(pool, locals.token);
	clearSessionCookie(cookies, config.secureCookies);
	return new Response(null, { status: 204 });
};
