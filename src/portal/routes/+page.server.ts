import { redirect } from '@sveltejs/kit';
import { readSession } from '#lib/server/accounts/session.ts';
import { readHomes } from '#lib/server/consumption/read-homes.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** To the usage of the newest home, staff to their displays; the page itself is for somebody who has neither. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const [newest] = await readHomes(reader);
	if (newest !== undefined) redirect(303, `/homes/${newest.id}/usage`);
	const viewer = await readSession(reader.pool, reader.token);
	if (viewer?.kind === 'staff') redirect(303, '/staff/displays');
	if (viewer === null) await stillSignedIn(event, reader);
};
