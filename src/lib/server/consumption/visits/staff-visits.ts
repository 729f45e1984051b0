import type { Medium } from '#lib/energy/medium.ts';
import type { Scope, Visit } from '../visit.ts';

/** A case as a look into its home. @param found with what all holders consent to at this moment */
export const caseVisit = (found: {
	readonly id: string;
	readonly home: string;
	readonly readable: Scope;
}): Visit => ({
	home: found.home,
	basis: { kind: 'case', id: found.id },
	scope: found.readable,
	base: `/staff/cases/${found.id}/usage`
});

/** An unsettled bill as a look into its home: the months of its media. */
export const invoiceVisit = (invoice: {
	readonly id: string;
	readonly home: string;
	readonly media: readonly Medium[];
}): Visit => ({
	home: invoice.home,
	basis: { kind: 'invoice', id: invoice.id },
	scope: { month: invoice.media, day: [], hour: [] },
	base: `/staff/billing/${invoice.id}`
});

/** A billing case as a look into its home: the months of what is billed. */
export const billingCaseVisit = (found: {
	readonly id: string;
	readonly home: string;
	readonly media: readonly Medium[];
}): Visit => ({
	home: found.home,
	basis: { kind: 'case_billing', id: found.id },
	scope: { month: found.media, day: [], hour: [] },
	base: `/staff/billing/cases/${found.id}`
});
