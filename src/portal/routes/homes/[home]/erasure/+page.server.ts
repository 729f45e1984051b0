import { error, redirect } from '@sveltejs/kit';
import { askErasure, readErasure } from '#lib/server/consents/erasure.ts';
import { textField } from '#portal/server/form-fields.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

const DONE = ['asked', 'undone'] as const;

/** What an erasure would take and leave, by the database's own count, and how far one has come. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home } = event.params;
	const erasure = isHomeId(home) ? await readErasure(reader.pool, reader.token, home) : null;
	if (erasure === null) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	return { erasure, done: DONE.find((word) => event.url.searchParams.has(word)) ?? null };
};

export const actions: Actions = {
	/** Asks, or takes it back: `on` = yes or no. Asked twice is asked once. */
	default: async (event) => {
		const reader = pageReader(event);
		const { home } = event.params;
		const on = textField(await event.request.formData(), 'on');
		const wish = { home, isAsked: on === 'yes' };
		const answer =
			isHomeId(home) && (on === 'yes' || on === 'no')
				? await askErasure(reader.pool, reader.token, wish)
				: 'no_home';
		if (answer !== 'no_home') redirect(303, `/homes/${home}/erasure?${wish.isAsked ? 'asked' : 'undone'}`);
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
};
