import { stillHolds } from '#lib/server/consumption/open-access.ts';
import { readBillingCase } from '#lib/server/staff/billing-cases.ts';
import { liveRight } from '#portal/server/live-right.ts';
import { interfaceReader } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** Whether a billing case's months may still be shown: `held` again and again, `ended` once. Leaves no row. */
export const GET: RequestHandler = async (event) => {
	const reader = interfaceReader(event);
	if (reader instanceof Response) return liveRight(event, null);
	const found = await readBillingCase(reader, event.params.billing);
	if (found === null) return liveRight(event, null);
	const { home, media, id } = found;
	const standing = { home, media, resolution: 'month', basis: { kind: 'case_billing', id } } as const;
	return liveRight(event, { key: reader.token, holds: () => stillHolds(reader, standing) });
};
