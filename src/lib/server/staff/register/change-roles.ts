import type { Pool } from '#lib/server/db/connection.ts';
import type { StaffRole } from '../roles.ts';
import { asOperator, memberOf, noteStaff, type Refusal, type Sql } from './member.ts';

/** Gives roles in a company, and notes those that were not held. */
export async function giveRoles(
	sql: Sql,
	{ id, company_id: company }: { readonly id: number; readonly company_id: number },
	roles: readonly StaffRole[]
): Promise<void> {
	for (const role of new Set(roles)) {
		const given = await sql`insert into staff.role (account_id, company_id, role)
			values (${id}, ${company}, ${role}) on conflict do nothing returning 1`;
		if (given.length > 0) await noteStaff(sql, id, 'role_given', role);
	}
}

/** Gives and takes roles of a member of staff, in their own company. @returns the roles held afterwards */
export function changeRoles(
	pool: Pool,
	email: string,
	{ give, take }: { readonly give: readonly StaffRole[]; readonly take: readonly StaffRole[] }
): Promise<string[] | Refusal> {
	return asOperator(pool, async (sql) => {
		const member = await memberOf(sql, email);
		if (typeof member === 'string') return member;
		await giveRoles(sql, member, give);
		for (const role of new Set(take)) {
			const taken = await sql`delete from staff.role
				where account_id = ${member.id} and role = ${role} returning 1`;
			if (taken.length > 0) await noteStaff(sql, member.id, 'role_taken', role);
		}
		const held = await sql<{ role: string }[]>`
			select distinct role from staff.role where account_id = ${member.id} order by role`;
		return held.map(({ role }) => role);
	});
}
