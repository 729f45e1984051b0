import { callAsStaff } from '#lib/server/db/session.ts';
import { callForYes, type Caller } from './caller.ts';
import { seconds } from './homes.ts';

/** A stretch of a home's time that is sublet. Times are UTC seconds. */
export interface Sublet {
	/** The stretch as a home of its own. */
	readonly home: string;
	readonly from: number;
	/** null: until somebody says so. */
	readonly to: number | null;
	/** Somebody has moved in: it can be ended, not undone. */
	readonly isTaken: boolean;
}

/** The sublet that a home is, or that follows it; null: none. */
export async function readSublet({ pool, token }: Caller, home: string): Promise<Sublet | null> {
	const [row] = await callAsStaff<Sublet>(
		pool,
		token,
		`select home_id as home, ${seconds('from_at')} as "from", ${seconds('to_at')} as "to", is_taken as "isTaken"
			from staff.sublet($1::uuid)`,
		[home]
	);
	return row ?? null;
}

/** Somebody who has been invited to live there and has not come yet. */
export interface SubtenantInvitation {
	readonly id: string;
	readonly called: string;
	/** UTC seconds. */
	readonly expires: number;
}

export const readSubtenantInvitations = (
	{ pool, token }: Caller,
	home: string
): Promise<SubtenantInvitation[]> =>
	callAsStaff(
		pool,
		token,
		`select invitation_id as id, called, ${seconds('expires')} as expires from staff.subtenant_invitations($1::uuid)`,
		[home]
	);

/** Invites somebody to live in a sublet home; false: it is none, or not theirs. @param codeHash SHA-256 of link and code, hex */
export async function inviteSubtenant(
	{ pool, token }: Caller,
	{ home, called, codeHash }: { readonly home: string; readonly called: string; readonly codeHash: string }
): Promise<boolean> {
	const [row] = await callAsStaff<{ it: string }>(
		pool,
		token,
		`select staff.invite_subtenant($1::uuid, $2, decode($3, 'hex')) as it`,
		[home, called, codeHash]
	);
	return row?.it === 'invited';
}

/** Takes an invitation back that nobody has taken up. */
export const takeBackInvitation = (caller: Caller, home: string, invitation: string): Promise<boolean> =>
	callForYes(caller, 'staff.take_back_invitation($1::uuid, $2::uuid)', [home, invitation]);

/** Takes a subtenant back who was entered wrongly. */
export const removeSubtenant = (caller: Caller, home: string, person: string): Promise<boolean> =>
	callForYes(caller, 'staff.remove_subtenant($1::uuid, $2::uuid)', [home, person]);
