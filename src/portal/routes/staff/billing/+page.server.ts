import { readInvoices } from '#lib/server/staff/invoices.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/** The unsettled bills. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'billing');
	return { invoices: await readInvoices(reader) };
};
