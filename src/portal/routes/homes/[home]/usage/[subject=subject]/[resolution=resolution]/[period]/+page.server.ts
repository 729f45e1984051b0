import { error } from '@sveltejs/kit';
import { readUsage } from '#lib/server/consumption/read-usage.ts';
import { isHomeId, openedHour } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** One period of a home's usage; `?open=` (UTC seconds of an hour's start) opens that hour's trace below the graph. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home, subject, resolution, period } = event.params;
	const open = openedHour(event.url.searchParams.get('open'));
	const answer = isHomeId(home) ? await readUsage(reader, { home, subject, resolution, period, open }) : null;
	if (answer?.kind === 'usage') return { usage: answer.usage, off: answer.off };
	await stillSignedIn(event, reader);
	error(404, 'Not available');
};
