import type { Medium } from '#lib/energy/medium.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';
import { CASE_RESOLUTIONS, type CaseResolution } from './cases.ts';
import { inOrder, seconds } from './homes.ts';

/** Somebody who acts for a holder by a court's order. Times are UTC seconds. */
export interface Guardian {
	readonly id: string;
	readonly called: string;
	readonly order: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly CaseResolution[];
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
		resolutions: CASE_RESOLUTIONS.filter((each) => resolutions.includes(each))
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

const did = async ({ pool, token }: Caller, call: string, values: readonly string[]): Promise<boolean> => {
	const [row] = await callAsStaff<{ done: boolean }>(pool, token, `select ${call} as done`, values);
	return row?.done === true;
};

/** Ends a guardian's right; false when there was none. */
export const endGuardian = (caller: Caller, mandate: string): Promise<boolean> =>
	did(caller, 'staff.end_guardian($1::uuid)', [mandate]);

/** A holder has died: consents are over and the series hidden from now on. */
export const noticeDeath = (caller: Caller, home: string): Promise<boolean> =>
	did(caller, 'staff.notice_death($1::uuid)', [home]);

/** Lets whoever signs in with this address read the estate's billing months; false: no such sign-in, or no estate. */
export const releaseEstate = (caller: Caller, home: string, email: string): Promise<boolean> =>
	did(caller, 'staff.release_estate($1::uuid, $2)', [home, email]);
