import { hashPassword, PASSWORD_MOST } from '#lib/server/accounts/password.ts';
import { issuerSchema } from '#lib/server/config/provider.ts';
import { addMember } from '#lib/server/staff/register/add-member.ts';
import { changeRoles } from '#lib/server/staff/register/change-roles.ts';
import { changeSignIn, forgetSecondFactor, removeMember } from '#lib/server/staff/register/change-sign-in.ts';
import { listMembers, type Member } from '#lib/server/staff/register/list-members.ts';
import type { Refusal, SignInWay } from '#lib/server/staff/register/member.ts';
import { STAFF_ROLES, type StaffRole } from '#lib/server/staff/roles.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { PlainError } from './plain-error.ts';

/** Days within which somebody is to sign in first, where their verified e-mail address binds the account. */
const FIRST_SIGN_IN_DAYS = 14;
/** Characters: NIST SP 800-63B asks for 8 beside a second factor. */
const PASSWORD_LEAST = 12;

/** Asks for a secret: see secret-input.ts. */
export type Ask = (asked: string) => Promise<string>;

/** How somebody is to sign in, as the options say it. */
export interface WayOptions {
	readonly password?: true;
	readonly subject?: string;
	readonly firstSignIn?: true;
	readonly issuer?: string;
}

const REFUSALS: Record<Refusal, string> = {
	no_company: 'There is no such company. `npm run hemvy -- staff list` names those that have staff.',
	which_company: 'There are several companies: say which one with --company, by its name or id.',
	is_tenant: 'A tenant signs in with that address. Staff need one of their own.',
	no_tenant: 'No tenant signs in with the address that --tenant names.',
	is_staff:
		'That address is staff already. `staff role` and `staff sign-in` change what they may and how they sign in.',
	no_staff: 'Nobody who is staff has that address. `npm run hemvy -- staff list` shows who is.',
	is_demo: 'That is an account of the sample company, whose password everybody knows.',
	identity_taken: 'Another account is bound to that subject. `npm run hemvy -- staff list` shows which.'
};

/** @throws PlainError of a refusal, or of what stands in its place when there was none */
function accepted<Result>(answer: Result | Refusal): Exclude<Result, Refusal> {
	if (typeof answer === 'string') throw new PlainError(REFUSALS[answer as Refusal]);
	return answer as Exclude<Result, Refusal>;
}

/** Roles of a list parted by commas. @throws PlainError on an unknown one */
export function rolesOf(words: readonly string[]): StaffRole[] {
	return words
		.flatMap((word) => word.split(','))
		.map((word) => {
			const role = STAFF_ROLES.find((each) => each === word.trim().replaceAll('-', '_'));
			if (role === undefined)
				throw new PlainError(`"${word}" is no role: write one of ${STAFF_ROLES.join(', ')}.`);
			return role;
		});
}

/** An e-mail address in small letters. @throws PlainError when it can be none */
export function emailOf(text: string): string {
	const email = text.trim().toLowerCase();
	if (email.length > 254 || !/^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/.test(email))
		throw new PlainError(`"${text}" is no e-mail address.`);
	return email;
}

/** @throws PlainError unless exactly one way is chosen, with what it needs */
async function wayOf(options: WayOptions, ask: Ask): Promise<SignInWay> {
	const { password, subject, firstSignIn } = options;
	if ([password, subject, firstSignIn].filter((each) => each !== undefined).length !== 1) {
		throw new PlainError(
			'Say how they sign in, in one way: --password, --subject SUBJECT or --first-sign-in.'
		);
	}
	if (password) return { kind: 'password', hash: await hashPassword(checked(await ask('Password'))) };
	const issuer = issuerOf(options.issuer);
	if (subject === undefined) return { kind: 'first_sign_in', issuer, days: FIRST_SIGN_IN_DAYS };
	// OpenID Connect Core 1.0, §2: at most 255 ASCII characters
	if (!/^[\x21-\x7e]{1,255}$/.test(subject))
		throw new PlainError('--subject is what the provider calls the person in `sub`: 1 to 255 characters.');
	return { kind: 'subject', issuer, subject };
}

