import { redirect } from '@sveltejs/kit';
import { readHomes } from '#lib/server/consumption/read-homes.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** To the usage of the newest home; the page itself is for somebody who has none, such as staff. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const [newest] = await readHomes(reader);
	if (newest !== undefined) redirect(303, `/homes/${newest.id}/usage`);
	await stillSignedIn(event, reader);
};
