import { redirect } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, isLocale } from '#lib/i18n/messages/runtime.js';
import { portal } from '#portal/server/portal.ts';
import { safePath } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** Remembers the chosen language and goes back to where it was chosen. Scripts read this cookie too. */
export const POST: RequestHandler = async ({ request, cookies }) => {
	const form = await request.formData();
	const chosen = form.get('language');
	const back = form.get('back');
	if (isLocale(chosen)) {
		const secure = portal().config.secureCookies;
		cookies.set(cookieName, chosen, {
			path: '/',
			maxAge: cookieMaxAge,
			sameSite: 'lax',
			httpOnly: false,
			secure
		});
	}
	const path = typeof back === 'string' ? back : null;
	redirect(303, path?.startsWith('/sign-in') ? path : safePath(path));
};
