import type { Medium } from '#lib/energy/medium.ts';
import { SHOWN_RESOLUTIONS, type ShownResolution } from '#lib/privacy/purpose.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import { callForYes, type Caller } from './caller.ts';
import { inOrder, seconds } from './homes.ts';

/** Somebody who acts for a holder by a court's order. Times are UTC seconds. */
export interface Guardian {
	readonly id: string;
	readonly called: string;
	readonly order: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly ShownResolution[];
	readonly begins: number;
	readonly ends: number;
	readonly isAccepted: boolean;
}

/** The guardians of a home whose time is not over. @param home a UUID */
export async function readGuardians({ pool, token }: Caller, home: string): Promise<Guardian[]> {
	const rows = await callAsStaff<
		Omit<Guardian, 'media' | 'resolutions'> & { media: string[]; resolutions: string[] }
	>(
		pool,
		token,
		`select mandate_id as id, called, order_reference as order, media, resolutions, ${seconds('begins')} as begins,
				${seconds('ends')} as ends, accepted is not null as "isAccepted"
			from staff.guardians($1::uuid)`,
		[home]
	);
	return rows.map(({ media, resolutions, ...row }) => ({
		...row,
		media: inOrder(media),
		resolutions: SHOWN_RESOLUTIONS.filter((each) => resolutions.includes(each))
	}));
}

export interface GuardianPlan {
	readonly home: string;
	readonly called: string;
	readonly order: string;
	/** SHA-256 of the code, hex. */
	readonly codeHash: string;
	readonly media: readonly string[];
	readonly resolutions: readonly string[];
	/** Civil days, `ends` the last one. */
	readonly begins: string;
	readonly ends: string;
}

/** Enters a guardian, who takes the right up with a code that is good for two weeks. */
export async function enterGuardian(
	{ pool, token }: Caller,
	plan: GuardianPlan
): Promise<'entered' | 'no_home' | 'not_offered'> {
	const [row] = await callAsStaff<{ outcome: 'entered' | 'no_home' | 'not_offered' }>(
		pool,
		token,
		`select outcome from staff.enter_guardian($1::uuid, $2, $3, decode($4, 'hex'), $5::text[], $6::text[],
			$7::date::timestamp at time zone 'Europe/Stockholm', ($8::date + 1)::timestamp at time zone 'Europe/Stockholm')`,
		[plan.home, plan.called, plan.order, plan.codeHash, plan.media, plan.resolutions, plan.begins, plan.ends]
	);
	return row?.outcome ?? 'no_home';
}

/** Ends a guardian's right; false when there was none. */
export const endGuardian = (caller: Caller, mandate: string): Promise<boolean> =>
	callForYes(caller, 'staff.end_guardian($1::uuid)', [mandate]);
