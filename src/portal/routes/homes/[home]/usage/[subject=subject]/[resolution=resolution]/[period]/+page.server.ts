import { error } from '@sveltejs/kit';
import { readUsage } from '#lib/server/consumption/read-usage.ts';
import { askedComparison, isHomeId, openedHour } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/**
 * One period of a home's usage; `?open=` (UTC seconds of an hour's start) opens that hour's trace below the graph;
 * `?compare=previous` or `?compare=year` lays an earlier period under it.
 */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home, subject, resolution, period } = event.params;
	const open = openedHour(event.url.searchParams.get('open'));
	const compare = askedComparison(event.url.searchParams.get('compare'));
	const question = { home, subject, resolution, period, open, compare };
	const answer = isHomeId(home) ? await readUsage(reader, question) : null;
	if (answer?.kind === 'usage') return { usage: answer.usage, off: answer.off };
	await stillSignedIn(event, reader);
	error(404, 'Not available');
};
