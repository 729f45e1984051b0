import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeNodeKey } from '../../src/lib/server/accounts/node-key.ts';
import { listNodes, revokeNode } from '../../src/lib/server/collection/nodes/all-nodes.ts';
import { nodeOf } from '../../src/lib/server/collection/nodes/node-of.ts';
import { bindPairing, readOwnNodes, revokeOwnNode } from '../../src/lib/server/collection/nodes/own-nodes.ts';
import { beginPairing, takePairing } from '../../src/lib/server/collection/nodes/pairing.ts';
import { readAsSession } from '../../src/lib/server/db/session.ts';
import { anAccount, holderOf, signedIn } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { ADDRESS, aPairing, pairedNode } from '../fixtures/node.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const now = Math.floor(Date.now() / 1000);
const HOUR = 3600;
const iso = (at: number) => new Date(at * 1000).toISOString();
const NOBODYS = '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e';

let db: FreshDatabase;
/** One apartment before and after a move a month ago; another; and an empty one. */
const homes = { former: '', own: '', other: '', empty: '' };
const tokens = { former: '', own: '', other: '', staff: '' };

beforeAll(async () => {
	db = await freshDatabase();
	const month = 30 * 24 * HOUR;
	const shared = await makeHome(db.superuser, {
		number: '1101',
		stays: [
			[iso(now - 10 * month), 'tenancy'],
			[iso(now - month), 'tenancy']
		],
		meters: [
			{ serial: 'GONE', medium: 'cold_water', removed: iso(now - 2 * month) },
			{ serial: 'SWAPPED', medium: 'hot_water', removed: iso(now - HOUR) },
			{ serial: 'K-1', medium: 'cold_water', installed: iso(now - 2 * month) },
			{ serial: 'T-1', medium: 'temperature' }
		]
	});
	const apart = await makeHome(db.superuser, {
		number: '1102',
		stays: [[iso(now - month), 'tenancy']],
		meters: [{ serial: 'K-2', medium: 'cold_water' }]
	});
	const empty = await makeHome(db.superuser, {
		number: '1103',
		stays: [[iso(now - month), 'vacancy']],
		meters: []
	});
	[homes.former = '', homes.own = ''] = shared.homes;
	[homes.other = ''] = apart.homes;
	[homes.empty = ''] = empty.homes;
	tokens.former = await holderOf(db.superuser, homes.former, 'Former');
	tokens.own = await holderOf(db.superuser, homes.own, 'Own');
	tokens.other = await holderOf(db.superuser, homes.other, 'Other');
	await holderOf(db.superuser, homes.empty, 'Empty');
	tokens.staff = await signedIn(
		db.superuser,
		await anAccount(db.superuser, 's@example.se', { kind: 'staff' })
	);
});
beforeEach(() => db.superuser`delete from account.rate_limit`);
afterAll(() => db.close());

const bind = (token: string, home: string, codeHash: string) =>
	bindPairing(db.portal, token, { home, codeHash }).then(({ kind }) => kind);
const take = (ticketHash: string, key = makeNodeKey()) => takePairing(db.gate, ticketHash, key, now);
const works = async (key: ReturnType<typeof makeNodeKey>) => (await nodeOf(db.gate, key, null)) !== null;

