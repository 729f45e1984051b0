import { error } from '@sveltejs/kit';
import { readCosts } from '#lib/server/consumption/costs/read-costs.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** What a month ('2026-11') or a year ('2026') of a home costs. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home, period } = event.params;
	const answer = isHomeId(home) ? await readCosts(reader, home, period) : null;
	if (answer?.kind === 'costs') return { bill: answer.bill };
	await stillSignedIn(event, reader);
	error(404, 'Not available');
};
