import type { Visit } from '../consumption/visit.ts';
import type { SupportCase } from './cases.ts';
import type { Invoice } from './invoices.ts';

/** A case as a look into its home: what all holders consent to at this moment. */
export const caseVisit = ({ id, home, readable: scope }: SupportCase): Visit => ({
	...{ home, scope, basis: { kind: 'case', id } },
	base: `/staff/cases/${id}/usage`
});

/** An unsettled bill as a look into its home: the months of its media. */
export const invoiceVisit = ({ id, home, media }: Invoice): Visit => ({
	...{ home, scope: { month: media, day: [], hour: [] }, basis: { kind: 'invoice', id } },
	base: `/staff/billing/${id}`
});
