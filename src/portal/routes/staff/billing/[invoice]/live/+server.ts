import { stillHolds } from '#lib/server/consumption/open-access.ts';
import { readInvoices } from '#lib/server/staff/invoices.ts';
import { liveRight } from '#portal/server/live-right.ts';
import { interfaceReader } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** Whether a bill's months may still be shown: `held` again and again, `ended` once. Leaves no row. */
export const GET: RequestHandler = async (event) => {
	const reader = interfaceReader(event);
	if (reader instanceof Response) return liveRight(event, null);
	const invoice = (await readInvoices(reader)).find(({ id }) => id === event.params.invoice);
	if (invoice === undefined) return liveRight(event, null);
	const { home, media, id } = invoice;
	const standing = { home, media, resolution: 'month', basis: { kind: 'invoice', id } } as const;
	return liveRight(event, { key: reader.token, holds: () => stillHolds(reader, standing) });
};
