import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoSecret } from '../../src/lib/server/demo/demo-accounts.ts';
import { DEMO_SECRET_KEY, seal } from '../../src/lib/server/accounts/sealed-secret.ts';
import { passSecondFactor, readSecondFactor } from '../../src/lib/server/accounts/second-factor.ts';
import { STEP_S, totpCode } from '../../src/lib/server/accounts/totp.ts';
import { callAsSession, callAsStaff, readAsSession } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aPerson, aStaff, TEXT, type Someone } from '../fixtures/household.ts';
import { pairedNode } from '../fixtures/node.ts';
import { relations } from './relations.ts';
import { Scene } from './scene.ts';

type Home = Awaited<ReturnType<Scene['home']>>;
const ROLES = ['consent_officer', 'case_handler', 'billing', 'technician', 'statistics', 'auditor'] as const;

describe('staff', () => {
	let database: FreshDatabase;
	let s: Scene;
	let home: Home;
	const by = new Map<string, Someone>();
	const staff = (role: (typeof ROLES)[number]): Someone => {
		const found = by.get(role);
		if (!found) throw new Error(role);
		return found;
	};

	beforeAll(async () => {
		database = await freshDatabase();
		s = new Scene(database);
		home = await s.home([], { holders: 2 });
		for (const role of ROLES) by.set(role, await aStaff(database, home.companyId, [role]));
	});
	afterAll(() => database.close());

	test('may run functions and can read no table, view or partition, whatever the role', async () => {
		for (const { name } of await relations(database)) {
			await expect(
				callAsStaff(database.portal, staff('case_handler').token, `select * from ${name}`),
				name
			).rejects.toMatchObject({ code: '42501' });
		}
	});

	test('each function answers its own roles, with a second factor, and nobody else', async () => {
		const { id } = await s.openCase(home);
		const invoice = await s.invoice(home);
		expect(invoice).not.toBe('');
		const estate = await s.home();
		await s.ask.asStaff(staff('consent_officer'), 'select staff.notice_death($1::uuid)', [estate.homeId]);
		await pairedNode(database, home.homeId, home.first.token);
		const functions: Record<string, { text: string; roles: readonly string[] }> = {
			find: {
				text: `select from staff.find_homes('${home.number}', null)`,
				roles: ['consent_officer', 'case_handler', 'billing']
			},
			cases: { text: `select from staff.cases() where case_id = '${id}'`, roles: ['case_handler'] },
			invoices: { text: 'select from staff.open_invoices()', roles: ['billing'] },
			consents: {
				text: `select from staff.consents('${home.homeId}')`,
				roles: ['consent_officer', 'auditor']
			},
			holders: { text: `select from staff.holders('${home.homeId}')`, roles: ['consent_officer'] },
			handlers: { text: `select from staff.handlers('${home.homeId}')`, roles: ['consent_officer'] },
			estates: { text: 'select from staff.estates()', roles: ['consent_officer'] },
			displays: {
				text: `select from node.staff_displays('', 9) where outcome <> 'no_staff'`,
				roles: ['technician']
			},
			expiring: { text: `select from staff.expiring('13 months')`, roles: ['consent_officer'] },
			flags: { text: 'select from staff.flags()', roles: ['technician'] },
			log: { text: `select from staff.search_log('2026-01-01', 'infinity')`, roles: ['auditor'] },
			events: { text: `select from staff.search_events('2026-01-01', 'infinity')`, roles: ['auditor'] }
		};
		for (const [name, { text, roles }] of Object.entries(functions)) {
			for (const role of ROLES) {
				const rows = await s.ask.asStaff(staff(role), text);
				expect(rows.length > 0, `${name} as ${role}`).toBe(roles.includes(role));
			}
			const without = await aStaff(database, home.companyId, ROLES, { secondFactor: false });
			expect(await s.ask.asStaff(without, text), `${name} without second factor`).toEqual([]);
			expect(await s.ask.asStaff(home.first, text), `${name} as a tenant`).toEqual([]);
			await expect(
				callAsSession(database.portal, staff(roles[0] as 'auditor').token, text)
			).rejects.toMatchObject({
				code: '42501'
			});
		}
	});

	test('homes are found by number or contract exactly, never by a name or a part', async () => {
		const find = (number: string | null, contract: string | null) =>
			s.ask.asStaff<{ home_id: string }>(
				staff('consent_officer'),
				'select home_id from staff.find_homes($1, $2)',
				[number, contract]
			);
		expect(await find(home.number, null)).toEqual([{ home_id: home.homeId }]);
		expect(await find(null, home.contract)).toEqual([{ home_id: home.homeId }]);
		for (const [number, contract] of [
			[home.number.slice(1), null],
			[`${home.number}%`, null],
			['%', null],
			['holder', null],
			[null, 'K-'],
			[home.number, home.contract],
			[null, null]
		] as const) {
			expect(await find(number, contract)).toEqual([]);
		}
	});

	test('a request shows what is asked, each holder answers for themselves, and one no ends it', async () => {
		const other = await s.home([], { holders: 2 });
		const id = (await s.ask.openCase(staff('case_handler'), other)) ?? '';
		await s.ask.askAndAnswer(staff('case_handler'), other, id, [[other.first, true]], {
			resolutions: ['day']
		});
		const [request] = await callAsSession(
			database.portal,
			other.second.token,
			'select reason, resolutions, answer, others_yes, others from consent.requests($1::uuid)',
			[other.homeId]
		);
		expect(request).toEqual({ reason: 'leak', resolutions: ['day'], answer: null, others_yes: 1, others: 1 });
		const visit = () => s.ask.visit(staff('case_handler'), other, { basis: 'case', id }, 'day', 'cold_water');
		expect(await visit()).toBe(false);
		expect(await s.ask.answer(other.second, other, true)).toBe('done');
		expect(await visit()).toBe(true);
		expect(await s.ask.answer(other.first, other, false)).toBe('done');
		expect(await visit()).toBe(false);
		const log = await readAsSession(
			database.portal,
			other.second.token,
			'select role, purpose, kind from portal.access_log'
		);
		expect(log).toEqual([{ role: 'case_handler', purpose: 'leak', kind: 'read' }]);
	});

	test('a paper counts for nothing until that holder confirms it, and takes nothing away', async () => {
		const other = await s.home(['day']);
		const [holder] = await s.ask.asStaff<{ holder_id: string }>(
			staff('consent_officer'),
			'select holder_id from staff.holders($1::uuid)',
			[other.homeId]
		);
		const [proposed] = await s.ask.asStaff(
			staff('consent_officer'),
			`select staff.propose($1::uuid, $2::uuid, 'own_view', null, '{cold_water}', '{hour,day}', 1, decode($3, 'hex'), 'sv') as it`,
			[other.homeId, holder?.holder_id ?? '', TEXT.hash]
		);
		expect(proposed).toEqual({ it: 'proposed' });
		const hours = () => s.ask.own(other.first, other, 'hour', 'cold_water');
		expect(await hours()).toBe(false);
		expect(await s.ask.own(other.first, other, 'day', 'cold_water')).toBe(true);
		const [record] = await readAsSession<{ id: string }>(
			database.portal,
			other.first.token,
			`select record_id as id from portal.consents where act = 'proposed' and resolution = 'hour'`
		);
		const confirm = (who: Someone) =>
			callAsSession(database.portal, who.token, 'select consent.confirm($1::uuid, true) as it', [
				record?.id ?? ''
			]);
		expect(await confirm(home.first)).toEqual([{ it: 'no_record' }]);
		expect(await confirm(other.first)).toEqual([{ it: 'done' }]);
		expect(await confirm(other.first)).toEqual([{ it: 'no_record' }]);
		expect(await hours()).toBe(true);
	});

	test('nobody is told of objections: not consent staff, not auditors', async () => {
		const other = await s.home(['hour']);
		await s.ask.hideHours(other.first, other, true);
		for (const role of ['consent_officer', 'auditor'] as const) {
			const rows = await s.ask.asStaff<{ act: string }>(
				staff(role),
				'select act from staff.consents($1::uuid)',
				[other.homeId]
			);
			expect(rows.length).toBeGreaterThan(0);
			expect(rows.some(({ act }) => act.startsWith('object'))).toBe(false);
		}
		const events = await s.ask.asStaff(
			staff('auditor'),
			`select from staff.search_events('2026-01-01', 'infinity') where kind ~ 'object|hid'`
		);
		expect(events).toEqual([]);
		const log = await readAsSession(
			database.portal,
			other.first.token,
			'select role, kind from portal.access_log order by at'
		);
		expect(log).toEqual([
			{ role: 'consent_officer', kind: 'metadata' },
			{ role: 'auditor', kind: 'metadata' }
		]);
	});

	test('a technician is told of a leak and of silence, in vacant homes too, and of no figure', async () => {
		const vacant = await s.vacancy();
		const today = new Date().toISOString().slice(0, 10);
		await database.superuser`select store.ensure_partitions(${today}::date - 1, ${today})`;
		const hours = `{${Array.from({ length: 25 }, (_, i) => i * 2).join(',')}}`;
		for (const [table, values] of [
			['hour_pack', hours],
			['reading_pack', null]
		] as const) {
			const [meter] = await database.superuser<{ id: number }[]>`
				select id from metering.meter where apartment_id = ${vacant.apartmentId} and medium = 'cold_water'`;
			const place = [vacant.apartmentId, vacant.series.cold_water, meter?.id ?? 0] as const;
			if (values === null) {
				await database.superuser`insert into metering.reading_pack
					values (${place[0]}, ${place[1]}, ${place[2]}, ${today}, '{60}', '{7}', null, '{1}')`;
			} else {
				await database.superuser`insert into metering.${database.superuser(table)}
					values (${place[0]}, ${place[1]}, ${place[2]}, ${today}, 0, ${values})`;
			}
		}
		const flags = await s.ask.asStaff<Record<string, unknown>>(
			staff('technician'),
			'select medium, flag from staff.flags() where apartment = $1',
			[vacant.number]
		);
		expect(flags).toEqual([
			{ medium: 'cold_water', flag: 'leak_suspected' },
			{ medium: 'electricity', flag: 'no_telegram' },
			{ medium: 'temperature', flag: 'no_telegram' }
		]);
	});

	test('the second factor: a code counts once, a wrong one not, and only for that session', async () => {
		const who = await aStaff(database, home.companyId, ['auditor'], { secondFactor: false });
		const secret = demoSecret();
		await database.superuser`update account.account set is_demo = true where id = ${who.accountId}`;
		await database.superuser`insert into staff.totp values (${who.accountId}, ${seal(DEMO_SECRET_KEY, secret)}, true)`;
		const now = Math.floor(Date.now() / 1000);
		const pass = (code: string) => passSecondFactor(database.portal, who.token, { code, key: 'none', now });
		expect(await readSecondFactor(database.portal, who.token, now)).toEqual({ kind: 'asked' });
		const code = totpCode(secret, Math.floor(now / STEP_S));
		expect(await pass(code === '000000' ? '000001' : '000000')).toBe('refused');
		expect(await s.ask.asStaff(who, 'select role from staff.roles()')).toEqual([]);
		expect(await pass(code)).toBe('passed');
		expect(await s.ask.asStaff(who, 'select role from staff.roles()')).toEqual([{ role: 'auditor' }]);
		expect(await pass(code)).toBe('refused');
		expect(await readSecondFactor(database.portal, who.token, now)).toEqual({ kind: 'passed' });
		expect(await readSecondFactor(database.portal, (await aPerson(database)).token, now)).toEqual({
			kind: 'no_staff'
		});
	});
});
