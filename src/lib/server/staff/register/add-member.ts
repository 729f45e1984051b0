import type { Pool } from '#lib/server/db/connection.ts';
import type { StaffRole } from '../roles.ts';
import { giveRoles } from './change-roles.ts';
import {
	accountOf,
	asOperator,
	companyOf,
	isTaken,
	noteStaff,
	setSignIn,
	type Refusal,
	type SignInWay,
	type Sql
} from './member.ts';

export interface NewMember {
	readonly email: string;
	/** Name or public id; null: the only company there is. */
	readonly company: string | null;
	readonly roles: readonly StaffRole[];
	readonly way: SignInWay;
	/** The address by which the same person signs in as a tenant: their own home is closed to them as staff. */
	readonly tenant: string | null;
}

/** Makes somebody staff of a company; an account whose staff was removed is taken up again. */
export function addMember(pool: Pool, plan: NewMember): Promise<Refusal | null> {
	return asOperator(pool, async (sql) => {
		const company = await companyOf(sql, plan.company);
		if (typeof company === 'string') return company;
		const before = await accountOf(sql, plan.email);
		if (before?.kind === 'tenant') return 'is_tenant';
		if (before?.is_demo === true) return 'is_demo';
		if (before && before.company_id !== null) return 'is_staff';
		const tenant = plan.tenant === null ? null : await accountOf(sql, plan.tenant);
		if (plan.tenant !== null && (tenant?.kind !== 'tenant' || tenant.person_id === null)) return 'no_tenant';
		if (await isTaken(sql, before?.id ?? null, plan.way)) return 'identity_taken';
		const id = before?.id ?? (await open(sql, plan.email));
		await sql`update account.account set company_id = ${company}, person_id = ${tenant?.person_id ?? null}
			where id = ${id}`;
		await sql`delete from staff.role where account_id = ${id}`;
		await noteStaff(sql, id, 'staff_added', plan.way.kind);
		await setSignIn(sql, id, plan.way);
		await giveRoles(sql, { id, company_id: company }, plan.roles);
		return null;
	});
}

async function open(sql: Sql, email: string): Promise<number> {
	const [row] = await sql<{ id: number }[]>`
		insert into account.account (email, kind) values (${email}, 'staff') returning id`;
	if (!row) throw new Error('no account');
	return row.id;
}
