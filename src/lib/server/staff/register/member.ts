import type postgres from 'postgres';
import type { Pool } from '#lib/server/db/connection.ts';
import { asRole } from '#lib/server/db/session.ts';

export type Sql = postgres.TransactionSql<{ bigint: number; day: string }>;

/** How a member of staff is to sign in; the other ways are then closed. */
export type SignInWay =
	/** argon2id in its text form. */
	| { readonly kind: 'password'; readonly hash: string }
	/** As this one at the company's provider; the issuer as URL.href writes it. */
	| { readonly kind: 'subject'; readonly issuer: string; readonly subject: string }
	/** As whoever first comes from the provider with the account's e-mail address, verified there, within so many days. */
	| { readonly kind: 'first_sign_in'; readonly issuer: string; readonly days: number };

/** Why an operator's wish was refused; nothing was changed. */
export type Refusal =
	/** No company of that name or id; or none was named and there are several. */
	| 'no_company'
	| 'which_company'
	/** The address is a tenant's sign-in; or it is to be one and is none. */
	| 'is_tenant'
	| 'no_tenant'
	/** The address is staff already; or it is to be and is not. */
	| 'is_staff'
	| 'no_staff'
	/** A demo account: everybody knows how to sign in to it. */
	| 'is_demo'
	/** The provider's identity belongs to another account. */
	| 'identity_taken';

export interface Account {
	readonly id: number;
	readonly kind: 'tenant' | 'staff';
	readonly company_id: number | null;
	readonly person_id: number | null;
	readonly is_demo: boolean;
}

/** An operator's work on the register: one transaction, in the role that may write it. */
export function asOperator<Result>(pool: Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
	return asRole(pool, 'hemvy_registrar', null, work);
}

/** The account of an e-mail address, in any case of letters, kept from others until the transaction ends. */
export async function accountOf(sql: Sql, email: string): Promise<Account | null> {
	const [found] = await sql<Account[]>`
		select id, kind, company_id, person_id, is_demo from account.account where lower(email) = lower(${email}) for update`;
	return found ?? null;
}

/** The account of somebody who is staff of a company. */
export async function memberOf(
	sql: Sql,
	email: string
): Promise<(Account & { readonly company_id: number }) | Refusal> {
	const found = await accountOf(sql, email);
	if (found?.kind !== 'staff' || found.company_id === null) return 'no_staff';
	if (found.is_demo) return 'is_demo';
	return { ...found, company_id: found.company_id };
}

/** The company of a name or public id; where none is named, the only one there is. */
export async function companyOf(sql: Sql, named: string | null): Promise<number | Refusal> {
	const found = await sql<{ id: number }[]>`
		select id from housing.company
		where ${named}::text is null or name = ${named} or public_id::text = lower(${named}) limit 2`;
	if (found.length === 1 && found[0]) return found[0].id;
	return found.length === 0 ? 'no_company' : 'which_company';
}

/** Whether the provider's identity belongs to another account. @param accountId null: of one that is not there yet */
export async function isTaken(sql: Sql, accountId: number | null, way: SignInWay): Promise<boolean> {
	if (way.kind !== 'subject') return false;
	const [other] = await sql`select from account.identity
		where issuer = ${way.issuer} and subject = ${way.subject} and account_id is distinct from ${accountId}`;
	return other !== undefined;
}

/** Lets an account sign in this way and no other; sessions that are open end. */
export async function setSignIn(sql: Sql, accountId: number, way: SignInWay): Promise<Refusal | null> {
	if (await isTaken(sql, accountId, way)) return 'identity_taken';
	await closeWays(sql, accountId);
	if (way.kind === 'password') {
		await sql`update account.account set password_hash = ${way.hash} where id = ${accountId}`;
	} else if (way.kind === 'subject') {
		await sql`insert into account.identity (issuer, subject, account_id)
			values (${way.issuer}, ${way.subject}, ${accountId})`;
	} else {
		await sql`insert into account.identity_offer (account_id, issuer, ends)
			values (${accountId}, ${way.issuer}, statement_timestamp() + make_interval(days => ${way.days}))`;
	}
	return null;
}

/** Takes every way in away from an account. */
export async function closeWays(sql: Sql, accountId: number): Promise<void> {
	await sql`update account.account set password_hash = null where id = ${accountId}`;
	await sql`delete from account.identity where account_id = ${accountId}`;
	await sql`delete from account.identity_offer where account_id = ${accountId}`;
	await sql`delete from account.session where account_id = ${accountId}`;
}

/** Notes for auditors what was done with an account. @param detail a closed word, no name */
export async function noteStaff(
	sql: Sql,
	accountId: number,
	kind: string,
	detail: string | null = null
): Promise<void> {
	await sql`select audit.note_staff(${accountId}, ${kind}, ${detail})`;
}
