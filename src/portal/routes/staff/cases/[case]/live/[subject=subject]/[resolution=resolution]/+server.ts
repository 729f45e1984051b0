import { stillHolds } from '#lib/server/consumption/open-access.ts';
import { standingOf } from '#lib/server/consumption/visit.ts';
import { readCase } from '#lib/server/staff/cases.ts';
import { caseVisit } from '#lib/server/consumption/visits/staff-visits.ts';
import { liveRight } from '#portal/server/live-right.ts';
import { interfaceReader } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** Whether what a page of a case shows may still be shown: `held` again and again, `ended` once. Leaves no row. */
export const GET: RequestHandler = async (event) => {
	const reader = interfaceReader(event);
	const found = reader instanceof Response ? null : await readCase(reader, event.params.case);
	if (reader instanceof Response || found === null) return liveRight(event, null);
	const standing = standingOf(caseVisit(found), event.params.subject, event.params.resolution);
	return liveRight(event, { key: reader.token, holds: () => stillHolds(reader, standing) });
};
