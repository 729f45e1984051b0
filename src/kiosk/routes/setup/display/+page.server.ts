import { cookieName } from '#lib/i18n/messages/runtime.js';
import { fail, redirect } from '@sveltejs/kit';
import { node } from '#kiosk/server/home-node.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the household has chosen for its display; `?saved`: just now. */
export const load: PageServerLoad = ({ url }) => ({
	settings: { ...node().settings() },
	granted: node().grant(),
	isSaved: url.searchParams.has('saved')
});

const isTime = (text: string) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

export const actions: Actions = {
	/** Changes the choices. Answers `{ settings, problems, isDiskFull }` with what was typed. */
	save: async ({ request, cookies }) => {
		const form = await request.formData();
		const word = (name: string) => {
			const value = form.get(name);
			return typeof value === 'string' ? value.trim().slice(0, 20) : '';
		};
		const settings = {
			visible: word('visible'),
			appearance: word('appearance'),
			// some browsers send the seconds too
			nightFrom: word('nightFrom').slice(0, 5),
			nightTo: word('nightTo').slice(0, 5),
			nightDim: form.has('nightDim'),
			language: word('language')
		};
		const problems = (['nightFrom', 'nightTo'] as const).filter((name) => !isTime(settings[name]));
		if (problems.length > 0) return fail(400, { settings, problems, isDiskFull: false });
		const isNew = settings.language !== node().settings().language;
		if (!node().changeSettings(settings).ok) return fail(503, { settings, problems, isDiskFull: true });
		// who changes the household's language wants to read it here too
		if (isNew) cookies.delete(cookieName, { path: '/', sameSite: 'lax', httpOnly: false, secure: false });
		redirect(303, '/setup/display?saved');
	}
};
