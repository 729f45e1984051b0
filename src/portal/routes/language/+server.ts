import { redirect } from '@sveltejs/kit';
import { isLocale } from '#lib/i18n/messages/runtime.js';
import { chooseLanguage } from '#lib/server/accounts/preferences.ts';
import { setLanguageCookie } from '#portal/server/language-cookie.ts';
import { portal } from '#portal/server/portal.ts';
import { safePath } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** Remembers the chosen language, with the account of whoever is signed in, and goes back to where it was chosen. */
export const POST: RequestHandler = async ({ request, cookies, locals }) => {
	const form = await request.formData();
	const chosen = form.get('language');
	const back = form.get('back');
	if (isLocale(chosen)) {
		const { config, pool } = portal();
		setLanguageCookie(cookies, chosen, config.secureCookies);
		if (locals.token !== null) await chooseLanguage(pool, locals.token, chosen);
	}
	const path = typeof back === 'string' ? back : null;
	redirect(303, path?.startsWith('/sign-in') ? path : safePath(path));
};
