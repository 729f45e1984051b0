import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asRole, callAsSession, callAsSignin, readAsSession } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { holderOf, signedIn } from '../fixtures/holder.ts';
import { aPerson, aStaff } from '../fixtures/household.ts';
import { aReadHome, moveOut } from './read-home.ts';
import { Scene } from './scene.ts';

describe('households and their clocks', () => {
	let database: FreshDatabase;
	let s: Scene;
	beforeAll(async () => {
		database = await freshDatabase();
		s = new Scene(database);
	});
	afterAll(() => database.close());

	const starts = async (token: string) =>
		(
			await readAsSession<{ start_at: Date }>(
				database.portal,
				token,
				'select start_at from portal.hours order by start_at'
			)
		).map(({ start_at }) => start_at.toISOString());

	test('a move in the middle of an hour, registered late: each side its own hours, the cut hour neither', async () => {
		const home = await aReadHome(database, '9001');
		expect((await starts(home.token)).length).toBe(47);
		const next = await moveOut(database, home.apartmentId, '2026-03-10T11:30:00Z');
		const token = await holderOf(database.superuser, next, 'next9001');
		const [old, fresh] = [await starts(home.token), await starts(token)];
		expect(old.at(-1)).toBe('2026-03-10T10:00:00.000Z');
		expect(fresh[0]).toBe('2026-03-10T12:00:00.000Z');
		expect([...old, ...fresh].length).toBe(46);
	});

	test('what was switched on, and who may look, dies with the tenancy: the next one begins with months', async () => {
		const home = await aReadHome(database, '9002');
		const next = await moveOut(database, home.apartmentId, '2026-03-10T12:00:00Z');
		const token = await holderOf(database.superuser, next, 'next9002', { consents: false });
		expect(await starts(token)).toEqual([]);
		const months = await readAsSession(database.portal, token, 'select from portal.packed_months');
		expect(months.length).toBe(1);
	});

	test('a mandate and a display die at the move, although nobody ended them', async () => {
		const home = await s.home();
		const visitor = await aPerson(database, 'delegate');
		const id = await s.ask.mandate(home.first, visitor, home, { resolutions: ['month'] });
		expect(await s.ask.visit(visitor, home, { basis: 'mandate', id }, 'month', 'cold_water')).toBe(true);
		await database.superuser`update housing.occupancy set during = tstzrange(lower(during), now())
			where id = ${home.occupancyId}`;
		expect(await s.ask.visit(visitor, home, { basis: 'mandate', id }, 'month', 'cold_water')).toBe(false);
		expect(await s.ask.choose(home.first, home, 'day', true)).toEqual(['no_home']);
	});

	test('somebody leaves the contract: a new home of those who stay, hours and days off, the old one read by both', async () => {
		const home = await s.home(['day', 'hour'], { holders: 2 });
		await asRole(database.owner, 'hemvy_registrar', null, async (tx) => {
			await tx`update housing.occupancy set during = tstzrange(lower(during), '2026-06-01') where id = ${home.occupancyId}`;
		});
		const stays = await s.newHolder(home);
		await database.superuser`update housing.tenancy_holder set person_id = ${home.first.personId}
			where person_id = ${stays.personId}`;
		const [next] = await database.superuser<{ id: string }[]>`
			select public_id as id from housing.occupancy where apartment_id = ${home.apartmentId} and upper_inf(during)`;
		const choices = await callAsSession<{ is_on: boolean }>(
			database.portal,
			home.first.token,
			'select is_on from consent.choices($1::uuid)',
			[next?.id ?? '']
		);
		expect(choices.length).toBeGreaterThan(0);
		expect(choices.some(({ is_on }) => is_on)).toBe(false);
		for (const who of [home.first, home.second])
			expect(await s.ask.own(who, home, 'hour', 'cold_water')).toBe(true);
		const homes = await readAsSession(database.portal, home.second.token, 'select home_id from portal.homes');
		expect(homes).toEqual([{ home_id: home.homeId }]);
	});

	test('hours may be hidden by any adult, and nobody is told by whom', async () => {
		const home = await s.home(['hour'], { holders: 2 });
		const adult = await aPerson(database, 'adult');
		await database.superuser`insert into housing.adult values (${home.occupancyId}, ${adult.personId})`;
		expect(await s.ask.hideHours(adult, home, true)).toBe('done');
		expect(await s.ask.own(home.first, home, 'hour', 'cold_water')).toBe(false);
		const seen = await readAsSession(
			database.portal,
			home.first.token,
			'select act, purpose from portal.consents'
		);
		expect(seen.some((row) => (row as { act: string }).act === 'objected')).toBe(false);
		const [choice] = await callAsSession(
			database.portal,
			home.first.token,
			'select distinct hours_hidden, hidden_by_me from consent.choices($1::uuid)',
			[home.homeId]
		);
		expect(choice).toEqual({ hours_hidden: true, hidden_by_me: false });
		expect(await s.ask.hideHours(home.first, home, false)).toBe('done');
		expect(await s.ask.own(home.first, home, 'hour', 'cold_water')).toBe(false);
		expect(await s.ask.hideHours(adult, home, false)).toBe('done');
		expect(await s.ask.own(home.first, home, 'hour', 'cold_water')).toBe(true);
		const stranger = await aPerson(database, 'stranger');
		expect(await s.ask.hideHours(stranger, home, true)).toBe('no_home');
	});

	test('a home with a protected person has neither display, TV nor third parties, and is found by the named alone', async () => {
		const home = await s.home();
		const [named, other] = [
			await aStaff(database, home.companyId, ['case_handler', 'consent_officer']),
			await aStaff(database, home.companyId, ['case_handler', 'consent_officer'])
		];
		await s.protect(home.first, named);
		expect(await s.ask.choose(home.first, home, 'day', true, { purpose: 'display' })).toEqual([
			'not_offered'
		]);
		expect(await s.ask.choose(home.first, home, 'day', true, { purpose: 'tv' })).toEqual(['not_offered']);
		expect(await s.ask.choose(home.first, home, 'day', true)).toEqual(['done']);
		await expect(
			s.ask.mandate(home.first, await aPerson(database), home, { resolutions: ['month'] })
		).rejects.toThrow('not_offered');
		const find = (who: typeof named) =>
			s.ask.asStaff(who, 'select home_id from staff.find_homes($1, null)', [home.number]);
		expect(await find(named)).toEqual([{ home_id: home.homeId }]);
		expect(await find(other)).toEqual([]);
		expect(await s.ask.openCase(other, home)).toBe(null);
		expect(await s.ask.openCase(named, home)).not.toBe(null);
		const [bound] = await callAsSession(
			database.portal,
			home.first.token,
			`select outcome from node.bind_pairing(sha256('x'), $1::uuid)`,
			[home.homeId]
		);
		expect(bound).toEqual({ outcome: 'no_home' });
	});

	test('an invitation is taken up once, by nobody of the household, and not after too many guesses', async () => {
		const home = await s.home();
		const code = 'ab'.repeat(32);
		await callAsSession(
			database.portal,
			home.first.token,
			`select * from consent.invite($1::uuid, 'delegate', 'Bo', decode($2, 'hex'), '{cold_water}', '{month}',
				now() + interval '1 day')`,
			[home.homeId, code]
		);
		expect(await s.ask.accept(home.first, code)).toBe('no_code');
		const [one, two] = [await aPerson(database), await aPerson(database)];
		expect(await s.ask.accept(one, 'cd'.repeat(32))).toBe('no_code');
		expect(await s.ask.accept(one, code)).toBe('accepted');
		expect(await s.ask.accept(two, code)).toBe('no_code');
		for (let i = 0; i < 9; i++) await s.ask.accept(two, 'cd'.repeat(32));
		expect(await s.ask.accept(two, 'cd'.repeat(32))).toBe('too_many');
	});

	test('no mandate is longer than 12 months, and none for care has months', async () => {
		const home = await s.home();
		for (const [kind, resolutions, ends] of [
			['delegate', '{month}', '13 months'],
			['delegate', '{month}', '-1 day'],
			['care', '{month}', '1 month'],
			['guardian', '{month}', '1 month']
		] as const) {
			const [row] = await callAsSession(
				database.portal,
				home.first.token,
				`select outcome from consent.invite($1::uuid, $2, 'Bo', sha256('x'), '{cold_water}', $3::text[], now() + $4::interval)`,
				[home.homeId, kind, resolutions, ends]
			);
			expect(row, `${kind} ${ends}`).toEqual({ outcome: 'not_offered' });
		}
	});

	test('somebody without a sign-in gets one with the code of an invitation alone, and reads nothing by it', async () => {
		const home = await s.home(['day', 'hour']);
		const code = 'ef'.repeat(32);
		await callAsSession(
			database.portal,
			home.first.token,
			`select * from consent.invite($1::uuid, 'delegate', 'Bo', decode($2, 'hex'), '{cold_water}', '{month}',
				now() + interval '1 day')`,
			[home.homeId, code]
		);
		const open = async (hash: string, email: string) => {
			const [row] = await callAsSignin<{ outcome: string; account_id: number | null }>(
				database.portal,
				`select * from account.open_invited(decode($1, 'hex'), $2, 'hash', 'Bo')`,
				[hash, email]
			);
			return row;
		};
		expect(await open('01'.repeat(32), 'bo@example.org')).toMatchObject({ outcome: 'refused' });
		const opened = await open(code, 'Bo@example.org');
		expect(opened?.outcome).toBe('opened');
		expect(await open(code, 'bo@example.org')).toMatchObject({ outcome: 'refused' });
		const [row] = await database.superuser<{ person: number }[]>`
			select person_id as person from account.account where id = ${opened?.account_id ?? 0}`;
		const bo = {
			name: 'bo',
			accountId: opened?.account_id ?? 0,
			personId: row?.person ?? 0,
			token: await signedIn(database.superuser, opened?.account_id ?? 0)
		};
		expect(await readAsSession(database.portal, bo.token, 'select * from portal.homes')).toEqual([]);
		expect(await s.ask.accept(bo, code)).toBe('accepted');
		expect(await open(code, 'other@example.org')).toMatchObject({ outcome: 'refused' });
		const [given] = await callAsSession(
			database.portal,
			bo.token,
			'select home_id, media, resolutions, is_live from consent.mandates_given()'
		);
		expect(given).toEqual({
			home_id: home.homeId,
			media: ['cold_water'],
			resolutions: ['month'],
			is_live: true
		});
	});

	test('mandates are seen by the holders and by who has them, and by nobody else; a code by nobody', async () => {
		const home = await s.home();
		const [visitor, other] = [await aPerson(database), await s.home()];
		const id = await s.ask.mandate(home.first, visitor, home, { resolutions: ['month'] });
		const seen = async (token: string) =>
			(
				await readAsSession<{ mandate_id: string }>(database.portal, token, 'select * from portal.mandates')
			).map(({ mandate_id }) => mandate_id);
		expect(await seen(home.first.token)).toEqual([id]);
		for (const who of [visitor, other.first, { token: '' }]) expect(await seen(who.token)).toEqual([]);
		await expect(
			readAsSession(database.portal, home.first.token, 'select code_hash from consent.mandate')
		).rejects.toMatchObject({ code: '42501' });
		expect(await s.ask.endMandate(other.first, id)).toBe('no_mandate');
		expect(await s.ask.endMandate(visitor, id)).toBe('done');
	});
});
