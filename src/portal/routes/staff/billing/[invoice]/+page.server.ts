import { error } from '@sveltejs/kit';
import { readSeriesAsVisitor } from '#lib/server/consumption/visit.ts';
import { readInvoices } from '#lib/server/staff/invoices.ts';
import { invoiceVisit } from '#lib/server/consumption/visits/staff-visits.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/** The months of a bill's media while it is unsettled; each look leaves a row in the home's log. What is refused is 403. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'billing');
	const invoice = (await readInvoices(reader)).find(({ id }) => id === event.params.invoice);
	const answer =
		invoice &&
		(await readSeriesAsVisitor(reader, invoiceVisit(invoice), {
			media: invoice.media,
			resolution: 'month',
			span: { from: invoice.from, to: invoice.to }
		}));
	if (invoice === undefined || answer?.kind !== 'series') error(403, 'Not available');
	return { invoice, series: answer.series };
};
