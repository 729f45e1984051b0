import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';

export const STAFF_ROLES = [
	'consent_officer',
	'case_handler',
	'billing',
	'technician',
	'statistics',
	'auditor'
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

const isRole = (word: string): word is StaffRole => (STAFF_ROLES as readonly string[]).includes(word);

/** What whoever presents the token does for a company; none before the second factor, and for tenants. */
export async function readRoles({ pool, token }: Caller): Promise<StaffRole[]> {
	const rows = await callAsStaff<{ role: string }>(pool, token, 'select distinct role from staff.roles()');
	const found = rows.map(({ role }) => role).filter(isRole);
	return STAFF_ROLES.filter((role) => found.includes(role));
}
