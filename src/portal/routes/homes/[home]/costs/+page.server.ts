import { error, redirect } from '@sveltejs/kit';
import { latestMonth } from '#lib/server/consumption/costs/read-costs.ts';
import { readHomes } from '#lib/server/consumption/read-homes.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** To the present month, or the last one of a home that is no longer one's own. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const homes = await readHomes(reader);
	const home = homes.find(({ id }) => id === event.params.home.toLowerCase());
	if (home === undefined) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	redirect(303, `/homes/${home.id}/costs/${latestMonth(home, reader.now)}`);
};
