import { error } from '@sveltejs/kit';
import { readCase } from '#lib/server/staff/cases.ts';
import { spanOfPeriod } from '#lib/server/staff/visit-period.ts';
import { readVisit } from '#lib/server/staff/visit.ts';
import { notTheirs, staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/**
 * A medium of a case's home over a year by months, a month by days, or a day by hours. What is refused, for whatever
 * reason, is 403, so that a page whose right has ended says so at the next look.
 */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'case_handler');
	const { case: id, medium, period } = event.params;
	const span = spanOfPeriod(period);
	if (span === null) return notTheirs(event, reader);
	const found = await readCase(reader, id);
	const rows = found && (await readVisit(reader, { home: found.home, basis: 'case', id, medium, ...span }));
	if (found === null || rows === null) error(403, 'Not available');
	return { found, medium, period, ...span, rows, now: reader.now };
};
