import { error } from '@sveltejs/kit';
import { readInvoices } from '#lib/server/staff/invoices.ts';
import { readVisit } from '#lib/server/staff/visit.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/** The months of a billed medium, while the bill is unsettled; what is refused is 403. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'billing');
	const { invoice: id, medium } = event.params;
	const invoice = (await readInvoices(reader)).find((each) => each.id === id);
	const rows =
		invoice &&
		(await readVisit(reader, {
			...{ home: invoice.home, basis: 'invoice', id, medium, resolution: 'month' },
			...{ from: invoice.from, to: invoice.to }
		}));
	if (invoice === undefined || rows == null) error(403, 'Not available');
	return { invoice, medium, rows };
};
