import type { Transaction } from '../collection/packed-rows.ts';
import { DEMO_SECRET_KEY, seal } from '../accounts/sealed-secret.ts';
import type { AccountDraft } from './company-draft.ts';
import { demoSecret } from './demo-accounts.ts';

/**
 * Writes the sign-ins of a demo company; staff of a role with the second factor that everybody knows.
 * @param personOf number of the person of a draft's key
 */
export async function writeAccounts(
	tx: Transaction,
	companyId: number,
	accounts: readonly AccountDraft[],
	personOf: (key: string) => number
): Promise<void> {
	for (const { email, passwordHash, kind, person, roles } of accounts) {
		const [account] = await tx<{ id: number }[]>`
			insert into account.account (person_id, email, password_hash, is_demo, kind, company_id)
			values (${person === null ? null : personOf(person)}, ${email}, ${passwordHash}, true, ${kind},
				${kind === 'staff' ? companyId : null})
			returning id`;
		if (account === undefined) throw new Error('An insert returned no row');
		if (roles.length === 0) continue;
		await tx`
			insert into staff.role (account_id, company_id, role)
			select ${account.id}, ${companyId}, unnest(${[...roles]}::text[])`;
		await tx`
			insert into staff.totp (account_id, secret, confirmed)
			values (${account.id}, ${seal(DEMO_SECRET_KEY, demoSecret())}, true)`;
	}
}
