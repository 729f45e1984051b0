import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInvited } from '../../src/lib/server/accounts/open-invited.ts';
import { readGivenMandates } from '../../src/lib/server/consumption/visits/given-mandates.ts';
import { readAsSession } from '../../src/lib/server/db/session.ts';
import { readEstates, releaseEstate, endRelease, noticeDeath } from '../../src/lib/server/staff/estates.ts';
import {
	liftLimit,
	limitHandling,
	nameHandler,
	readHandlers,
	unnameHandler
} from '../../src/lib/server/staff/handlers.ts';
import { findHomes } from '../../src/lib/server/staff/homes.ts';
import { inviteSubtenant, removeSubtenant } from '../../src/lib/server/staff/sublets.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aPerson, aStaff, codeHash, type Someone } from '../fixtures/household.ts';
import { Scene } from './scene.ts';

let db: FreshDatabase;
let s: Scene;
type Home = Awaited<ReturnType<Scene['home']>>;

beforeAll(async () => {
	db = await freshDatabase();
	s = new Scene(db);
});
afterAll(() => db.close());

/** A company that has nothing to do with the homes. */
const aCompany = async () => {
	const [row] = await db.superuser<{ id: number }[]>`
		insert into housing.company (name) values ('Grannbo') returning id`;
	return row?.id ?? 0;
};
const by = ({ token }: Someone) => ({ pool: db.portal, token });
const emailOf = async ({ accountId }: Someone) => {
	const [row] = await db.superuser<{ email: string }[]>`
		select email from account.account where id = ${accountId}`;
	return row?.email ?? '';
};
const events = async () =>
	(
		await db.superuser<{ line: string }[]>`
		select concat_ws(' ', kind, detail, occupancy_id is not null) as line from audit.event order by id`
	).map(({ line }) => line);

describe('an estate', () => {
	let home: Home;
	let officer: Someone;
	let heir: Someone;
	const months = (who: Someone) =>
		s.ask.visit(who, home, { basis: 'estate', id: null }, 'month', 'cold_water');

	beforeAll(async () => {
		home = await s.home(['day', 'hour']);
		officer = await aStaff(db, home.companyId, ['consent_officer']);
		heir = await aPerson(db, 'heir');
	});

	test('begins with the notice: everything is hidden and over, also for who was let in', async () => {
		const visitor = await aPerson(db);
		const id = await s.ask.mandate(home.first, visitor, home, { resolutions: ['month'] });
		expect(
			await releaseEstate(by(officer), { home: home.homeId, email: await emailOf(heir), proof: '1' })
		).toBe('no_estate');
		expect(await noticeDeath(by(officer), home.homeId)).toBe(true);
		expect(await s.ask.visit(visitor, home, { basis: 'mandate', id }, 'month', 'cold_water')).toBe(false);
		expect(await s.own(home.first, home)('month', 'cold_water')).toBe(false);
		expect(await months(heir)).toBe(false);
		expect(await readEstates(by(officer))).toMatchObject([{ home: home.homeId, isReleased: false }]);
	});

	test('is released to a sign-in against a proof with a number, never to the officer, and the log has it', async () => {
		const release = async (email: string, proof: string) =>
			releaseEstate(by(officer), { home: home.homeId, email, proof });
		const email = await emailOf(heir);
		expect(await release(email, '')).toBe('no_proof');
		expect(await release('nobody@example.org', 'B-7')).toBe('no_person');
		await db.superuser`update account.account set person_id = ${heir.personId} where id = ${officer.accountId}`;
		expect(await release(email, 'B-7')).toBe('no_person');
		await db.superuser`update account.account set person_id = null where id = ${officer.accountId}`;
		expect(await release(email.toUpperCase(), 'Bouppteckning 7/26')).toBe('released');
		expect(await months(heir)).toBe(true);
		expect(await readGivenMandates(by(heir))).toMatchObject([
			{
				id: home.homeId,
				kind: 'estate',
				media: ['cold_water', 'electricity'],
				resolutions: ['month'],
				ends: null,
				live: true
			}
		]);
		const log = await db.superuser`
			select role, resolution from audit.access where occupancy_id = ${home.occupancyId} and kind = 'read'`;
		expect([...log]).toEqual([{ role: 'estate', resolution: 'month' }]);
		expect(await events()).toContain('estate_released Bouppteckning 7/26 t');
	});

	test('is one person’s at a time, and can be nobody’s again', async () => {
		const other = await aPerson(db, 'heir');
		expect(
			await releaseEstate(by(officer), { home: home.homeId, email: await emailOf(other), proof: 'B-8' })
		).toBe('released');
		expect([await months(heir), await months(other)]).toEqual([false, true]);
		expect(await endRelease(by(officer), home.homeId)).toBe(true);
		expect(await endRelease(by(officer), home.homeId)).toBe(false);
		expect(await months(other)).toBe(false);
		expect(await readGivenMandates(by(other))).toEqual([]);
	});

	test('is another company’s and another role’s business as little as a vacant home’s', async () => {
		const strangers = [
			await aStaff(db, await aCompany(), ['consent_officer']),
			await aStaff(db, home.companyId, ['case_handler', 'billing', 'technician', 'auditor'])
		];
		for (const who of strangers) {
			expect(await readEstates(by(who))).toEqual([]);
			expect(await noticeDeath(by(who), home.homeId)).toBe(false);
			expect(await endRelease(by(who), home.homeId)).toBe(false);
		}
		const vacant = await s.vacancy();
		const there = await aStaff(db, vacant.companyId, ['consent_officer']);
		expect(await noticeDeath(by(there), vacant.homeId)).toBe(false);
	});
});

