import { error, redirect } from '@sveltejs/kit';
import { readLatestPeriod } from '#lib/server/consumption/latest-period.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** To the latest period with data. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home } = event.params;
	const latest = isHomeId(home) ? await readLatestPeriod(reader, home) : null;
	if (latest === null) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	redirect(303, `/homes/${home}/usage/${latest.subject}/${latest.resolution}/${latest.period}`);
};
