import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isLocale } from '#lib/i18n/messages/runtime.js';
import { isWaterUnit } from '#lib/i18n/water.ts';
import {
	createAccessToken,
	readAccessTokens,
	revokeAccessToken
} from '#lib/server/accounts/access-tokens.ts';
import { changePassword, checkPassword, readPasswordState } from '#lib/server/accounts/change-password.ts';
import {
	endOwnSession,
	endOwnSessions,
	noteSession,
	readOwnSessions
} from '#lib/server/accounts/own-sessions.ts';
import { PASSWORD_MOST } from '#lib/server/accounts/password.ts';
import { chooseLanguage, chooseWaterUnit } from '#lib/server/accounts/preferences.ts';
import { readSession } from '#lib/server/accounts/session.ts';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { textField } from '#portal/server/form-fields.ts';
import { setLanguageCookie } from '#portal/server/language-cookie.ts';
import { placeOf } from '#portal/server/place.ts';
import { portal } from '#portal/server/portal.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { clearSessionCookie } from '#portal/server/session-cookie.ts';
import { staffReader } from '#portal/server/staff.ts';
import { readTokenForm } from '#portal/server/token-form.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

const SAID = ['language', 'water', 'ended', 'others', 'password', 'revoked'] as const;

/** Whoever is signed in; staff with their second factor. @throws Redirect */
async function settingsReader(event: Pick<RequestEvent, 'locals' | 'url'>): Promise<Reader> {
	const reader = pageReader(event);
	const viewer = await readSession(reader.pool, reader.token);
	if (viewer === null) await stillSignedIn(event, reader);
	return viewer?.kind === 'staff' ? staffReader(event) : reader;
}

/** What is about the own sign-in; `?saved` says what has just been done. */
export const load: PageServerLoad = async (event) => {
	const { pool, token, now } = await settingsReader(event);
	const place = placeOf(event);
	await noteSession(pool, token, place);
	const [sessions, password, tokens] = await Promise.all([
		readOwnSessions(pool, token, place),
		readPasswordState(pool, token),
		readAccessTokens(pool, token)
	]);
	const saved = event.url.searchParams.get('saved');
	return { sessions, password, tokens, now, said: SAID.find((word) => word === saved) ?? null };
};

const back = (said: (typeof SAID)[number], place: string): never =>
	redirect(303, `/settings?saved=${said}#${place}`);

export const actions: Actions = {
	/** `language`: kept with the account and in this browser. */
	language: async (event) => {
		const { pool, token } = await settingsReader(event);
		const chosen = textField(await event.request.formData(), 'language');
		if (!isLocale(chosen)) redirect(303, '/settings');
		await chooseLanguage(pool, token, chosen);
		setLanguageCookie(event.cookies, chosen, portal().config.secureCookies);
		back('language', 'shown');
	},
	/** `water`: in which unit. */
	water: async (event) => {
		const { pool, token } = await settingsReader(event);
		const chosen = textField(await event.request.formData(), 'water');
		if (!isWaterUnit(chosen)) redirect(303, '/settings');
		await chooseWaterUnit(pool, token, chosen);
		back('water', 'shown');
	},
	/** `session`: one of one's own. */
	end: async (event) => {
		const { pool, token } = await settingsReader(event);
		const session = textField(await event.request.formData(), 'session');
		if (isHomeId(session)) await endOwnSession(pool, token, session);
		back('ended', 'sessions');
	},
	endOthers: async (event) => {
		const { pool, token } = await settingsReader(event);
		await endOwnSessions(pool, token, false);
		back('others', 'sessions');
	},
	endAll: async (event) => {
		const { pool, token } = await settingsReader(event);
		await endOwnSessions(pool, token, true);
		clearSessionCookie(event.cookies, portal().config.secureCookies);
		redirect(303, '/sign-in');
	},
	/** Answers `{ password: { problem, retryAfterS? } }`. */
	password: async (event) => {
		const { pool, token } = await settingsReader(event);
		const form = await event.request.formData();
		const [present, next] = [textField(form, 'present'), textField(form, 'next')];
		const refuse = (problem: string, retryAfterS = 0, status = 400) =>
			fail(status, { password: { problem, retryAfterS } });
		if (next.length > PASSWORD_MOST) return refuse('long');
		const change = {
			present: present.slice(0, PASSWORD_MOST),
			next,
			tokensToo: textField(form, 'tokens') === 'yes'
		};
		const answer = await changePassword(pool, token, change);
		if (answer.kind === 'changed') back('password', 'password');
		if (answer.kind === 'too_many') return refuse('limited', answer.retryAfterS, 429);
		return refuse(answer.kind);
	},
	/** Answers `{ made: { token, name } }`, shown this once; or `{ token: { sent, problem, retryAfterS? } }`. */
	make: async (event) => {
		const { pool, token } = await settingsReader(event);
		const data = await event.request.formData();
		const form = readTokenForm(data);
		const refuse = (problem: string, retryAfterS = 0, status = 400) =>
			fail(status, { token: { sent: form.sent, problem, retryAfterS } });
		if (!form.ok) return refuse(form.fault);
		const check = await checkPassword(pool, token, textField(data, 'password').slice(0, PASSWORD_MOST));
		if (check.kind === 'too_many') return refuse('limited', check.retryAfterS, 429);
		if (check.kind !== 'right') return refuse('wrong');
		const answer = await createAccessToken(pool, token, check.hash, form.value);
		if (answer.kind !== 'made') return refuse(answer.kind);
		return { made: { token: answer.token, name: form.value.name } };
	},
	/** `token`: one of one's own. */
	revoke: async (event) => {
		const { pool, token } = await settingsReader(event);
		const id = textField(await event.request.formData(), 'token');
		if (isHomeId(id)) await revokeAccessToken(pool, token, id);
		back('revoked', 'tokens');
	}
};
