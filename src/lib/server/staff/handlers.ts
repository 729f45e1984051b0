import { callAsStaff } from '#lib/server/db/session.ts';
import { callForYes, type Caller } from './caller.ts';

/** Somebody of a home, and which members of staff may handle it for their sake. */
export interface Handled {
	readonly id: string;
	readonly name: string;
	/** Addresses of sign-ins; null: everybody with the role. */
	readonly handlers: readonly string[] | null;
}

/** Everybody of a home, with who may handle it. @param home a UUID */
export function readHandlers({ pool, token }: Caller, home: string): Promise<Handled[]> {
	return callAsStaff(
		pool,
		token,
		'select person_id as id, person as name, handlers from staff.handlers($1::uuid)',
		[home]
	);
}

/** From now on only those named handle the homes of this person, the caller first. */
export const limitHandling = (caller: Caller, home: string, person: string): Promise<boolean> =>
	callForYes(caller, 'staff.limit_handling($1::uuid, $2::uuid)', [home, person]);

/** Names a colleague by address; false: there is none. */
export const nameHandler = (caller: Caller, home: string, person: string, email: string): Promise<boolean> =>
	callForYes(caller, 'staff.name_handler($1::uuid, $2::uuid, $3)', [home, person, email]);

/** Takes a name back; false: it was the last, or none. */
export const unnameHandler = (
	caller: Caller,
	home: string,
	person: string,
	email: string
): Promise<boolean> =>
	callForYes(caller, 'staff.unname_handler($1::uuid, $2::uuid, $3)', [home, person, email]);

/** Everybody with the role may handle the home again. */
export const liftLimit = (caller: Caller, home: string, person: string): Promise<boolean> =>
	callForYes(caller, 'staff.lift_limit($1::uuid, $2::uuid)', [home, person]);