function issuerOf(option: string | undefined): string {
	const text = option ?? process.env['HEMVY_OIDC_ISSUER'] ?? '';
	const parsed = issuerSchema.safeParse(text);
	if (parsed.success) return parsed.data.href;
	throw new PlainError(
		text === ''
			? 'Name the provider with --issuer, or set HEMVY_OIDC_ISSUER as for the portal.'
			: `"${text}" is no provider: write the issuer’s address with https.`
	);
}

function checked(password: string): string {
	const { length } = password.normalize('NFKC');
	if (length >= PASSWORD_LEAST && length <= PASSWORD_MOST) return password;
	throw new PlainError(`A password of staff has ${PASSWORD_LEAST} to ${PASSWORD_MOST} characters.`);
}

const wayWords = (way: SignInWay): string =>
	({
		password: 'sign in with e-mail and password, and choose a second factor then',
		subject: 'sign in with their work account',
		first_sign_in: `sign in with their work account, the first time within ${FIRST_SIGN_IN_DAYS} days`
	})[way.kind];

/** Makes somebody staff. @throws PlainError */
export async function addStaff(
	sql: Pool,
	address: string,
	options: WayOptions & {
		readonly company?: string;
		readonly role: readonly string[];
		readonly tenant?: string;
	},
	ask: Ask
): Promise<void> {
	const email = emailOf(address);
	const roles = rolesOf(options.role);
	const tenant = options.tenant === undefined ? null : emailOf(options.tenant);
	const way = await wayOf(options, ask);
	accepted(await addMember(sql, { email, company: options.company ?? null, roles, way, tenant }));
	console.log(`${email} is staff${roles.length > 0 ? ` (${roles.join(', ')})` : ', with no role yet'}.`);
	console.log(`They ${wayWords(way)}.`);
}

/** Gives and takes roles, and says which are held then. @throws PlainError */
export async function changeStaffRoles(
	sql: Pool,
	address: string,
	options: { readonly give: readonly string[]; readonly take: readonly string[] }
): Promise<void> {
	const [give, take] = [rolesOf(options.give), rolesOf(options.take)];
	if (give.length + take.length === 0)
		throw new PlainError(`Say --give ROLE or --take ROLE: ${STAFF_ROLES.join(', ')}.`);
	const email = emailOf(address);
	const held = accepted(await changeRoles(sql, email, { give, take }));
	console.log(`${email} holds ${held.length > 0 ? held.join(', ') : 'no role'} now.`);
}

/** @throws PlainError */
export async function changeStaffSignIn(
	sql: Pool,
	address: string,
	options: WayOptions,
	ask: Ask
): Promise<void> {
	const email = emailOf(address);
	const way = await wayOf(options, ask);
	accepted(await changeSignIn(sql, email, way));
	console.log(`${email} is signed out everywhere. From now on they ${wayWords(way)}.`);
}

/** @throws PlainError */
export async function forgetStaffCode(sql: Pool, address: string): Promise<void> {
	accepted(await forgetSecondFactor(sql, emailOf(address)));
	console.log('Forgotten. They are signed out, and choose a new second factor when they sign in.');
}

/** @throws PlainError */
export async function removeStaff(sql: Pool, address: string): Promise<void> {
	const email = emailOf(address);
	accepted(await removeMember(sql, email));
	console.log(`${email} is staff no longer and is signed out. What they did stays in the log.`);
}

/** A line for each. @throws PlainError when there is no such company */
export async function printStaff(sql: Pool, company: string | null): Promise<void> {
	const members = accepted<readonly Member[]>(await listMembers(sql, company));
	if (members.length === 0) console.log('Nobody is staff yet. `npm run hemvy -- staff add --help` says how.');
	for (const member of members) console.log(memberLine(member));
}

function memberLine({ email, company, roles, ...how }: Member): string {
	const ways = [
		...(how.has_password ? ['password'] : []),
		...(how.subject === null ? [] : [`work account ${how.subject}`]),
		...(how.offered === null
			? []
			: [`work account, to be bound by ${how.offered.toISOString().slice(0, 10)}`])
	].join(' and ');
	const parts = [roles.join(', ') || 'no role', ways || 'no way to sign in'];
	if (how.has_second_factor) parts.push('has a second factor');
	if (how.is_demo) parts.push('demo');
	return `${email}  ${company}  ${parts.join('; ')}`;
}
