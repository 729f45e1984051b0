import { readBillingCases } from '#lib/server/staff/billing-cases.ts';
import { readHomeFacts } from '#lib/server/staff/homes.ts';
import { readInvoices } from '#lib/server/staff/invoices.ts';
import { openCaseByForm } from '#portal/server/case-form.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { searchHomes } from '#portal/server/search-homes.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { Actions, PageServerLoad } from './$types';

/** The unsettled bills and the open billing cases; search as for cases, and `?home=` to open one for that home. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'billing');
	const { searchParams } = event.url;
	const home = searchParams.get('home') ?? '';
	const [invoices, cases, search, chosen] = await Promise.all([
		readInvoices(reader),
		readBillingCases(reader),
		searchHomes(reader, searchParams),
		isHomeId(home) ? readHomeFacts(reader, home) : null
	]);
	return { invoices, cases, search, chosen, now: reader.now, isClosed: searchParams.has('closed') };
};

export const actions: Actions = {
	/** Opens a billing case. Answers `{ problem, reference, reason, days }`. */
	open: async (event) =>
		openCaseByForm(event, await staffReader(event, 'billing'), 'billing', '/staff/billing/cases')
};
