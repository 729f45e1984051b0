import type { Medium } from '#lib/energy/medium.ts';
import type { BillingReason } from '#lib/privacy/purpose.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';
import { inOrder, seconds } from './homes.ts';

/** An open case of billing staff: the months of what is billed in its home, without a bill. Times are UTC seconds. */
export interface BillingCase {
	readonly id: string;
	readonly reference: string;
	readonly reason: BillingReason;
	readonly home: string;
	readonly address: string;
	readonly apartment: string;
	/** From when on the home is its holder's. */
	readonly from: number;
	readonly opened: number;
	readonly closes: number;
	readonly media: readonly Medium[];
}

/** The open billing cases of the companies that the caller does billing for, the first to close first. */
export async function readBillingCases({ pool, token }: Caller): Promise<BillingCase[]> {
	const rows = await callAsStaff<Omit<BillingCase, 'media'> & { media: string[] }>(
		pool,
		token,
		`select case_id as id, reference, reason, home_id as home, address, apartment, ${seconds('from_at')} as "from",
				${seconds('opened')} as opened, ${seconds('closes')} as closes, media
			from staff.billing_cases()`
	);
	return rows.map((row) => ({ ...row, media: inOrder(row.media) }));
}

/** One of them; null when it is closed, another's or none. */
export async function readBillingCase(caller: Caller, id: string): Promise<BillingCase | null> {
	return (await readBillingCases(caller)).find((each) => each.id === id) ?? null;
}
