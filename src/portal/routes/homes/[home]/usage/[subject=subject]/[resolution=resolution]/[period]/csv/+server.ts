import { error } from '@sveltejs/kit';
import { readUsage } from '#lib/server/consumption/read-usage.ts';
import { usageCsv } from '#lib/server/consumption/usage-csv.ts';
import { askedComparison, isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** What the page of the same address shows, as a file: by the same right, of the own homes alone. */
export const GET: RequestHandler = async (event) => {
	const reader = pageReader(event);
	const { home, subject, resolution, period } = event.params;
	const compare = askedComparison(event.url.searchParams.get('compare'));
	const question = { home, subject, resolution, period, open: null, compare };
	const answer = isHomeId(home) ? await readUsage(reader, question) : null;
	if (answer?.kind === 'usage' && answer.usage.series.length > 0) {
		const headers = {
			'content-type': 'text/csv; charset=utf-8',
			// nothing in it says whose it is
			'content-disposition': `attachment; filename="hemvy-${subject}-${resolution}-${period}.csv"`
		};
		return new Response(usageCsv(answer.usage), { headers });
	}
	await stillSignedIn(event, reader);
	error(404, 'Not available');
};