describe('named handlers', () => {
	let home: Home;
	let officer: Someone;
	let colleague: Someone;
	const finds = async (who: Someone) => (await findHomes(by(who), { apartment: home.number })).length;
	const member = async () => (await readHandlers(by(officer), home.homeId))[0];

	beforeAll(async () => {
		home = await s.home(['day']);
		officer = await aStaff(db, home.companyId, ['consent_officer']);
		colleague = await aStaff(db, home.companyId, ['consent_officer', 'case_handler']);
	});

	test('are everybody with the role until somebody is named, and then nobody else finds the home', async () => {
		const person = await member();
		expect(person?.handlers).toBeNull();
		expect([await finds(officer), await finds(colleague)]).toEqual([1, 1]);
		expect(await limitHandling(by(officer), home.homeId, person?.id ?? '')).toBe(true);
		expect([await finds(officer), await finds(colleague)]).toEqual([1, 0]);
		expect((await member())?.handlers).toEqual([await emailOf(officer)]);
		expect(await readHandlers(by(colleague), home.homeId)).toEqual([]);
		expect(await limitHandling(by(colleague), home.homeId, person?.id ?? '')).toBe(false);
	});

	test('are colleagues, and one of them stays', async () => {
		const person = (await member())?.id ?? '';
		const stranger = await aStaff(db, await aCompany(), ['consent_officer']);
		for (const who of [stranger, home.first])
			expect(await nameHandler(by(officer), home.homeId, person, await emailOf(who))).toBe(false);
		expect(await nameHandler(by(officer), home.homeId, person, await emailOf(colleague))).toBe(true);
		expect(await finds(colleague)).toBe(1);
		const drop = async (who: Someone) => unnameHandler(by(officer), home.homeId, person, await emailOf(who));
		expect([await drop(colleague), await drop(officer)]).toEqual([true, false]);
		expect(await finds(officer)).toBe(1);
	});

	test('leave no badge: those who live there read as before, and no event says which home it was', async () => {
		expect(await s.own(home.first, home)('day', 'cold_water')).toBe(true);
		const [told] = await readAsSession(db.portal, home.first.token, 'select * from portal.homes');
		expect(JSON.stringify(told)).not.toMatch(/protect|handler/i);
		const changed = (await events()).filter((line) => line.startsWith('handlers_changed'));
		expect(new Set(changed)).toEqual(new Set(['handlers_changed f']));
		expect(await liftLimit(by(officer), home.homeId, (await member())?.id ?? '')).toBe(true);
		expect(await finds(colleague)).toBe(1);
	});

	test('events about no home are told to auditors of that company alone', async () => {
		const told = async (companyId: number) => {
			const auditor = await aStaff(db, companyId, ['auditor']);
			const rows = await s.ask.asStaff<{ kind: string }>(
				auditor,
				`select kind from staff.search_events('2026-01-01', 'infinity')`
			);
			return rows.some(({ kind }) => kind === 'handlers_changed');
		};
		expect(await told(home.companyId)).toBe(true);
		expect(await told(await aCompany())).toBe(false);
	});
});

