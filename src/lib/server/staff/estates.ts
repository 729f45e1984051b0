import { callAsStaff } from '#lib/server/db/session.ts';
import { callForYes, type Caller } from './caller.ts';
import { seconds } from './homes.ts';

/** A home whose holder has died. `noticed` is UTC seconds. */
export interface Estate {
	readonly home: string;
	readonly address: string;
	readonly apartment: string;
	readonly noticed: number;
	/** Somebody has proved to act for it, and reads its billed months. */
	readonly isReleased: boolean;
}

/** The estates of the companies that the caller is consent staff for, the latest first. */
export function readEstates({ pool, token }: Caller): Promise<Estate[]> {
	return callAsStaff(
		pool,
		token,
		`select home_id as home, address, apartment, ${seconds('noticed')} as noticed, is_released as "isReleased"
			from staff.estates()`
	);
}

/** A holder has died: consents are over and the series hidden from now on. */
export const noticeDeath = (caller: Caller, home: string): Promise<boolean> =>
	callForYes(caller, 'staff.notice_death($1::uuid)', [home]);

/** `no_proof`: no number of one; `no_person`: nobody signs in with this address, or it is the caller. */
export type ReleaseAnswer = 'released' | 'no_estate' | 'no_proof' | 'no_person';

/** Lets whoever signs in with this address read the estate's billed months. */
export async function releaseEstate(
	{ pool, token }: Caller,
	{ home, email, proof }: { readonly home: string; readonly email: string; readonly proof: string }
): Promise<ReleaseAnswer> {
	const [row] = await callAsStaff<{ it: ReleaseAnswer }>(
		pool,
		token,
		'select staff.release_estate($1::uuid, $2, $3) as it',
		[home, email, proof]
	);
	return row?.it ?? 'no_estate';
}

/** Nobody reads for the estate any more. */
export const endRelease = (caller: Caller, home: string): Promise<boolean> =>
	callForYes(caller, 'staff.end_release($1::uuid)', [home]);
