import { billCsv } from '#lib/server/consumption/costs/bill-csv.ts';
import { readCosts } from '#lib/server/consumption/costs/read-costs.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { interfaceReader, notFound } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** The bill that the page shows, as a CSV file. */
export const GET: RequestHandler = async (event) => {
	const reader = interfaceReader(event);
	if (reader instanceof Response) return reader;
	const { home, period } = event.params;
	const answer = isHomeId(home) ? await readCosts(reader, home, period) : null;
	if (answer?.kind !== 'costs') return notFound(reader);
	return new Response(billCsv(answer.bill), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="hemvy-costs-${answer.bill.period}.csv"`
		}
	});
};
