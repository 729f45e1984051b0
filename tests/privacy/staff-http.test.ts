import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentText } from '../../src/lib/privacy/consent-text.ts';
import { demoSecret } from '../../src/lib/server/demo/demo-accounts.ts';
import { DEMO_SECRET_KEY, seal } from '../../src/lib/server/accounts/sealed-secret.ts';
import { STEP_S, fromBase32, totpCode } from '../../src/lib/server/accounts/totp.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aPerson, aStaff, type Someone } from '../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { Scene } from './scene.ts';

type Home = Awaited<ReturnType<Scene['home']>>;
const KEY = 'a key that only this test has, long enough';

describe('the pages of staff', () => {
	let db: FreshDatabase;
	let portal: RunningPortal;
	let s: Scene;
	let home: Home;
	const by: Record<string, Someone> = {};
	const staff = (role: string): Someone => {
		const found = by[role];
		if (!found) throw new Error(role);
		return found;
	};

	beforeAll(async () => {
		db = await freshDatabase();
		s = new Scene(db);
		home = await s.home([], { holders: 2 });
		for (const role of ['consent_officer', 'case_handler', 'billing', 'technician', 'auditor']) {
			by[role] = await aStaff(db, home.companyId, [role]);
		}
		portal = await startPortal(db.urls.portal, { HEMVY_SECRET_KEY: KEY, HEMVY_COLLECT_URL: db.urls.gate });
	});
	afterAll(async () => {
		await portal.stop();
		await db.close();
	});

	const get = (who: Pick<Someone, 'token'> | null, path: string) =>
		fetch(portal.address + path, {
			redirect: 'manual',
			headers: { accept: 'text/html', ...(who ? { cookie: `hemvy_session=${who.token}` } : {}) }
		});
	const post = (
		who: Pick<Someone, 'token'>,
		path: string,
		fields: [string, string][],
		{ address } = portal
	) =>
		fetch(address + path, {
			method: 'POST',
			redirect: 'manual',
			headers: { accept: 'text/html', origin: address, cookie: `hemvy_session=${who.token}` },
			body: new URLSearchParams(fields)
		});

	const PAGES: Record<string, string> = {
		'/staff/consents': 'consent_officer',
		'/staff/estates': 'consent_officer',
		'/staff/cases': 'case_handler',
		'/staff/billing': 'billing',
		'/staff/flags': 'technician',
		'/staff/displays': 'technician',
		'/staff/log': 'auditor',
		'/staff/log/export': 'auditor'
	};

	test('each is for its own role, and for everybody else not there; nothing of them is kept in a cache', async () => {
		for (const [path, own] of Object.entries(PAGES)) {
			for (const role of Object.keys(by)) {
				const answer = await get(staff(role), path);
				expect(answer.status, `${path} as ${role}`).toBe(role === own ? 200 : 404);
				expect(answer.headers.get('cache-control')).toBe('no-store');
			}
			expect((await get(home.first, path)).status, `${path} as a tenant`).toBe(404);
			expect((await get(null, path)).headers.get('location'), path).toMatch(/^\/sign-in/);
		}
	});

	test('whoever owes a code is sent to give it, and comes back', async () => {
		const who = await aStaff(db, home.companyId, ['auditor'], { secondFactor: false });
		for (const path of [...Object.keys(PAGES), '/staff']) {
			const answer = await get(who, path);
			expect(answer.headers.get('location')).toBe(`/staff/second-factor?next=${encodeURIComponent(path)}`);
		}
		await db.superuser`update account.account set is_demo = true where id = ${who.accountId}`;
		const secret = demoSecret();
		await db.superuser`insert into staff.totp values (${who.accountId}, ${seal(DEMO_SECRET_KEY, secret)}, true)`;
		const give = (code: string) =>
			post(who, '/staff/second-factor?/confirm&next=%2Fstaff%2Flog', [['code', code]]);
		const code = totpCode(secret, Math.floor(Date.now() / 1000 / STEP_S));
		expect((await give(code === '000000' ? '000001' : '000000')).status).toBe(401);
		const passed = await give(`${code.slice(0, 3)} ${code.slice(3)}`);
		expect([passed.status, passed.headers.get('location')]).toEqual([303, '/staff/log']);
		expect((await get(who, '/staff/log')).status).toBe(200);
	});

	test('a first code is taken into an app: shown until one of it was right, then never again', async () => {
		const who = await aStaff(db, home.companyId, ['auditor'], { secondFactor: false });
		const page = async () => (await get(who, '/staff/second-factor')).text();
		expect(await page()).not.toContain('otpauth:');
		await post(who, '/staff/second-factor?/begin', []);
		const shown = /otpauth:[^"]*secret=([A-Z2-7]+)/.exec(await page())?.[1] ?? '';
		expect(shown).toHaveLength(32);
		expect(await page()).toContain(shown);
		const code = totpCode(fromBase32(shown), Math.floor(Date.now() / 1000 / STEP_S));
		const passed = await post(who, '/staff/second-factor?/confirm', [['code', code]]);
		expect(passed.headers.get('location')).toBe('/staff');
		await db.superuser`update account.session set second_factor_at = null where account_id = ${who.accountId}`;
		expect(await page()).not.toContain('otpauth:');
		await post(who, '/staff/second-factor?/begin', []);
		const [kept] = await db.superuser`select confirmed from staff.totp where account_id = ${who.accountId}`;
		expect(kept).toEqual({ confirmed: true });
	});

	test('a tenant and nobody find no second factor', async () => {
		expect((await get(home.first, '/staff/second-factor')).status).toBe(404);
		expect((await get(null, '/staff/second-factor')).headers.get('location')).toMatch(/^\/sign-in/);
	});

	test('consent staff find by number alone, ask as the tenants will see it, and type in a paper', async () => {
		const officer = staff('consent_officer');
		const search = async (query: string) => (await get(officer, `/staff/consents?${query}`)).text();
		const address = `/staff/consents/${home.homeId}`;
		expect(await search(`apartment=${home.number}`)).toContain(address);
		expect(await search(`contract=${home.contract}`)).toContain(address);
		expect(await search('apartment=holder')).not.toContain(address);
		const id = (await s.ask.openCase(staff('case_handler'), home)) ?? '';
		const wanted: [string, string][] = [
			['case', id],
			['medium', 'cold_water'],
			['resolution', 'day']
		];
		const preview = await (await post(officer, `${address}?/preview`, wanted)).text();
		const asTheySeeIt = 'Vill läsa dagar av kallt vatten, till senast';
		for (const words of [asTheySeeIt, consentText('case', 'sv').text]) expect(preview).toContain(words);
		expect((await post(officer, `${address}?/ask`, wanted)).headers.get('location')).toBe(`${address}?asked`);
		expect(await (await get(home.first, `/homes/${home.homeId}/my-data`)).text()).toContain(asTheySeeIt);
		const holder = await s.ask.asStaff<{ holder_id: string }>(
			officer,
			'select holder_id from staff.holders($1::uuid)',
			[home.homeId]
		);
		const paper: [string, string][] = [['holder', holder[0]?.holder_id ?? ''], ...wanted.slice(1)];
		const typed = await post(officer, `${address}?/propose`, paper);
		expect(typed.headers.get('location')).toBe(`${address}?proposed`);
		expect(await (await get(officer, address)).text()).toContain('Väntar på den boendes bekräftelse');
		expect(await s.own(home.first, home)('day', 'cold_water')).toBe(false);
		const { version, hash } = consentText('own_view_day', 'sv');
		const [kept] = await db.superuser`
			select text_version as version, encode(text_hash, 'hex') as hash from consent.record
			where channel = 'paper' and occupancy_id = ${home.occupancyId}`;
		expect(kept).toEqual({ version, hash });
		expect((await post(officer, `${address}?/propose`, paper.slice(0, 1))).status).toBe(400);
		const months: [string, string][] = [...paper, ['resolution', 'month']];
		expect((await post(officer, `${address}?/propose`, months)).status).toBe(400);
	});

	test('a case reads what all agreed to; after one withdrawal its stream ends and the next request is 403', async () => {
		const other = await s.home([], { holders: 2 });
		const { handler, id } = await s.openCase(other);
		const page = `/staff/cases/${id}/usage/water/day/2026-03`;
		const shown = await get(handler, page);
		expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
		expect(await shown.text()).toContain('Stänger av sig själv om');
		const log = await db.superuser`select role, resolution from audit.access
			where occupancy_id = ${other.occupancyId} and kind = 'read'`;
		expect(log).toEqual([{ role: 'case_handler', resolution: 'day' }]);
		const live = await get(handler, `/staff/cases/${id}/live/water/day`);
		const heard = live.text();
		expect(await s.ask.answer(other.second, other, false)).toBe('done');
		const from = performance.now();
		expect(await heard).toMatch(/event: held[\s\S]*event: ended/);
		expect(performance.now() - from).toBeLessThan(5000);
		expect((await get(handler, page)).status).toBe(403);
		expect((await get(staff('billing'), page)).status).toBe(404);
	});

	test('a closed case is over, another’s and one that is not there are alike', async () => {
		const { handler, id } = await s.openCase(await s.home([]));
		expect((await get(handler, `/staff/cases/${id}`)).status).toBe(200);
		await post(handler, `/staff/cases/${id}?/close`, []);
		const answers = await Promise.all(
			[id, '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e', "1' or 1=1"].map((each) =>
				get(handler, `/staff/cases/${encodeURIComponent(each)}`)
			)
		);
		expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
		expect((await get(handler, `/staff/cases/${id}/usage/water/month/2026`)).status).toBe(403);
	});

	test('a case is opened with a number and a reason from the list, for 30 days at most', async () => {
		const open = (fields: Record<string, string>) =>
			post(staff('case_handler'), '/staff/cases?/open', [
				...Object.entries({ home: home.homeId, reference: 'A-7', reason: 'leak', days: '14', ...fields })
			]);
		expect((await open({})).headers.get('location')).toMatch(/^\/staff\/cases\/[\da-f-]{36}$/);
		for (const wrong of [
			{ days: '31' },
			{ days: '0' },
			{ days: 'x' },
			{ reason: 'curious' },
			{ reference: 'Anna Svensson!' },
			{ reference: '' }
		]) {
			expect((await open(wrong)).status, JSON.stringify(wrong)).toBe(400);
		}
		expect((await open({ home: '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e' })).status).toBe(404);
	});

	test('billing staff read the months of an unsettled bill, and nothing once it is settled', async () => {
		const other = await s.home([]);
		const id = await s.invoice(other);
		const page = `/staff/billing/${id}`;
		const shown = await get(staff('billing'), page);
		expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
		const text = await shown.text();
		expect(text).toContain('Mars 2026');
		expect(text).not.toContain('Juli 2026');
		await db.superuser`update staff.invoice set settled = now() where public_id = ${id}`;
		expect((await get(staff('billing'), page)).status).toBe(403);
		expect(await (await get(staff('billing'), `${page}/live`)).text()).toContain('event: ended');
	});

	test('billing staff open a case of their own with a number and a reason, read months, and nothing once it is closed', async () => {
		const other = await s.home([]);
		const open = (fields: Record<string, string>) =>
			post(staff('billing'), '/staff/billing?/open', [
				...Object.entries({
					home: other.homeId,
					reference: 'B-7',
					reason: 'final_bill',
					days: '14',
					...fields
				})
			]);
		for (const wrong of [{ reason: 'leak' }, { days: '31' }, { reference: 'Anna Svensson!' }])
			expect((await open(wrong)).status, JSON.stringify(wrong)).toBe(400);
		expect((await open({ home: '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e' })).status).toBe(404);
		const page = (await open({})).headers.get('location') ?? '';
		expect(page).toMatch(/^\/staff\/billing\/cases\/[\da-f-]{36}$/);
		expect(await (await get(staff('billing'), '/staff/billing')).text()).toContain(page);
		const text = await (await get(staff('billing'), page)).text();
		expect(text).toContain('Mars 2026');
		expect(text).not.toContain('Rumstemperatur');
		const log = await db.superuser`select role, purpose, resolution from audit.access
			where occupancy_id = ${other.occupancyId}`;
		expect(log).toEqual([{ role: 'billing', purpose: 'final_bill', resolution: 'month' }]);
		const looked = await (await get(other.first, `/homes/${other.homeId}/who-has-looked`)).text();
		expect(looked).toContain('slutfaktura');
		expect((await get(staff('case_handler'), page)).status).toBe(404);
		expect(await (await get(staff('case_handler'), '/staff/cases')).text()).not.toContain('B-7');
		expect((await post(staff('billing'), `${page}?/close`, [])).headers.get('location')).toBe(
			'/staff/billing?closed'
		);
		expect((await get(staff('billing'), page)).status).toBe(403);
	});

	test('the log is exported as CSV without readings or names, and the export is written down', async () => {
		const answer = await get(staff('auditor'), '/staff/log/export');
		expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		const text = await answer.text();
		expect(text.split('\r\n')[0]).toBe(
			'time,account,role,purpose,basis,home,media,resolution,from_day,to_day,kind'
		);
		expect(text).toContain('case_handler');
		expect(text).not.toMatch(/holder \d/);
		const [event] = await db.superuser`select count(*)::int from audit.event where kind = 'log_exported'`;
		expect(event).toEqual({ count: 2 });
	});

	test('a guardian gets a link and a code that are shown once, and reads by both as invited people do', async () => {
		const other = await s.home(['day']);
		const officer = staff('consent_officer');
		const address = `/staff/consents/${other.homeId}/household`;
		const fields: [string, string][] = [
			['called', 'God man'],
			['order', 'T 123-26'],
			['begins', '2026-11-01'],
			['ends', '2027-11-01'],
			['medium', 'cold_water'],
			['resolution', 'month']
		];
		const entered = await (await post(officer, `${address}?/guardian`, fields)).text();
		const link = /\/invitation\/[a-z2-9]{24}/.exec(entered)?.[0] ?? '';
		const code = /(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])/.exec(entered)?.[0] ?? '';
		expect([link, code]).not.toContain('');
		const again = await (await get(officer, address)).text();
		expect(again).toContain('T 123-26');
		expect(again).not.toContain(code);
		const guardian = await aPerson(db, 'guardian');
		expect((await post(guardian, link, [['code', code]])).headers.get('location')).toBe('/shared?accepted');
		expect(await (await get(guardian, '/shared')).text()).toMatch(/\/shared\/[\da-f-]{36}\/usage/);
		expect((await post(officer, `${address}?/guardian`, fields.slice(1))).status).toBe(400);
	});

	test('a sublet is shown before it is entered; the holder is told, and whoever is invited gets a sign-in of their own', async () => {
		const other = await s.home(['day']);
		const officer = staff('consent_officer');
		const address = `/staff/consents/${other.homeId}/sublet`;
		const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
		const dates: [string, string][] = Object.entries({ from: day(2), fromTime: '12:00', to: day(90) });
		const shown = await (await post(officer, `${address}?/preview`, dates)).text();
		expect(shown).toContain('tillhör den timmen ingen');
		expect((await post(officer, `${address}?/preview`, dates.slice(1))).status).toBe(400);
		expect((await post(staff('case_handler'), `${address}?/begin`, dates)).status).toBe(404);
		const begun = await post(officer, `${address}?/begin`, dates);
		expect(begun.headers.get('location')).toBe(`${address}?begun`);
		expect((await post(officer, `${address}?/begin`, dates)).status).toBe(400);
		const told = await (await get(other.first, `/homes/${other.homeId}/my-data`)).text();
		expect(told).toContain('Uthyrt i andra hand');
		const stretch = /\/staff\/consents\/([\da-f-]{36})\/sublet\?\/invite/.exec(
			await (await get(officer, address)).text()
		)?.[1];
		const invited = await post(officer, `/staff/consents/${stretch ?? ''}/sublet?/invite`, [
			['called', 'Bo']
		]);
		const text = await invited.text();
		const link = /\/invitation\/[a-z2-9]{24}/.exec(text)?.[0] ?? '';
		const code = /(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])/.exec(text)?.[0] ?? '';
		const account = { name: 'Bo', email: 'bo@example.org', password: 'ett långt lösenord' };
		const open = (fields: object) =>
			post({ token: '' }, `${link}/new`, Object.entries({ ...account, code, ...fields }));
		expect((await open({ password: 'kort' })).status).toBe(400);
		expect((await open({ code: 'AAAA-AAAA' })).status).toBe(400);
		const opened = await open({});
		expect([opened.status, opened.headers.get('location')]).toEqual([303, '/']);
		const token = /hemvy_session=([^;]+)/.exec(opened.headers.get('set-cookie') ?? '')?.[1] ?? '';
		const homes = await (await get({ token }, '/api/v1/homes')).text();
		expect([homes.includes(stretch ?? ''), homes.includes(other.homeId)]).toEqual([true, false]);
		expect((await post(officer, `/staff/consents/${stretch ?? ''}/sublet?/undo`, [])).status).toBe(400);
	});

	test('a sublet is not entered by a portal that may not store readings: it says so, and nothing changes', async () => {
		const other = await s.home();
		const officer = staff('consent_officer');
		const address = `/staff/consents/${other.homeId}/sublet`;
		const without = await startPortal(db.urls.portal, { HEMVY_SECRET_KEY: KEY });
		const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
		const begun = await post(officer, `${address}?/begin`, [['from', day]], without);
		expect([begun.status, (await begun.text()).includes('HEMVY_COLLECT_URL')]).toEqual([409, true]);
		expect((await post(officer, `${address}?/end`, [['to', day]], without)).status).toBe(409);
		expect((await post(staff('case_handler'), `${address}?/begin`, [['from', day]], without)).status).toBe(
			404
		);
		await without.stop();
		expect((await (await get(officer, address)).text()).includes('?/preview')).toBe(true);
	});

	test('an estate is released against proof to a sign-in, which then reads months and no more', async () => {
		const other = await s.home(['day']);
		const officer = staff('consent_officer');
		const address = `/staff/consents/${other.homeId}/household`;
		expect((await post(officer, `${address}?/death`, [])).headers.get('location')).toBe(`${address}?death`);
		expect(await s.own(other.first, other)('month', 'cold_water')).toBe(false);
		expect(await (await get(officer, '/staff/estates')).text()).toContain(address);
		const heir = await aPerson(db, 'heir');
		const [account] = await db.superuser<{ email: string }[]>`
			select email from account.account where id = ${heir.accountId}`;
		const release = (email: string, proof: string) =>
			post(officer, `${address}?/release`, [
				['email', email],
				['proof', proof]
			]);
		expect((await release('nobody@example.se', 'B-7')).status).toBe(400);
		expect((await release(account?.email ?? '', '')).status).toBe(400);
		const page = `/shared/${other.homeId}/usage/water/month/2026`;
		expect((await get(heir, page)).status).toBe(404);
		expect((await release(account?.email ?? '', 'B-7')).headers.get('location')).toBe(`${address}?released`);
		expect((await get(heir, page)).status).toBe(200);
		expect((await get(heir, page.replace('month/2026', 'day/2026-03'))).status).toBe(404);
		expect((await get(await aPerson(db), page)).status).toBe(404);
		await post(officer, `${address}?/endRelease`, []);
		expect((await get(heir, page)).status).toBe(404);
	});

	test('a home of named handlers is not there for the others, whatever they ask of it', async () => {
		const other = await s.home([]);
		const [first, second] = await Promise.all(
			[0, 1].map(() => aStaff(db, other.companyId, ['consent_officer']))
		);
		if (!first || !second) throw new Error('no staff');
		const address = `/staff/consents/${other.homeId}/household`;
		const person = /name="person" value="([\da-f-]{36})"/.exec(await (await get(first, address)).text())?.[1];
		const limited = await post(first, `${address}?/limit`, [['person', person ?? '']]);
		expect(limited.headers.get('location')).toBe(`${address}?handlers`);
		const none = address.replace(other.homeId, '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e');
		for (const path of [address, address.replace('/household', '')]) {
			expect((await get(first, path)).status).toBe(200);
			expect((await get(second, path)).status).toBe(404);
		}
		for (const place of [address, none])
			expect((await post(second, `${place}?/lift`, [['person', person ?? '']])).status).toBe(303);
		expect((await get(second, address)).status).toBe(404);
		expect(await (await get(first, address)).text()).not.toMatch(/skydd|protect/i);
	});
});
