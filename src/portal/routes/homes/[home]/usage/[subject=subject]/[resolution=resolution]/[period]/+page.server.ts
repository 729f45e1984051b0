import { error } from '@sveltejs/kit';
import { periodSpan } from '#lib/server/consumption/periods.ts';
import { readUsage } from '#lib/server/consumption/read-usage.ts';
import { askedComparison, isHomeId, openedHour } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/**
 * One period of a home's usage; `?open=` (UTC seconds of an hour's start) opens that hour's trace below the graph;
 * `?compare=previous` or `?compare=year` lays an earlier period under it; `?asked=` is a period that
 * was asked for and is not the home's own time.
 */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home, subject, resolution, period } = event.params;
	const open = openedHour(event.url.searchParams.get('open'));
	const compare = askedComparison(event.url.searchParams.get('compare'));
	const question = { home, subject, resolution, period, open, compare };
	const answer = isHomeId(home) ? await readUsage(reader, question) : null;
	if (answer?.kind === 'usage') {
		const asked = event.url.searchParams.get('asked') ?? '';
		const outside = periodSpan(resolution, asked, reader.now) === null ? null : asked;
		return { usage: answer.usage, off: answer.off, outside };
	}
	await stillSignedIn(event, reader);
	error(404, 'Not available');
};
