import { error } from '@sveltejs/kit';
import { readOverview } from '#lib/server/consumption/overview/read-overview.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** A home at a glance: the month so far beside last year, and what needs to be known. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home } = event.params;
	const found = isHomeId(home) ? await readOverview(reader, home) : null;
	if (found !== null) return found;
	await stillSignedIn(event, reader);
	error(404, 'Not available');
};
