import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeOf } from '../../src/lib/server/collection/nodes/node-of.ts';
import { takePairing } from '../../src/lib/server/collection/nodes/pairing.ts';
import {
	bindForContract,
	readStaffDisplays,
	revokeAsStaff
} from '../../src/lib/server/collection/nodes/staff-nodes.ts';
import { makeNodeKey } from '../../src/lib/server/accounts/node-key.ts';
import { readAsSession } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { holderOf } from '../fixtures/holder.ts';
import { aStaff } from '../fixtures/household.ts';
import { makeHome } from '../fixtures/home.ts';
import { aPairing, pairedNode } from '../fixtures/node.ts';

const now = Math.floor(Date.now() / 1000);
const MONTH = 30 * 86_400;
const iso = (at: number) => new Date(at * 1000).toISOString();

let db: FreshDatabase;
const homes = { own: '', former: '', theirs: '' };
const tokens = {
	...{ staff: '', others: '', owing: '', otherRoles: '', tenant: '', nobody: '', garbage: 'a.b' }
};
const OUTSIDERS = ['owing', 'otherRoles', 'tenant', 'nobody', 'garbage'] as const;
const emails = { staff: '' };

beforeAll(async () => {
	db = await freshDatabase();
	const shared = await makeHome(db.superuser, {
		number: '1101',
		stays: [
			[iso(now - 10 * MONTH), 'tenancy'],
			[iso(now - MONTH), 'tenancy']
		],
		meters: [{ serial: 'K-1', medium: 'cold_water' }]
	});
	[homes.former = '', homes.own = ''] = shared.homes;
	const [company] = await db.superuser<{ id: number }[]>`select id from housing.company`;
	const [other] = await db.superuser<{ id: number; apartment: number }[]>`
		with c as (insert into housing.company (name) values ('Grannbo') returning id),
			p as (insert into housing.property (company_id, name) select id, 'Tallen' from c returning id),
			b as (insert into housing.building (property_id, name, street_address, postal_code, city)
				select id, 'B', 'Tallvägen 1', '123 45', 'Ekstad' from p returning id),
			a as (insert into housing.apartment (building_id, number) select id, '1' from b returning id)
		select c.id, a.id as apartment from c, a`;
	const [theirs] = await db.superuser<{ public_id: string }[]>`
		insert into housing.occupancy (apartment_id, during, kind)
		values (${other?.apartment ?? 0}, tstzrange(now() - interval '30 days', null), 'tenancy') returning public_id`;
	homes.theirs = theirs?.public_id ?? '';
	tokens.tenant = await holderOf(db.superuser, homes.own, 'Own');
	const neighbour = await holderOf(db.superuser, homes.theirs, 'Neighbour');
	await holderOf(db.superuser, homes.former, 'Former');
	const number = (home: string, contract: string) =>
		db.superuser`update housing.tenancy set contract_number = ${contract}
			where occupancy_id = (select id from housing.occupancy where public_id = ${home})`;
	await number(homes.own, 'A-100');
	await number(homes.former, 'A-099');
	await number(homes.theirs, 'A-200');
	const companyId = company?.id ?? 0;
	const technician = await aStaff(db, companyId, ['technician']);
	tokens.staff = technician.token;
	const [account] = await db.superuser<{ email: string }[]>`
		select email from account.account where id = ${technician.accountId}`;
	emails.staff = account?.email ?? '';
	tokens.others = (await aStaff(db, other?.id ?? 0, ['technician'])).token;
	tokens.owing = (await aStaff(db, companyId, ['technician'], { secondFactor: false })).token;
	const rest = ['consent_officer', 'case_handler', 'billing', 'statistics', 'auditor'];
	tokens.otherRoles = (await aStaff(db, companyId, rest)).token;
	await pairedNode(db, homes.theirs, neighbour, 'Annas rum');
});
beforeEach(() => db.superuser`delete from account.rate_limit`);
afterAll(() => db.close());

type Who = keyof typeof tokens;
const bind = async (who: Who, contract: string, codeHash: string) =>
	(await bindForContract(db.portal, tokens[who], { contract, codeHash })).kind;
const list = async (who: Who, contract = '') => {
	const found = await readStaffDisplays(db.portal, tokens[who], contract);
	return found.kind === 'displays' ? [...found.displays] : found.kind;
};
const uses = () =>
	db.superuser<{ line: string }[]>`
		select format('%s %s', action, outcome) as line from node.staff_use order by id`.then((rows) =>
		rows.map(({ line }) => line)
	);

