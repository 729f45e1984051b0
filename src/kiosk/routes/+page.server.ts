import { cookieName, isLocale } from '#lib/i18n/messages/runtime.js';
import { redirect } from '@sveltejs/kit';
import { displayStateFor } from '../server/display-state.ts';
import type { Actions, PageServerLoad } from './$types';

const YEAR_S = 31_536_000;

export const load: PageServerLoad = ({ locals }) => ({ state: displayStateFor(locals.session) });

export const actions: Actions = {
	/** This browser's own language, which goes before the household's. */
	language: async ({ request, cookies }) => {
		const language = (await request.formData()).get('language');
		if (isLocale(language))
			cookies.set(cookieName, language, {
				path: '/',
				maxAge: YEAR_S,
				sameSite: 'lax',
				httpOnly: false,
				secure: false
			});
		redirect(303, '/');
	}
};
