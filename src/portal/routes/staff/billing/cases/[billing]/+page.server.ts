import { error, redirect } from '@sveltejs/kit';
import { addMonths, civilDay, firstOfMonth } from '#lib/energy/calendar.ts';
import { readSeriesAsVisitor } from '#lib/server/consumption/visit.ts';
import { billingCaseVisit } from '#lib/server/consumption/visits/staff-visits.ts';
import { readBillingCase } from '#lib/server/staff/billing-cases.ts';
import { closeCase } from '#lib/server/staff/cases.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { Actions, PageServerLoad } from './$types';

/** The month that goes on and the twelve before it: enough to set one beside the same month a year ago. */
const MONTHS_BEFORE = 12;

/** The months of what is billed in the home of an open billing case; each look leaves a row in the home's log first. What is refused is 403. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'billing');
	const found = await readBillingCase(reader, event.params.billing);
	const month = firstOfMonth(civilDay(reader.now));
	const answer =
		found &&
		(await readSeriesAsVisitor(reader, billingCaseVisit(found), {
			media: found.media,
			resolution: 'month',
			span: { from: addMonths(month, -MONTHS_BEFORE), to: addMonths(month, 1) }
		}));
	if (found === null || answer?.kind !== 'series') error(403, 'Not available');
	return { found, series: answer.series, now: reader.now };
};

export const actions: Actions = {
	/** Closes the case: nothing more can be read by it. */
	close: async (event) => {
		const reader = await staffReader(event, 'billing');
		if (isHomeId(event.params.billing)) await closeCase(reader, event.params.billing);
		redirect(303, '/staff/billing?closed');
	}
};
