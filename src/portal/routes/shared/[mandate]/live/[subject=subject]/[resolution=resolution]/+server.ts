import { stillHolds } from '#lib/server/consumption/open-access.ts';
import { standingOf } from '#lib/server/consumption/visit.ts';
import { liveRight } from '#portal/server/live-right.ts';
import { interfaceReader } from '#portal/server/viewer.ts';
import { visitOf } from '#portal/server/visitor.ts';
import type { RequestHandler } from './$types';

/** Whether what a page of another's home shows may still be shown: `held` again and again, `ended` once. */
export const GET: RequestHandler = async (event) => {
	const { mandate, subject, resolution } = event.params;
	const reader = interfaceReader(event);
	const found = reader instanceof Response ? null : await visitOf(reader, mandate);
	if (reader instanceof Response || found === null) return liveRight(event, null);
	const standing = standingOf(found.visit, subject, resolution);
	return liveRight(event, { key: reader.token, holds: () => stillHolds(reader, standing) });
};
