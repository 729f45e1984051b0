import { redirect, type Cookies } from '@sveltejs/kit';
import { LOGIN_S, openLogin, sealLogin, type LoginState } from '#lib/server/accounts/login-state.ts';
import { problemOf, type ProviderProblem } from '#lib/server/accounts/provider.ts';
import type { ProviderConfig } from '#lib/server/config/provider.ts';
import { describe } from './log.ts';
import { portal, present } from './portal.ts';

const COOKIE = 'hemvy_login';
const PLACE = '/sign-in/work';

/** What the sign-in page says of a sign-in with a work account; `unknown` does not say why. */
export const WORK_PROBLEMS = ['cancelled', 'used', 'down', 'unknown', 'limited'] as const;
export type WorkProblem = (typeof WORK_PROBLEMS)[number];

/** The company's provider and where it sends people back to; null: this portal has none. */
export function workProvider(): { provider: ProviderConfig; origin: URL } | null {
	const { provider, origin } = portal().config;
	return provider === null || origin === null ? null : { provider, origin };
}

/** Where the provider sends people back to. To be registered there, as it is. */
export const callbackOf = (origin: URL): URL => new URL(`${PLACE}/callback`, origin);

/** Keeps a sign-in that begins in the browser: closed to scripts, sent to this part of the portal only. */
export function setLoginCookie(cookies: Cookies, login: LoginState, clientSecret: string): void {
	cookies.set(COOKIE, sealLogin(login, clientSecret), { ...attributes(), maxAge: LOGIN_S });
}

/** The sign-in that this browser has begun, if it is the one that is answered here; it is then not kept any longer. */
export function takeLoginCookie(
	cookies: Cookies,
	state: string | null,
	clientSecret: string
): LoginState | null {
	const login = openLogin(cookies.get(COOKIE) ?? '', clientSecret, present());
	// Another state: of a sign-in in another window, which may go on.
	if (login === null || login.state !== state) return null;
	cookies.delete(COOKIE, attributes());
	return login;
}

// Lax: the browser comes back from the provider's site.
const attributes = () =>
	({ path: PLACE, httpOnly: true, sameSite: 'lax', secure: portal().config.secureCookies }) as const;

/** Back to the sign-in page, to say what went wrong. @throws Redirect */
export function backToSignIn(problem: WorkProblem, next: string | null): never {
	const query = new URLSearchParams({ work: problem, ...(next === null || next === '/' ? {} : { next }) });
	redirect(303, `/sign-in?${query.toString()}`);
}

/** Notes what the provider, or the way to it, did wrong, and says what to tell whoever is signing in. */
export function noted(thrown: unknown): ProviderProblem {
	const { problem, said } = problemOf(thrown);
	if (problem === 'cancelled') portal().log.info({ said }, 'work sign-in cancelled');
	else portal().log.warn({ ...describe(thrown), said }, 'work sign-in failed');
	return problem;
}
