import type { Medium } from '#lib/energy/medium.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';

/** What a technician is told about a meter: a word, never a figure. */
export interface MeterFlag {
	readonly address: string;
	readonly apartment: string;
	readonly medium: Medium;
	readonly serial: string;
	/** Where it hangs; null: not said. */
	readonly place: string | null;
	readonly flag: 'leak_suspected' | 'no_telegram';
}

/** The flags of the companies that the caller is a technician for, leaks first. */
export function readFlags({ pool, token }: Caller): Promise<MeterFlag[]> {
	return callAsStaff(
		pool,
		token,
		'select * from staff.flags() order by flag, address, apartment, medium limit 500'
	);
}
