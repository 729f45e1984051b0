import { error, redirect } from '@sveltejs/kit';
import { readSession } from '#lib/server/accounts/session.ts';
import { hideHours } from '#lib/server/consents/hide-hours.ts';
import { readHouseholds } from '#lib/server/consents/households.ts';
import { readUndecidedHome } from '#lib/server/consents/undecided-home.ts';
import { readGivenMandates } from '#lib/server/consumption/visits/given-mandates.ts';
import { readHomes } from '#lib/server/consumption/read-homes.ts';
import { textField } from '#portal/server/form-fields.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * To the overview of the home, by way of the welcome while its days and hours are undecided; staff to what they do here,
 * who has been let into a home of others to those.
 * The page itself is for somebody with several homes of the present, who chooses, or with none: another adult of a
 * household, who may hide its hours.
 */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { pool, token } = reader;
	const [homes, undecided] = await Promise.all([readHomes(reader), readUndecidedHome(pool, token)]);
	if (undecided !== null) redirect(303, '/welcome');
	const present = homes.filter(({ to }) => to === null || to > reader.now);
	const newest = present[0] ?? homes[0];
	if (present.length > 1) return { households: [], choices: present };
	if (newest !== undefined) redirect(303, `/homes/${newest.id}`);
	const viewer = await readSession(pool, token);
	if (viewer?.kind === 'staff') redirect(303, '/staff');
	if (viewer === null) await stillSignedIn(event, reader);
	const households = await readHouseholds(pool, token);
	if (households.length === 0 && (await readGivenMandates(reader)).length > 0) redirect(303, '/shared');
	return { households, choices: [] };
};

export const actions: Actions = {
	/** Another adult of a household hides its hours, or stops it. */
	hide: async (event) => {
		const reader = pageReader(event);
		const form = await event.request.formData();
		const home = textField(form, 'home');
		const wish = { home, isHidden: textField(form, 'on') === 'yes', language: event.locals.language };
		if (isHomeId(home) && (await hideHours(reader.pool, reader.token, wish))) redirect(303, '/');
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
};