describe('pairing', () => {
	test('a node waits until its code is entered, then learns its key and the meters that hang there now', async () => {
		const { codeHash, ticketHash } = await aPairing(db);
		expect(await take(ticketHash)).toEqual({ kind: 'waiting' });
		expect(await bind(tokens.own, homes.own, codeHash)).toBe('bound');
		const key = makeNodeKey();
		expect(await take(ticketHash, key)).toMatchObject({
			kind: 'paired',
			timeZone: 'Europe/Stockholm',
			meters: [
				{ serial: 'K-1', medium: 'cold_water', unit: 'm³', scale: -3 },
				{ serial: 'T-1', medium: 'temperature', unit: '°C', scale: -2 }
			]
		});
		expect(await works(key)).toBe(true);
	});

	test('a key is found by id and secret together only', async () => {
		const key = await pairedNode(db, homes.own, tokens.own);
		const other = makeNodeKey();
		expect(await works({ ...key, secretHash: other.secretHash })).toBe(false);
		expect(await works({ ...key, id: other.id })).toBe(false);
		expect(await works(other)).toBe(false);
	});

	test('a wrong code, one whose time is over and one that was entered already are answered alike', async () => {
		const { codeHash } = await aPairing(db);
		expect(await bind(tokens.own, homes.own, 'ab'.repeat(32))).toBe('no_code');
		expect(await bind(tokens.own, homes.own, codeHash)).toBe('bound');
		expect(await bind(tokens.own, homes.own, codeHash)).toBe('no_code');
		expect(await bind(tokens.other, homes.other, codeHash)).toBe('no_code');
		const late = await aPairing(db);
		await db.superuser`update node.pairing set expires = now() where code_hash = decode(${late.codeHash}, 'hex')`;
		expect(await bind(tokens.own, homes.own, late.codeHash)).toBe('no_code');
		expect(await take(late.ticketHash)).toEqual({ kind: 'gone' });
	});

	test('of two who enter a code at once one gets the node', async () => {
		const { codeHash } = await aPairing(db);
		const answers = await Promise.all([
			bind(tokens.own, homes.own, codeHash),
			bind(tokens.other, homes.other, codeHash)
		]);
		expect(answers.sort()).toEqual(['bound', 'no_code']);
	});

	test('only a holder pairs, with a home of the own that goes on', async () => {
		const { codeHash, ticketHash } = await aPairing(db);
		for (const [token, home] of [
			[tokens.own, homes.other],
			[tokens.own, homes.former],
			[tokens.former, homes.former],
			[tokens.former, homes.own],
			[tokens.staff, homes.own],
			[tokens.own, homes.empty],
			[tokens.own, NOBODYS],
			['', homes.own],
			['a'.repeat(49), homes.own]
		] as const)
			expect(await bind(token, home, codeHash)).toBe('no_home');
		expect(await take(ticketHash)).toEqual({ kind: 'waiting' });
	});

	test('who guesses codes is stopped after ten, and no other with them', async () => {
		const answers: string[] = [];
		for (let i = 0; i < 12; i++) answers.push(await bind(tokens.own, homes.own, 'cd'.repeat(32)));
		expect(answers.filter((kind) => kind === 'no_code')).toHaveLength(10);
		const { codeHash } = await aPairing(db);
		expect(await bindPairing(db.portal, tokens.own, { home: homes.own, codeHash })).toMatchObject({
			kind: 'too_many',
			retryAfterS: expect.any(Number) as number
		});
		expect(await bind(tokens.other, homes.other, codeHash)).toBe('bound');
	});

	test('one address begins thirty pairings in a quarter of an hour', async () => {
		const wish = { codeHash: 'ab'.repeat(32), ticketHash: 'ab'.repeat(32), name: 'x', address: ADDRESS };
		const kinds = await Promise.all(
			Array.from({ length: 35 }, () => beginPairing(db.gate, wish).then(({ kind }) => kind))
		);
		expect(kinds.filter((kind) => kind === 'begun')).toHaveLength(1);
		expect(kinds.filter((kind) => kind === 'taken')).toHaveLength(29);
		expect(kinds.filter((kind) => kind === 'too_many')).toHaveLength(5);
		expect((await beginPairing(db.gate, { ...wish, address: '192.0.2.2' })).kind).toBe('taken');
	});

	test('an answer that was lost is asked for again: another key takes the place of one that was never used', async () => {
		const { codeHash, ticketHash } = await aPairing(db);
		await bind(tokens.own, homes.own, codeHash);
		const [lost, kept] = [makeNodeKey(), makeNodeKey()];
		await take(ticketHash, lost);
		expect((await take(ticketHash, kept)).kind).toBe('paired');
		expect(await works(lost)).toBe(false);
		expect(await works(kept)).toBe(true);
		expect(await take(ticketHash)).toEqual({ kind: 'gone' });
		expect(await works(kept)).toBe(true);
	});

	test('a code that is entered at the last moment leaves time to take the key', async () => {
		const { codeHash, ticketHash } = await aPairing(db);
		await db.superuser`update node.pairing set expires = now() + interval '2 seconds'
			where code_hash = decode(${codeHash}, 'hex')`;
		await bind(tokens.own, homes.own, codeHash);
		const [row] = await db.superuser<{ left: number }[]>`
			select extract(epoch from expires - now())::int as left from node.pairing
			where ticket_hash = decode(${ticketHash}, 'hex')`;
		expect(row?.left).toBeGreaterThan(290);
	});

	test('neither code, ticket nor key is kept in plain', async () => {
		const key = await pairedNode(db, homes.own, tokens.own);
		const rows = await db.superuser<{ text: string }[]>`
			select n::text as text from node.home_node n union all select p::text from node.pairing p`;
		expect(rows.some(({ text }) => text.includes(key.key.split('.')[1] ?? ''))).toBe(false);
	});
});

