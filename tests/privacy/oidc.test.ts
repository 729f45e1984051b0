import { chromium } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sealLogin, LOGIN_S, openLogin } from '../../src/lib/server/accounts/login-state.ts';
import { readSecondFactor } from '../../src/lib/server/accounts/second-factor.ts';
import { readSession } from '../../src/lib/server/accounts/session.ts';
import { freePort } from '../../src/lib/server/db/embedded.ts';
import { addMember } from '../../src/lib/server/staff/register/add-member.ts';
import type { StaffRole } from '../../src/lib/server/staff/roles.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { CookieJar } from '../fixtures/cookie-jar.ts';
import { anAccount } from '../fixtures/holder.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { findChromium } from '../portal/chromium.ts';
import {
	providerVariables,
	startWorkAccounts,
	type WorkAccount,
	type WorkAccounts
} from '../fixtures/work-accounts.ts';

const COMPANY = 'Bostäder & Co';
const TWO_FACTORS = { amr: ['pwd', 'mfa'] };

describe('staff who sign in by their company’s provider', () => {
	let db: FreshDatabase;
	let portal: RunningPortal;
	let work: WorkAccounts;
	let jar: CookieJar;

	beforeAll(async () => {
		db = await freshDatabase();
		await db.superuser`insert into housing.company (name) values (${COMPANY}), ('Grannbolaget')`;
		const port = await freePort();
		const origin = `http://127.0.0.1:${port}`;
		work = await startWorkAccounts(origin);
		portal = await startPortal(db.urls.portal, {
			PORT: String(port),
			...providerVariables(work, origin, COMPANY),
			HEMVY_OIDC_ACR: 'urn:example:two'
		});
	});
	afterAll(async () => {
		await Promise.all([portal.stop(), work.stop()]);
		await db.close();
	});
	beforeEach(() => {
		jar = new CookieJar();
	});

	/** Somebody of the company's staff, bound by subject, or at the first sign-in by e-mail. */
	async function member(
		name: string,
		{ by = 'subject', company = COMPANY, roles = ['auditor'] }: Plan = {}
	): Promise<WorkAccount> {
		const email = `${name}@example.se`;
		const issuer = new URL(work.issuer).href;
		const way =
			by === 'subject'
				? ({ kind: 'subject', issuer, subject: name } as const)
				: ({ kind: 'first_sign_in', issuer, days: 14 } as const);
		expect(await addMember(db.owner, { email, company, roles, way, tenant: null })).toBeNull();
		return { subject: name, email, ...TWO_FACTORS };
	}
	interface Plan {
		readonly by?: 'subject' | 'e-mail';
		readonly company?: string;
		readonly roles?: StaffRole[];
	}

	const at = (path: string) => portal.address + path;
	/** Goes to the provider as this one and stops where it sends them back to: not asked for yet. */
	async function answerTo(who: WorkAccount | null, query = ''): Promise<string> {
		work.visitor = who;
		return jar.follow(at(`/sign-in/work${query}`), /\/sign-in\/work\/callback\?/);
	}
	/** Where somebody stands after coming back. */
	async function comeBack(address: string): Promise<string> {
		const response = await jar.get(address);
		expect(response.status).toBe(303);
		return response.headers.get('location') ?? '';
	}
	const signIn = async (who: WorkAccount | null, query = '') => comeBack(await answerTo(who, query));
	const token = () => jar.cookie(at('/'), 'hemvy_session') ?? '';
	const bound = () => db.superuser<{ subject: string }[]>`select subject from account.identity`;

	test('a link beside the password leads there, and back to what was asked for', async () => {
		const anna = await member('anna');
		const page = await (await jar.get(at('/sign-in?next=%2Fstaff%2Flog'))).text();
		expect(page).toContain('Logga in med arbetskonto');
		expect(page).toContain('href="/sign-in/work?next=%2Fstaff%2Flog"');
		expect(await signIn(anna, '?next=%2Fstaff%2Flog')).toBe('/staff/log');
		expect((await jar.get(at('/staff/log'))).status).toBe(200);
		expect(jar.cookie(at('/'), 'hemvy_login')).toBeUndefined();
	});

	test('what is asked of the provider: a code for us alone, with state, nonce and PKCE', async () => {
		const begun = await jar.get(at('/sign-in/work'));
		const asked = new URL(begun.headers.get('location') ?? '');
		const { state, nonce, code_challenge: challenge, ...rest } = Object.fromEntries(asked.searchParams);
		expect(asked.origin).toBe(work.issuer);
		expect(rest).toEqual({
			response_type: 'code',
			client_id: 'hemvy portal',
			redirect_uri: at('/sign-in/work/callback'),
			scope: 'openid email',
			code_challenge_method: 'S256',
			max_age: '43200',
			acr_values: 'urn:example:two',
			ui_locales: 'sv'
		});
		expect(new Set([state, nonce, challenge].filter((each) => (each?.length ?? 0) >= 43)).size).toBe(3);
		const [cookie = ''] = begun.headers.getSetCookie();
		for (const attribute of ['Path=/sign-in/work', 'HttpOnly', 'SameSite=Lax', `Max-Age=${LOGIN_S}`])
			expect(cookie).toContain(attribute);
		for (const secret of [state, nonce]) expect(cookie).not.toContain(secret);
		expect(begun.headers.get('cache-control')).toBe('no-store');
	});

	test('several factors at the provider are the second factor; one is not, and the page for a code follows', async () => {
		const who = await member('bo');
		for (const [said, state] of [
			[{ amr: ['pwd', 'mfa'] }, 'passed'],
			[{ amr: ['pwd'], acr: 'urn:example:two' }, 'passed'],
			[{ amr: ['pwd'] }, 'none']
		] as const) {
			jar = new CookieJar();
			await signIn({ subject: who.subject, email: who.email, ...said });
			const now = Math.floor(Date.now() / 1000);
			expect(await readSecondFactor(db.portal, token(), now), JSON.stringify(said)).toEqual({ kind: state });
		}
		expect(await comeBack(at('/staff/log'))).toBe('/staff/second-factor?next=%2Fstaff%2Flog');
	});

	test('such a session is over after twelve hours, however much it is used', async () => {
		await signIn(await member('disa'));
		const hours = ((await readSession(db.portal, token()))?.expires.getTime() ?? 0) / 3.6e6;
		expect(hours - Date.now() / 3.6e6).toBeCloseTo(12, 1);
		await db.superuser`update account.session
			set last_used = last_used - interval '11 hours', expires = expires - interval '11 hours',
				ends = ends - interval '11 hours' where id = ${token().split('.')[0] ?? ''}`;
		const left = ((await readSession(db.portal, token()))?.expires.getTime() ?? 0) / 3.6e6;
		expect(left - Date.now() / 3.6e6).toBeCloseTo(1, 1);
	});

	test('a verified e-mail address binds an account where an operator asked for it, once and for good', async () => {
		const before = (await bound()).length;
		const who = await member('eva', { by: 'e-mail' });
		expect(await signIn({ ...who, email: 'Eva@Example.se' })).toBe('/');
		expect(await bound()).toHaveLength(before + 1);
		jar = new CookieJar();
		expect(await signIn({ ...who, email: 'eva.andersson@example.se', isVerified: false })).toBe('/');
		jar = new CookieJar();
		expect(await signIn({ ...who, subject: 'somebody else' })).toBe('/sign-in?work=unknown');
		const events =
			await db.superuser`select e.kind from audit.event e join account.account a on a.id = e.account_id
			where a.email = 'eva@example.se' order by e.id`;
		expect(events.map(({ kind }) => String(kind))).toEqual(['staff_added', 'role_given', 'identity_bound']);
	});

	test('whoever is not known here is told the same, whatever the reason, and nothing is made', async () => {
		const late = await member('late', { by: 'e-mail' });
		await db.superuser`update account.identity_offer set ends = now() where account_id =
			(select id from account.account where email = 'late@example.se')`;
		const both = await member('both');
		await db.superuser`insert into staff.role select a.id, c.id, 'auditor' from account.account a, housing.company c
			where a.email = 'both@example.se' and c.name = 'Grannbolaget'`;
		const demo = await member('demo');
		await db.superuser`update account.account set is_demo = true where email = 'demo@example.se'`;
		await anAccount(db.superuser, 'tenant@example.se', { password: 'a tenant’s own' });
		const cases: Record<string, WorkAccount> = {
			'an unknown subject': { subject: 'nobody', email: 'nobody@example.se' },
			'an address that the provider has not verified': {
				...(await member('fia', { by: 'e-mail' })),
				isVerified: false
			},
			'an address that no operator offered': { ...(await member('gun')), subject: 'not gun' },
			'an offer that is over': late,
			'an address that only looks like it': {
				...(await member('kim', { by: 'e-mail' })),
				email: '\u212aim@example.se'
			},
			'another company’s staff': await member('harry', { company: 'Grannbolaget' }),
			'another company’s staff by e-mail': await member('ines', { company: 'Grannbolaget', by: 'e-mail' }),
			'who works for another company too': both,
			'a demo account': demo,
			'a tenant': { subject: 'tenant', email: 'tenant@example.se' }
		};
		const count = () => db.superuser`
			select (select count(*) from account.account) as accounts, (select count(*) from account.identity) as identities`;
		const before = await count();
		const pages = new Set<string>();
		for (const [why, who] of Object.entries(cases)) {
			jar = new CookieJar();
			const landed = await signIn({ ...TWO_FACTORS, ...who });
			expect(landed, why).toBe('/sign-in?work=unknown');
			expect(token(), why).toBe('');
			const page = await (await jar.get(at(landed))).text();
			pages.add(page.replace(/nonce="[^"]*"/g, ''));
		}
		expect([...pages]).toHaveLength(1);
		expect([...pages][0]).toContain('Det går inte att logga in här med det arbetskontot.');
		expect(await count()).toEqual(before);
		expect(portal.said()).toMatch(/"reason":"elsewhere".*work sign-in refused/);
		expect(portal.said()).not.toMatch(/example\.se|nobody/);
	});

	test('an answer counts once, in the browser that asked, for ten minutes, to the question that it answers', async () => {
		const who = await member('jon');
		const used = '/sign-in?work=used';
		const answer = await answerTo(who);
		const login = jar.cookie(answer, 'hemvy_login') ?? '';
		expect(await comeBack(answer.replace(/state=[^&]*/, 'state=another'))).toBe(used);
		const other = new CookieJar();
		expect((await other.get(answer)).headers.get('location')).toBe(used);
		expect(await comeBack(answer), 'the first use').toBe('/');
		const first = token();
		jar.setCookie(answer, 'hemvy_login', login, '/sign-in/work');
		expect(await comeBack(answer), 'once more, cookie and all').toBe(used);
		expect(token()).toBe(first);

		jar = new CookieJar();
		const slow = await answerTo(who);
		const kept = openLogin(jar.cookie(slow, 'hemvy_login') ?? '', work.clientSecret, Date.now() / 1000);
		if (kept === null) throw new Error('no login is kept');
		const old = sealLogin({ ...kept, begun: kept.begun - LOGIN_S }, work.clientSecret);
		jar.setCookie(slow, 'hemvy_login', old, '/sign-in/work');
		expect(await comeBack(slow), 'after ten minutes').toBe(used);
		jar.setCookie(slow, 'hemvy_login', sealLogin(kept, 'another secret'), '/sign-in/work');
		expect(await comeBack(slow), 'sealed by another').toBe(used);
		expect(token()).toBe('');
	});

	test('an answer with another nonce, or to another’s challenge, signs nobody in', async () => {
		const who = await member('kaj');
		for (const [name, value, said] of [
			['nonce', 'of another question', 'used'],
			['code_challenge', 'A'.repeat(43), 'used'],
			['state', 'of another question', 'used']
		] as const) {
			jar = new CookieJar();
			work.visitor = who;
			const asked = new URL((await jar.get(at('/sign-in/work'))).headers.get('location') ?? '');
			asked.searchParams.set(name, value);
			const answer = await jar.follow(asked.href, /\/callback\?/);
			expect(await comeBack(answer), name).toBe(`/sign-in?work=${said}`);
			expect(token()).toBe('');
		}
	});

	test('who cancels, or comes with an error of the provider, is told so and may try again', async () => {
		expect(await signIn(null, '?next=%2Fstaff')).toBe('/sign-in?work=cancelled&next=%2Fstaff');
		expect(await (await jar.get(at('/sign-in?work=cancelled'))).text()).toContain('avbröts');
		const begun = await jar.get(at('/sign-in/work'));
		const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
		const iss = encodeURIComponent(work.issuer);
		const error = at(`/sign-in/work/callback?state=${state}&error=server_error&iss=${iss}`);
		expect(await comeBack(error)).toBe('/sign-in?work=down');
	});

	test('no other site is gone to afterwards', async () => {
		const who = await member('lo');
		for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/sign-out']) {
			jar = new CookieJar();
			expect(await signIn(who, `?next=${encodeURIComponent(next)}`), next).toBe('/');
		}
	});

	test('too many attempts from one address have to wait', async () => {
		await db.superuser`select account.take_attempt('address 127.0.0.1', 200, '15 minutes') from generate_series(1, 200)`;
		expect(await comeBack(at('/sign-in/work'))).toBe('/sign-in?work=limited');
		expect(await comeBack(at('/sign-in/work/callback?code=x&state=y'))).toBe('/sign-in?work=limited');
		expect(await (await jar.get(at('/sign-in?work=limited'))).text()).toContain('15');
		await db.superuser`select account.forget_attempts('address 127.0.0.1')`;
	});

	test('signing out ends our session, and leads to the provider’s own sign-out and back', async () => {
		await signIn(await member('mia'));
		const session = token();
		const out = await jar.get(at('/sign-out'), {});
		expect(out.headers.get('location')).toBe('/sign-in/work/sign-out');
		expect(await readSession(db.portal, session)).toBeNull();
		const page = await (await jar.get(at('/sign-in/work/sign-out'))).text();
		const address = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(page)?.[1] ?? '';
		const asked = new URL(address.replaceAll('&amp;', '&'));
		expect(asked.origin).toBe(work.issuer);
		expect(Object.fromEntries(asked.searchParams)).toEqual({
			client_id: 'hemvy portal',
			post_logout_redirect_uri: at('/sign-in')
		});
		expect((await jar.get(asked.href)).status).toBe(200);
		const nobody = await new CookieJar().get(at('/sign-out'), {});
		expect(nobody.headers.get('location')).toBe('/sign-in');
	});

	test.skipIf(findChromium() === null).each([true, false])(
		'a browser goes there and back by keyboard and signs out, its policy allows it; scripts: %s',
		async (scripts) => {
			work.visitor = await member(`browser-${String(scripts)}`);
			work.asks = true;
			const browser = await chromium.launch({
				executablePath: findChromium() ?? '',
				args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
			});
			const page = await browser.newPage({ javaScriptEnabled: scripts, locale: 'sv-SE' });
			await page.goto(at('/staff/log'));
			await page.getByRole('link', { name: 'Logga in med arbetskonto' }).focus();
			await page.keyboard.press('Enter');
			await page.getByRole('link', { name: 'Fortsätt' }).click();
			await page.waitForURL(at('/staff/log'));
			await page.getByRole('button', { name: 'Logga ut' }).first().click();
			await page.waitForURL(`${work.issuer}/session/end?*`);
			await page.goto(at('/staff/log'));
			expect(page.url()).toBe(at('/sign-in?next=%2Fstaff%2Flog'));
			await browser.close();
			work.asks = false;
		}
	);

	test('a provider that does not answer, before or in between, is said to; it is asked anew each time', async () => {
		const [port, its] = [await freePort(), await freePort()];
		const origin = `http://127.0.0.1:${port}`;
		const { clientSecret } = work;
		const here = await startPortal(db.urls.portal, {
			PORT: String(port),
			...providerVariables({ issuer: `http://127.0.0.1:${its}`, clientSecret }, origin, COMPANY)
		});
		expect(await comeBack(`${origin}/sign-in/work?next=%2Fstaff`)).toBe('/sign-in?work=down&next=%2Fstaff');
		const page = await (await jar.get(`${origin}/sign-in?work=down`)).text();
		expect(page).toContain('svarar inte');
		expect(page).toContain('name="password"');
		const late = await startWorkAccounts(origin, its);
		late.visitor = { subject: 'x', email: 'x@example.se' };
		const answer = await jar.follow(`${origin}/sign-in/work`, /\/callback\?/);
		await late.stop();
		expect(await comeBack(answer)).toBe('/sign-in?work=down');
		await here.stop();
	});

	test('a portal without a provider has no such way in', async () => {
		const plain = await startPortal(db.urls.portal);
		const { address } = plain;
		expect(await (await fetch(`${address}/sign-in?work=unknown`)).text()).not.toContain('/sign-in/work');
		for (const path of ['/sign-in/work', '/sign-in/work/callback?code=x&state=y'])
			expect((await fetch(address + path, { redirect: 'manual' })).status, path).toBe(404);
		await plain.stop();
	});
});
