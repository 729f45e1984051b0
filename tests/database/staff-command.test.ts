import { spawn } from 'node:child_process';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { lineOf } from '../../src/cli/plain-error.ts';
import { addStaffCommands } from '../../src/cli/staff-commands.ts';
import { signIn } from '../../src/lib/server/accounts/sign-in.ts';
import { readSession } from '../../src/lib/server/accounts/session.ts';
import { anAccount, signedIn } from '../fixtures/holder.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PASSWORD = 'en riktigt lång ramsa';

describe('npm run hemvy -- staff', () => {
	let db: FreshDatabase;
	beforeAll(async () => {
		db = await freshDatabase();
	});
	afterAll(() => db.close());
	beforeEach(async () => {
		await db.superuser`delete from account.account`;
		await db.superuser`delete from housing.company`;
		await db.superuser`insert into housing.company (name) values ('Example Homes')`;
	});

	/** Runs the command as an operator does, within this process. */
	async function staff(words: string, { input = '', environment = {} }: Feed = {}): Promise<Ended> {
		for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
		const said: string[] = [];
		const print = vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line));
		const command = new Command('staff').exitOverride().configureOutput({
			writeOut: (text) => said.push(text.trim()),
			writeErr: (text) => said.push(text.trim())
		});
		addStaffCommands(
			command,
			(work) => work(db.owner),
			() => Promise.resolve(input)
		);
		let code = 0;
		try {
			await command.parseAsync(words.trim().split(' '), { from: 'user' });
		} catch (error) {
			code = error instanceof CommanderError ? error.exitCode : 1;
			if (!(error instanceof CommanderError)) said.push(lineOf(error));
		} finally {
			print.mockRestore();
			vi.unstubAllEnvs();
		}
		return { code, said: said.join('\n') };
	}
	interface Feed {
		readonly input?: string;
		readonly environment?: Readonly<Record<string, string>>;
	}
	interface Ended {
		readonly code: number;
		readonly said: string;
	}
	const attempt = (email: string, password: string) =>
		signIn(db.portal, { email, password, address: '203.0.113.1', now: Date.now() / 1000, demo: false });
	const rolesOf = async (email: string) =>
		(
			await db.superuser<{ role: string }[]>`select r.role from staff.role r
				join account.account a on a.id = r.account_id where a.email = ${email} order by 1`
		).map(({ role }) => role);

	test('a member of staff is added with a password that is piped in, gets other roles, and is removed', async () => {
		const added = await staff('add Anna@Example.se --password --role auditor --role case-handler', {
			input: PASSWORD
		});
		expect(added).toEqual({
			code: 0,
			said: 'anna@example.se is staff (auditor, case_handler).\nThey sign in with e-mail and password, and choose a second factor then.'
		});
		expect((await attempt('anna@example.se', PASSWORD)).kind).toBe('signed_in');
		expect((await staff('role anna@example.se --give billing --take auditor,technician')).said).toBe(
			'anna@example.se holds billing, case_handler now.'
		);
		expect(await rolesOf('anna@example.se')).toEqual(['billing', 'case_handler']);
		expect((await staff('list')).said).toBe(
			'anna@example.se  Example Homes  billing, case_handler; password'
		);
		const again = await staff('add anna@example.se --password', { input: PASSWORD });
		expect(again.code).toBe(1);
		expect(again.said).toMatch(/^That address is staff already/);
		const answer = await attempt('anna@example.se', PASSWORD);
		expect((await staff('remove ANNA@example.se')).code).toBe(0);
		expect(answer.kind === 'signed_in' && (await readSession(db.portal, answer.token))).toBeNull();
		expect((await attempt('anna@example.se', PASSWORD)).kind).toBe('refused');
		expect(await rolesOf('anna@example.se')).toEqual([]);
		expect((await staff('list')).said).toMatch(/^Nobody is staff yet/);
		const events = await db.superuser`select kind, detail from audit.event order by id`;
		expect(events.map(({ kind, detail }) => `${String(kind)} ${String(detail)}`)).toEqual([
			'staff_added password',
			'role_given auditor',
			'role_given case_handler',
			'role_given billing',
			'role_taken auditor',
			'staff_removed null'
		]);
	});

	test('an account of who was removed is taken up again, without what it had', async () => {
		await staff('add bo@example.se --password --role auditor', { input: PASSWORD });
		await staff('remove bo@example.se');
		const environment = { HEMVY_OIDC_ISSUER: 'https://login.example.se' };
		expect((await staff('add bo@example.se --subject 8f3a --role billing', { environment })).said).toBe(
			'bo@example.se is staff (billing).\nThey sign in with their work account.'
		);
		expect((await attempt('bo@example.se', PASSWORD)).kind).toBe('refused');
		expect((await staff('list')).said).toBe('bo@example.se  Example Homes  billing; work account 8f3a');
		expect(await db.superuser`select issuer from account.identity`).toEqual([
			{ issuer: 'https://login.example.se/' }
		]);
	});

	test('another way to sign in closes the one before and every session', async () => {
		await staff('add eva@example.se --password', { input: PASSWORD });
		const answer = await attempt('eva@example.se', PASSWORD);
		await db.superuser`insert into staff.totp select id, 'x', true from account.account where email = 'eva@example.se'`;
		const issuer = '--issuer https://login.example.se';
		expect((await staff(`sign-in eva@example.se --first-sign-in ${issuer}`)).said).toBe(
			'eva@example.se is signed out everywhere. From now on they sign in with their work account, the first time within 14 days.'
		);
		expect(answer.kind === 'signed_in' && (await readSession(db.portal, answer.token))).toBeNull();
		expect((await attempt('eva@example.se', PASSWORD)).kind).toBe('refused');
		expect((await staff('list')).said).toMatch(
			/no role; work account, to be bound by \d{4}-\d\d-\d\d; has a second factor$/
		);
		expect((await staff('forget-code eva@example.se')).code).toBe(0);
		expect(await db.superuser`select from staff.totp`).toHaveLength(0);
		await staff(`add fia@example.se --subject 77 ${issuer}`);
		const taken = await staff(`sign-in eva@example.se --subject 77 ${issuer}`);
		expect([taken.code, taken.said.split('.')[0]]).toEqual([1, 'Another account is bound to that subject']);
	});

	test('who is a tenant too is kept from the own home as staff', async () => {
		const [{ id } = { id: 0 }] = await db.superuser<{ id: number }[]>`
			insert into housing.person (display_name) values ('Gun') returning id`;
		await anAccount(db.superuser, 'gun@home.example', { person: id, password: 'x' });
		const add = (words: string) => staff(`add gun@example.se --password ${words}`, { input: PASSWORD });
		expect((await add('--tenant nobody@home.example')).said).toMatch(/^No tenant signs in/);
		expect((await add('--tenant gun@home.example --role case_handler')).code).toBe(0);
		expect(await db.superuser`select person_id from account.account where email = 'gun@example.se'`).toEqual([
			{ person_id: id }
		]);
		expect((await staff('add gun@home.example --password', { input: PASSWORD })).said).toMatch(
			/^A tenant signs in with that address/
		);
		expect((await staff('role gun@home.example --give auditor')).said).toMatch(/^Nobody who is staff/);
	});

	test('of several companies one is named, and a role is of the own one', async () => {
		await db.superuser`insert into housing.company (name) values ('Other Homes')`;
		const add = (words: string) => staff(`add ho@example.se --password ${words}`, { input: PASSWORD });
		expect((await add('')).said).toMatch(/^There are several companies/);
		expect((await add('--company Nobody')).said).toMatch(/^There is no such company/);
		const [{ id } = { id: '' }] = await db.superuser<{ id: string }[]>`
			select public_id as id from housing.company where name = 'Other Homes'`;
		expect((await add(`--company ${id} --role auditor`)).code).toBe(0);
		expect((await staff(`list --company ${id}`)).said).toBe('ho@example.se  Other Homes  auditor; password');
		const held =
			await db.superuser`select c.name from staff.role r join housing.company c on c.id = r.company_id`;
		expect(held).toEqual([{ name: 'Other Homes' }]);
	});

	test('what cannot be meant is refused in one line that says what to write, and changes nothing', async () => {
		const demo = await anAccount(db.superuser, 'demo@demo.hemvy', {
			kind: 'staff',
			demo: true,
			password: 'x'
		});
		await db.superuser`update account.account set company_id = (select id from housing.company) where id = ${demo}`;
		const token = await signedIn(db.superuser, demo);
		const cases: Record<string, RegExp> = {
			'add anna --password': /^"anna" is no e-mail address\.$/,
			'add a@b.se': /^Say how they sign in, in one way/,
			'add a@b.se --password --first-sign-in': /^Say how they sign in, in one way/,
			'add a@b.se --password': /^A password of staff has 12 to 255 characters\.$/,
			'add a@b.se --password --role boss': /^"boss" is no role: write one of consent_officer, /,
			'add a@b.se --first-sign-in': /^Name the provider with --issuer, or set HEMVY_OIDC_ISSUER/,
			'add a@b.se --subject x --issuer http://login.example.se': /is no provider: write .* https\.$/,
			'add a@b.se --subject åäö --issuer https://login.example.se': /^--subject is what the provider calls/,
			'role a@b.se': /^Say --give ROLE or --take ROLE/,
			'remove a@b.se': /^Nobody who is staff has that address/,
			'remove demo@demo.hemvy': /^That is an account of the sample company/,
			'add demo@demo.hemvy --password': /./
		};
		for (const [words, line] of Object.entries(cases)) {
			const { code, said } = await staff(words, { input: 'short' });
			expect(said, words).toMatch(line);
			expect(code, words).toBe(1);
			expect(said.split('\n'), words).toHaveLength(1);
		}
		expect(await db.superuser`select from account.account`).toHaveLength(1);
		expect(await readSession(db.portal, token)).not.toBeNull();
	});

	test('--help says what each does, and no password is taken from the command line', async () => {
		const { said } = await staff('--help');
		for (const name of ['list', 'add', 'role', 'sign-in', 'forget-code', 'remove'])
			expect(said).toContain(name);
		const add = await staff('add --help');
		for (const option of ['--company', '--role', '--password', '--subject', '--first-sign-in', '--tenant'])
			expect(add.said).toContain(option);
		expect((await staff('add a@b.se --password=secret')).code).toBe(1);
		expect(await db.superuser`select from account.account`).toHaveLength(0);
	});

	test('as a process of its own it reads the password from what is piped in, and says in its exit code how it went', async () => {
		const run = async (input: string) => {
			const words = ['staff', 'add', 'ida@example.se', '--password'];
			const child = spawn(process.execPath, [path.join(ROOT, 'src/cli/run.js'), ...words], {
				cwd: ROOT,
				env: { PATH: process.env['PATH'] ?? '', HEMVY_OWNER_URL: db.urls.owner },
				stdio: ['pipe', 'ignore', 'ignore']
			});
			child.stdin.end(input);
			return new Promise<number | null>((resolve) => child.once('close', resolve));
		};
		expect(await run('short\n')).toBe(1);
		expect(await run(`${PASSWORD}\nanother line\n`)).toBe(0);
		expect((await attempt('ida@example.se', PASSWORD)).kind).toBe('signed_in');
	});
});
