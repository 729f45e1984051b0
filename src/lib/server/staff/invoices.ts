import type { Medium } from '#lib/energy/medium.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';
import { inOrder } from './homes.ts';

/** An unsettled bill: what billing staff may read the months of. */
export interface Invoice {
	readonly id: string;
	readonly reference: string;
	readonly home: string;
	readonly apartment: string;
	readonly media: readonly Medium[];
	/** Civil days, `to` excluded. */
	readonly from: string;
	readonly to: string;
	readonly lastDay: string;
}

/** The unsettled bills of the companies that the caller does billing for, the oldest first. */
export async function readInvoices({ pool, token }: Caller): Promise<Invoice[]> {
	const rows = await callAsStaff<Omit<Invoice, 'media'> & { media: string[] }>(
		pool,
		token,
		`select invoice_id as id, reference, home_id as home, apartment, media, from_day::text as "from", to_day::text as "to",
				(to_day - 1)::text as "lastDay"
			from staff.open_invoices()`
	);
	return rows.map((row) => ({ ...row, media: inOrder(row.media) }));
}