describe('a key', () => {
	test('dies with the tenancy, also when its end is known late', async () => {
		const key = await pairedNode(db, homes.other, tokens.other);
		expect(await works(key)).toBe(true);
		const end = (at: number | null) =>
			db.superuser`update housing.occupancy set during = tstzrange(lower(during), ${at === null ? null : iso(at)})
				where public_id = ${homes.other}`;
		await end(now - 2 * HOUR);
		expect(await works(key)).toBe(false);
		await end(now + 2 * HOUR);
		expect(await works(key)).toBe(true);
		await end(null);
	});

	test('is worth nothing once a holder has taken the display away; nobody else can', async () => {
		const key = await pairedNode(db, homes.own, tokens.own, 'Köket');
		const nodes = (await readOwnNodes(db.portal, tokens.own, homes.own))?.nodes ?? [];
		const { id } = nodes.find(({ name }) => name === 'Köket') ?? { id: '' };
		for (const token of [tokens.other, tokens.former, tokens.staff, ''])
			expect(await revokeOwnNode(db.portal, token, id)).toBe(false);
		expect(await works(key)).toBe(true);
		expect(await revokeOwnNode(db.portal, tokens.own, id)).toBe(true);
		expect(await revokeOwnNode(db.portal, tokens.own, id)).toBe(false);
		expect(await works(key)).toBe(false);
		expect((await readOwnNodes(db.portal, tokens.own, homes.own))?.nodes.map((it) => it.id)).not.toContain(
			id
		);
	});

	test('is revoked by staff through the register', async () => {
		const key = await pairedNode(db, homes.own, tokens.own, 'Hallen');
		const listed = (await listNodes(db.owner)).find(({ name }) => name === 'Hallen');
		expect(listed).toMatchObject({ apartment: '1101', works: true, last_seen: null });
		expect(await revokeNode(db.owner, listed?.id ?? '')).toBe(true);
		expect(await revokeNode(db.owner, listed?.id ?? '')).toBe(false);
		expect(await revokeNode(db.owner, 'nothing')).toBe(false);
		expect(await works(key)).toBe(false);
	});

	test('leaves its time and how far its clock is off', async () => {
		const key = await pairedNode(db, homes.own, tokens.own, 'Klockan');
		await nodeOf(db.gate, key, -3599.6);
		await nodeOf(db.gate, key, null);
		const nodes = (await readOwnNodes(db.portal, tokens.own, homes.own))?.nodes ?? [];
		const node = nodes.find(({ name }) => name === 'Klockan');
		expect(node?.clockOffS).toBe(-3600);
		expect(Math.abs((node?.lastSeen ?? 0) - Date.now() / 1000)).toBeLessThan(60);
		await nodeOf(db.gate, key, 1e12);
	});
});

describe('what a display is called', () => {
	test('is seen by the holders of its home and by nobody else, also as the source of readings', async () => {
		await pairedNode(db, homes.own, tokens.own, 'Annas rum');
		const names = async (token: string) => {
			const views = ['select name from portal.home_nodes', 'select label as name from portal.sources'];
			const rows = await Promise.all(
				views.map((text) => readAsSession<{ name: string }>(db.portal, token, text))
			);
			return rows.map((found) => found.some(({ name }) => name === 'Annas rum'));
		};
		expect(await names(tokens.own)).toEqual([true, true]);
		for (const token of [tokens.former, tokens.other, tokens.staff, ''])
			expect(await names(token)).toEqual([false, false]);
		expect(await readOwnNodes(db.portal, tokens.other, homes.own)).toBeNull();
	});
});
