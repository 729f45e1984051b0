import { hashPassword } from '../accounts/password.ts';
import type { AccountDraft } from './company-draft.ts';

/** A sign-in of the sample company, with a line of words for whoever starts the product. */
export interface DemoAccount {
	readonly email: string;
	readonly kind: 'tenant' | 'staff';
	/** Key of the person in the sample company: home and number of the holder. */
	readonly person: string | null;
	readonly words: string;
}

/** The sample company's sign-ins, in the order in which they are worth a look. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
	{
		email: 'tenant@demo.hemvy',
		kind: 'tenant',
		person: 'L5-1201/0',
		words: '14 months in one home: a meter exchange, gaps, late and corrected values'
	},
	{
		email: 'partner@demo.hemvy',
		kind: 'tenant',
		person: 'L5-1201/1',
		words: "the second holder of tenant@'s contract"
	},
	{
		email: 'newcomer@demo.hemvy',
		kind: 'tenant',
		person: 'K12-1203/1',
		words: 'moved in three weeks ago at noon, into a home with history'
	},
	{
		email: 'former@demo.hemvy',
		kind: 'tenant',
		person: 'K12-1203/0',
		words: 'moved out of that home at the same noon'
	},
	{
		email: 'solar@demo.hemvy',
		kind: 'tenant',
		person: 'S2-1001/0',
		words: 'solar panels: electricity export, and a sauna'
	},
	{
		email: 'leak@demo.hemvy',
		kind: 'tenant',
		person: 'K12-1402/0',
		words: 'a toilet has been running for three days'
	},
	{
		email: 'shafts@demo.hemvy',
		kind: 'tenant',
		person: 'K14-1004/0',
		words: 'water from two shafts: two cold and two hot meters'
	},
	{ email: 'staff@demo.hemvy', kind: 'staff', person: null, words: 'staff of the company, with no home' }
];

/** 'demo-' and the part before the @. */
export function demoPassword(email: string): string {
	return `demo-${email.slice(0, email.indexOf('@'))}`;
}

/** The accounts ready to be written, each with its password hashed. */
export function hashAccounts(
	accounts: readonly Omit<DemoAccount, 'words'>[]
): Promise<(AccountDraft & { passwordHash: string })[]> {
	return Promise.all(
		accounts.map(async ({ email, kind, person }) => ({
			email,
			kind,
			person,
			passwordHash: await hashPassword(demoPassword(email))
		}))
	);
}
