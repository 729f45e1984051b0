import type { Pool } from '#lib/server/db/connection.ts';
import {
	asOperator,
	closeWays,
	memberOf,
	noteStaff,
	setSignIn,
	type Refusal,
	type SignInWay
} from './member.ts';

/** Lets a member of staff sign in another way, and no longer as before. */
export function changeSignIn(pool: Pool, email: string, way: SignInWay): Promise<Refusal | null> {
	return asOperator(pool, async (sql) => {
		const member = await memberOf(sql, email);
		if (typeof member === 'string') return member;
		const refusal = await setSignIn(sql, member.id, way);
		if (refusal === null) await noteStaff(sql, member.id, 'sign_in_changed', way.kind);
		return refusal;
	});
}

/** Forgets the second factor of a member of staff, who chooses a new one at the next sign-in. */
export function forgetSecondFactor(pool: Pool, email: string): Promise<Refusal | null> {
	return asOperator(pool, async (sql) => {
		const member = await memberOf(sql, email);
		if (typeof member === 'string') return member;
		await sql`delete from staff.totp where account_id = ${member.id}`;
		await sql`delete from account.session where account_id = ${member.id}`;
		await noteStaff(sql, member.id, 'second_factor_forgotten');
		return null;
	});
}

/**
 * Ends somebody's being staff, at once: roles, ways to sign in, second factor and sessions go. The address stays, so that
 * the log goes on saying who looked.
 */
export function removeMember(pool: Pool, email: string): Promise<Refusal | null> {
	return asOperator(pool, async (sql) => {
		const member = await memberOf(sql, email);
		if (typeof member === 'string') return member;
		await closeWays(sql, member.id);
		await sql`delete from staff.totp where account_id = ${member.id}`;
		await sql`delete from staff.role where account_id = ${member.id}`;
		await sql`delete from staff.named_handler where account_id = ${member.id}`;
		await sql`update account.account set company_id = null where id = ${member.id}`;
		await noteStaff(sql, member.id, 'staff_removed');
		return null;
	});
}
