import { error } from '@sveltejs/kit';
import { readUsageAsVisitor } from '#lib/server/consumption/visit.ts';
import { readCase } from '#lib/server/staff/cases.ts';
import { caseVisit } from '#lib/server/consumption/visits/staff-visits.ts';
import { openedHour } from '#portal/server/requests.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/**
 * One period of a case's home; each time that it is asked for leaves a row in the home's log. What is refused, for
 * whatever reason, is 403, so that a page whose right has ended says so at the next look.
 */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'case_handler');
	const { case: id, subject, resolution, period } = event.params;
	const open = openedHour(event.url.searchParams.get('open'));
	const found = await readCase(reader, id);
	const answer =
		found && (await readUsageAsVisitor(reader, caseVisit(found), { subject, resolution, period, open }));
	if (found === null || answer?.kind !== 'usage') error(403, 'Not available');
	return { found, usage: answer.usage, now: reader.now };
};
