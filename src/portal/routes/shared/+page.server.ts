import { redirect } from '@sveltejs/kit';
import { readGivenMandates } from '#lib/server/consumption/visits/given-mandates.ts';
import { endMandate } from '#lib/server/consumption/visits/home-mandates.ts';
import { textField } from '#portal/server/form-fields.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

/** The homes that whoever is signed in has been let into; `?accepted` and `?ended` say what has just been done. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const given = await readGivenMandates(reader);
	if (given.length === 0) await stillSignedIn(event, reader);
	const { searchParams } = event.url;
	const done = (['accepted', 'ended'] as const).find((word) => searchParams.has(word)) ?? null;
	return { given, done };
};

export const actions: Actions = {
	/** Gives a mandate up. */
	end: async (event) => {
		const reader = pageReader(event);
		const mandate = textField(await event.request.formData(), 'mandate');
		if (isHomeId(mandate)) await endMandate(reader, mandate);
		redirect(303, '/shared?ended');
	}
};
