import type { Pool } from '#lib/server/db/connection.ts';
import { asOperator, companyOf, type Refusal } from './member.ts';

/** A member of staff as an operator sees them. */
export interface Member {
	readonly email: string;
	readonly company: string;
	readonly roles: readonly string[];
	readonly has_password: boolean;
	/** At the company's provider. */
	readonly subject: string | null;
	/** Until when the provider's verified e-mail address binds the account. */
	readonly offered: Date | null;
	readonly has_second_factor: boolean;
	readonly is_demo: boolean;
}

/** Staff by company and address. @param company name or public id; null: of all */
export function listMembers(pool: Pool, company: string | null): Promise<readonly Member[] | Refusal> {
	return asOperator(pool, async (sql) => {
		const id = company === null ? null : await companyOf(sql, company);
		if (typeof id === 'string') return id;
		const members = await sql<Member[]>`
			select a.email, c.name as company, a.password_hash is not null as has_password, i.subject, o.ends as offered,
				coalesce(t.confirmed, false) as has_second_factor, a.is_demo,
				array(select distinct r.role from staff.role r where r.account_id = a.id order by r.role) as roles
			from account.account a
			join housing.company c on c.id = a.company_id
			left join account.identity i on i.account_id = a.id
			left join account.identity_offer o on o.account_id = a.id and o.ends > statement_timestamp()
			left join staff.totp t on t.account_id = a.id
			where a.kind = 'staff' and (${id}::int is null or c.id = ${id})
			order by c.name, a.email`;
		return [...members];
	});
}