describe('a technician', () => {
	test('pairs a display with a contract, sees when it was heard, and takes it away', async () => {
		const { codeHash, ticketHash } = await aPairing(db);
		expect(await bind('staff', 'A-100', codeHash)).toBe('bound');
		const key = makeNodeKey();
		expect((await takePairing(db.gate, ticketHash, key, now)).kind).toBe('paired');
		expect(await list('staff')).toEqual([
			{
				id: expect.any(String) as string,
				contract: 'A-100',
				paired: expect.any(Number) as number,
				lastSeen: null
			}
		]);
		expect(await nodeOf(db.gate, key, null)).not.toBeNull();
		const [display] = (await list('staff', 'A-1')) as { id: string; lastSeen: number | null }[];
		expect(Math.abs((display?.lastSeen ?? 0) - Date.now() / 1000)).toBeLessThan(60);
		expect(await list('staff', 'B')).toEqual([]);
		const revoke = () => revokeAsStaff(db.portal, tokens.staff, display?.id ?? '');
		expect((await revoke()).kind).toBe('revoked');
		expect((await revoke()).kind).toBe('no_display');
		expect(await nodeOf(db.gate, key, null)).toBeNull();
		expect(await list('staff')).toEqual([]);
	});

	test('pairs with contracts of their company that go on, and no other', async () => {
		const { codeHash, ticketHash } = await aPairing(db);
		for (const contract of ['A-099', 'A-200', '', '%', 'A-10', "A-100' or true --"])
			expect(await bind('staff', contract, codeHash), contract).toBe('no_contract');
		expect((await takePairing(db.gate, ticketHash, makeNodeKey(), now)).kind).toBe('waiting');
		expect(await bind('staff', 'A-100', 'ab'.repeat(32))).toBe('no_code');
	});

	test('neither pairs with, sees nor takes away what is another company’s', async () => {
		const { codeHash } = await aPairing(db);
		expect(await bind('others', 'A-100', codeHash)).toBe('no_contract');
		expect(await list('staff')).toEqual([]);
		const [theirs] = (await list('others')) as { id: string; contract: string }[];
		expect(theirs?.contract).toBe('A-200');
		expect((await revokeAsStaff(db.portal, tokens.staff, theirs?.id ?? '')).kind).toBe('no_display');
		expect(await list('others')).toHaveLength(1);
	});

	test('neither pairs with, sees nor takes away a display of the own home, or of one that others are named for', async () => {
		const person = async (home: string) => {
			const [row] = await db.superuser<{ id: number }[]>`
				select h.person_id as id from housing.tenancy_holder h join housing.tenancy t on t.id = h.tenancy_id
				join housing.occupancy o on o.id = t.occupancy_id where o.public_id = ${home}`;
			return row?.id ?? 0;
		};
		const { codeHash } = await aPairing(db);
		const [theirs] = (await list('others')) as { id: string }[];
		const refused = async () => {
			expect(await list('others')).toEqual([]);
			expect(await bind('others', 'A-200', codeHash)).toBe('no_contract');
			expect((await revokeAsStaff(db.portal, tokens.others, theirs?.id ?? '')).kind).toBe('no_display');
		};
		const self = tokens.others.split('.')[0] ?? '';
		const id = await person(homes.theirs);
		await db.superuser`update account.account set person_id = ${id}
			where id = (select account_id from account.session where id = ${self})`;
		await refused();
		await db.superuser`update account.account set person_id = null
			where id = (select account_id from account.session where id = ${self})`;
		await db.superuser`insert into staff.protected_person values (${id})`;
		await refused();
		await db.superuser`delete from staff.protected_person`;
		expect(await list('others')).toHaveLength(1);
	});

	test('is told no name, no address and no reading', async () => {
		const told = await readAsSession(
			db.portal,
			tokens.others,
			`select count(*)::int as rows from portal.homes`
		);
		expect(told).toEqual([{ rows: 0 }]);
		expect(JSON.stringify(await list('others'))).not.toMatch(/Anna|Tallv|Neighbour/);
	});

	test('who guesses codes is stopped after thirty, and no other with them', async () => {
		const answers: string[] = [];
		for (let i = 0; i < 32; i++) answers.push(await bind('staff', 'A-100', 'cd'.repeat(32)));
		expect(answers.filter((kind) => kind === 'no_code')).toHaveLength(30);
		expect(answers.at(-1)).toBe('too_many');
		expect(await bind('others', 'A-200', 'cd'.repeat(32))).toBe('no_code');
	});
});

test('whoever is no technician gets nothing and changes nothing: other roles, one who owes a code, a tenant, nobody', async () => {
	const { codeHash, ticketHash } = await aPairing(db);
	const [theirs] = (await list('others')) as { id: string }[];
	const before = await uses();
	for (const who of OUTSIDERS) {
		expect(await bind(who, 'A-100', codeHash), who).toBe('no_staff');
		expect(await list(who), who).toBe('no_staff');
		expect((await revokeAsStaff(db.portal, tokens[who], theirs?.id ?? '')).kind, who).toBe('no_staff');
	}
	expect(await uses()).toEqual(before);
	expect((await takePairing(db.gate, ticketHash, makeNodeKey(), now)).kind).toBe('waiting');
	expect(await list('others')).toHaveLength(1);
});

describe('the log of what staff do', () => {
	test('has a row for every use, right or wrong, with who, what and whose home', async () => {
		const before = await uses();
		await bind('staff', 'A-100', 'ab'.repeat(32));
		await bind('staff', 'X', 'ab'.repeat(32));
		await list('staff');
		await revokeAsStaff(db.portal, tokens.staff, '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e');
		expect((await uses()).slice(before.length)).toEqual([
			...['pair no_code', 'pair no_contract', 'list shown', 'revoke no_display']
		]);
		const [row] = await db.superuser`
			select a.email, o.public_id as home from node.staff_use u join account.account a on a.id = u.account_id
			left join housing.occupancy o on o.id = u.occupancy_id where outcome = 'no_code' order by u.id desc limit 1`;
		expect(row).toEqual({ email: emails.staff, home: homes.own });
	});

	test('is changed and deleted by no role, and read by the register alone', async () => {
		const rights = await db.superuser<{ role: string; right: string }[]>`
			select r.rolname as role, p.right from pg_roles r, unnest(array['select', 'update', 'delete', 'truncate']) as p("right")
			where r.rolname ~ '^hemvy_' and r.rolname <> 'hemvy_owner'
				and case p.right when 'select' then has_any_column_privilege(r.oid, 'node.staff_use', 'select')
					else has_table_privilege(r.oid, 'node.staff_use', p.right) end`;
		expect(rights).toEqual([{ role: 'hemvy_registrar', right: 'select' }]);
		for (const text of ['update node.staff_use set outcome = null', 'delete from node.staff_use'])
			expect((await db.owner.unsafe(text)).count, text).toBe(0);
	});
});