describe('a sublet home', () => {
	const invite = async (home: Home, by: Someone) => {
		const code = codeHash();
		const said = await inviteSubtenant(
			{ pool: db.portal, token: by.token },
			{ home: home.homeId, called: 'Bo', codeHash: code }
		);
		return { said, code };
	};

	test('is decided over by who was invited there and came, and no more once they were taken back', async () => {
		const home = await s.home([], { kind: 'sublet' });
		const officer = await aStaff(db, home.companyId, ['consent_officer']);
		const subtenant = await aPerson(db, 'subtenant');
		const { code } = await invite(home, officer);
		expect(await s.ask.choose(subtenant, home, 'day', true)).toEqual(['no_home']);
		expect(await s.ask.accept(home.first, code)).toBe('no_code');
		expect(await s.ask.accept(subtenant, code)).toBe('moved_in');
		expect(await s.ask.accept(await aPerson(db), code)).toBe('no_code');
		expect(await s.ask.choose(subtenant, home, 'day', true)).toEqual(['done']);
		const days = s.own(subtenant, home);
		expect(await days('day', 'cold_water')).toBe(true);
		expect(await s.own(home.first, home)('day', 'cold_water')).toBe(false);
		const person = (await readHandlers(by(officer), home.homeId)).find(({ name }) => /subtenant/.test(name));
		expect(await removeSubtenant(by(officer), home.homeId, person?.id ?? '')).toBe(true);
		expect(await days('day', 'cold_water')).toBe(false);
	});

	test('is nobody’s to invite into but consent staff’s, who cannot come themselves, and only where it is sublet', async () => {
		const home = await s.home([], { kind: 'sublet' });
		const me = await aPerson(db, 'officer');
		const officer = await aStaff(db, home.companyId, ['consent_officer'], { personId: me.personId });
		const { said, code } = await invite(home, officer);
		expect([said, await s.ask.accept(me, code)]).toEqual([true, 'no_code']);
		const others = [
			home.first,
			await aStaff(db, home.companyId, ['case_handler', 'billing', 'technician', 'auditor']),
			await aStaff(db, await aCompany(), ['consent_officer'])
		];
		for (const who of others) expect((await invite(home, who)).said).toBe(false);
		expect((await invite(await s.home(), officer)).said).toBe(false);
	});

	test('gives whoever has no sign-in one of their own, by link and code alone', async () => {
		const home = await s.home([], { kind: 'sublet' });
		const officer = await aStaff(db, home.companyId, ['consent_officer']);
		const { code } = await invite(home, officer);
		const open = (codeHash: string, email = 'bo@example.org') =>
			openInvited(db.portal, {
				...{ name: 'Bo', email, password: 'a long password', codeHash },
				...{ address: '192.0.2.1', userAgent: null, now: Math.floor(Date.now() / 1000) }
			});
		expect(await open(codeHash())).toEqual({ kind: 'refused' });
		for (let tries = 0; tries < 4; tries++)
			expect(await open(code, await emailOf(home.first))).toEqual({ kind: 'refused' });
		const opened = await open(code);
		if (opened.kind !== 'signed_in') throw new Error(opened.kind);
		expect(await readAsSession(db.portal, opened.token, 'select from portal.homes')).toEqual([]);
		const bo = { name: 'Bo', personId: null, accountId: 0, token: opened.token };
		expect(await s.ask.accept(bo, code)).toBe('moved_in');
		expect(await s.own(bo, home)('month', 'cold_water')).toBe(true);
		expect(await open(code)).toEqual({ kind: 'refused' });
	});

	test('does not let whoever is invited ask which addresses sign in here: five tries with a code, all refusals alike', async () => {
		const home = await s.home([], { kind: 'sublet' });
		const officer = await aStaff(db, home.companyId, ['consent_officer']);
		const { code } = await invite(home, officer);
		const ask = (email: string) =>
			openInvited(db.portal, {
				...{ name: 'Bo', email, password: 'a long password', codeHash: code },
				...{ address: '192.0.2.2', userAgent: null, now: Math.floor(Date.now() / 1000) }
			});
		const taken = await emailOf(home.first);
		for (let tries = 0; tries < 5; tries++) expect(await ask(taken)).toEqual({ kind: 'refused' });
		expect(await ask('nobody-yet@example.org')).toEqual({ kind: 'refused' });
	});
});
