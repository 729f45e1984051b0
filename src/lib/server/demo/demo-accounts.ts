import { hashPassword } from '../accounts/password.ts';
import { fromBase32 } from '../accounts/totp.ts';
import type { AccountDraft, StaffRole } from './company-draft.ts';

/** A sign-in of the sample company, with a line of words for whoever starts the product. */
export interface DemoAccount {
	readonly email: string;
	readonly kind: 'tenant' | 'staff';
	/** Key of the person in the sample company: home and number of the holder. */
	readonly person: string | null;
	/** What a member of staff does for the company. */
	readonly roles?: readonly StaffRole[];
	/** Has said no to everything: reads months. */
	readonly declines?: boolean;
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
	{
		email: 'months@demo.hemvy',
		kind: 'tenant',
		person: 'K12-1301/0',
		declines: true,
		words: 'has said no to days and hours'
	},
	staff('consents', 'consent_officer', 'staff: consents, guardians, estates; no readings'),
	staff('cases', 'case_handler', 'staff: cases, what all holders consent to'),
	staff('billing', 'billing', 'staff: months of unsettled bills'),
	staff('technician', 'technician', 'staff: flags, wall displays; no readings'),
	staff('auditor', 'auditor', 'staff: the log; no readings')
];

function staff(name: string, role: StaffRole, words: string): DemoAccount {
	return { email: `${name}@demo.hemvy`, kind: 'staff', person: null, roles: [role], words };
}

/** What staff of the sample put into an app for one-time codes, all of them alike: as well known as their passwords. */
export const DEMO_KEY = 'HEMVYDEMOHEMVYDEMOHEMVYDEMOHEMVY';

/** The same as bytes: the secret of their second factor. */
export const demoSecret = (): Buffer => fromBase32(DEMO_KEY);

/** 'demo-' and the part before the @. */
export function demoPassword(email: string): string {
	return `demo-${email.slice(0, email.indexOf('@'))}`;
}

/** The accounts ready to be written, each with its password hashed. */
export function hashAccounts(
	accounts: readonly Omit<DemoAccount, 'words'>[]
): Promise<(AccountDraft & { passwordHash: string })[]> {
	return Promise.all(
		accounts.map(async ({ email, kind, person, roles = [], declines = false }) => ({
			email,
			kind,
			person,
			roles,
			declines,
			passwordHash: await hashPassword(demoPassword(email))
		}))
	);
}
