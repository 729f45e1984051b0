import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../database/fresh.ts';
import { signedIn } from '../../fixtures/holder.ts';
import { startPortal, type RunningPortal } from '../../fixtures/portal.ts';
import { attacksOn, type Attack } from './attacks.ts';
import { Client } from './client.ts';
import { inTurns } from './in-turns.ts';
import { faultOf, missingHeader } from './judge.ts';
import { CANARY, PAYLOADS } from './payloads.ts';
import { readRoutes } from './routes.ts';
import { addressOf, BODILESS, ENDS_SESSION, FORMS, JSON_BODIES, PARAMS, QUERIES } from './slots.ts';
import { tapStatements, type StatementTap } from './statement-tap.ts';
import { sayTally } from './tally.ts';
import { digestOf, makeWorld, type World } from './world.ts';

const ROUTES = readRoutes();
/** Of those whom a route is not for, every so many attacks. */
const SOME = 15;
/*
 * How many of the attacks an ordinary run makes: with HEMVY_ATTACKS=all every payload in every place, else every sixth,
 * other ones from place to place.
 */
const EVERY = process.env['HEMVY_ATTACKS'] === 'all' ? 1 : 6;
/** About as many as one place gets, so that the next place gets the others. */
const A_PLACE = 64;

describe('every address of the portal', () => {
	let db: FreshDatabase;
	let tap: StatementTap;
	let portal: RunningPortal;
	let client: Client;
	let world: World;
	const tally = { tried: 0, refused: 0 };

	beforeAll(async () => {
		db = await freshDatabase();
		world = await makeWorld(db);
		tap = await tapStatements(db.urls.portal);
		portal = await startPortal(tap.url, {
			HEMVY_COLLECT_URL: db.urls.gate,
			HEMVY_SECRET_KEY: 'a key that only this test has, long enough',
			HEMVY_TRUSTED_PROXIES: '1'
		});
		client = new Client(portal.address);
	});
	afterAll(async () => {
		client.close();
		await portal.stop();
		await tap.close();
		await db.close();
		sayTally('injection', { 'at every parameter': tally });
	});

	test('is in the lists of what it takes: parts, query, fields, bodies', () => {
		const known = (list: Readonly<Record<string, unknown>> | undefined) => Object.keys(list ?? {});
		const missing = ROUTES.flatMap(({ id, params, methods, actions, named }) => {
			const fields = Object.values(FORMS[id] ?? {}).flatMap(known);
			const isTaken = (method: string) =>
				method === 'GET' ||
				FORMS[id]?.[method] !== undefined ||
				JSON_BODIES[`${method} ${id}`] !== undefined ||
				BODILESS.includes(`${method} ${id}`);
			return [
				...params.filter((name) => PARAMS[name] === undefined).map((name) => `[${name}]`),
				...actions.filter((name) => FORMS[id]?.[name] === undefined).map((name) => `form ${name}`),
				...methods.filter((method) => !isTaken(method)),
				...named.fields.filter((name) => !fields.includes(name)).map((name) => `field ${name}`),
				...named.query.filter((name) => QUERIES[id]?.[name] === undefined).map((name) => `?${name}`)
			].map((what) => `${id}: ${what}`);
		});
		expect(missing).toEqual([]);
		const gone = [...Object.keys(FORMS), ...Object.keys(QUERIES)].filter(
			(id) => !ROUTES.some((route) => route.id === id)
		);
		expect(gone, 'lists of routes that are no more').toEqual([]);
		expect(ROUTES.length).toBeGreaterThan(30);
		expect(PAYLOADS.length).toBeGreaterThan(30);
	});

	test('carries the protecting headers and stays in no cache, whoever asks and however', async () => {
		const asked = ROUTES.flatMap(({ id }) =>
			['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE'].flatMap((method) =>
				[world.tenant.token, world.staff.token, null].map((token) => ({ id, method, token }))
			)
		).filter(({ id, method }) => !(ENDS_SESSION.includes(id) && ['POST', 'DELETE'].includes(method)));
		const faults = await inTurns(asked, async ({ id, method, token }) => {
			const path = addressOf(id, world.own);
			const answer = await client.send(path, {
				...{ method, token, until: /event: \w+/ },
				...(method === 'POST' ? { body: [] } : {})
			});
			const fault = answer.status >= 500 ? `status ${answer.status}` : missingHeader(answer);
			return fault === null ? [] : [`${method} ${id}: ${fault}`];
		});
		expect([...new Set(faults)]).toEqual([]);
	});

	test.each(ROUTES.map((route) => [route.id, route] as const))(
		'%s takes nothing for a program',
		async (id, route) => {
			await db.superuser`delete from account.rate_limit`;
			const isStaffs = id.startsWith('/staff');
			const all = attacksOn(route, world.own).filter((_, i) => (i + Math.floor(i / A_PLACE)) % EVERY === 0);
			const some = all.filter((_, i) => i % SOME === id.length % SOME);
			const theirs = (attacks: readonly Attack[], token: string | null) =>
				attacks.map((attack) => ({ attack, token }));
			const asked = [
				...theirs(all, isStaffs ? world.staff.token : world.tenant.token),
				...theirs(some, isStaffs ? world.tenant.token : world.staff.token),
				...theirs(some, null)
			];
			const endsSession = ENDS_SESSION.includes(id);
			const faults = await inTurns(asked, async ({ attack, token }, i) => {
				const { slot, path, sending } = attack;
				const own =
					endsSession && token !== null ? await signedIn(db.superuser, world.tenant.accountId) : token;
				const headers = {
					'x-forwarded-for': `10.${i % 250}.${(i >> 8) % 250}.1`,
					...authorization(id),
					...sending.headers
				};
				const answer = await client.send(path, { ...sending, token: own, headers, until: /event: \w+/ });
				const fault = faultOf(answer, world.secrets);
				tally.tried += 1;
				if (fault === null) tally.refused += 1;
				return fault === null ? [] : [`${slot}: ${fault} ${JSON.stringify(path.slice(0, 160))}`];
			});
			expect(faults.slice(0, 12), `${faults.length} faults`).toEqual([]);
		}
	);

	const authorization = (id: string): Record<string, string> =>
		id.startsWith('/api/collect') ? { authorization: `Node ${world.own.nodeKey.key}` } : {};

	test('takes nothing for a program in cookies and headers either', async () => {
		const places: ((payload: string) => Record<string, string>)[] = [
			(payload) => ({ cookie: `hemvy_session=${payload}` }),
			(payload) => ({ cookie: `hemvy_language=${payload}` }),
			(payload) => ({ 'accept-language': payload }),
			(payload) => ({ 'x-forwarded-for': payload }),
			(payload) => ({ authorization: `Node ${payload}.${payload}` }),
			(payload) => ({ authorization: `Ticket ${payload}` }),
			(payload) => ({ 'user-agent': payload })
		];
		const sendable = PAYLOADS.filter((payload) => /^[\x20-\x7e]*$/.test(payload) && payload.length < 1000);
		const asked = [
			'/',
			'/sign-in',
			'/api/v1/homes',
			'/api/collect/v1/node',
			'/api/collect/v1/pairings/current'
		].flatMap((path) =>
			places.flatMap((place) => sendable.map((payload) => ({ path, headers: place(payload) })))
		);
		const faults = await inTurns(asked, async ({ path, headers }) => {
			const fault = faultOf(await client.send(path, { headers }), world.secrets);
			tally.tried += 1;
			if (fault === null) tally.refused += 1;
			return fault === null ? [] : [`${path} ${JSON.stringify(headers)}: ${fault}`];
		});
		expect(faults).toEqual([]);
	});

	test('left the database its own statements: no payload is in any text, and there are as few as there are questions', () => {
		const texts = [...tap.texts];
		expect(texts.filter((text) => text.includes(CANARY))).toEqual([]);
		expect(texts.length).toBeGreaterThan(20);
		expect(texts.length).toBeLessThan(250);
	});

	test('changed nothing of another’s, and broke nowhere', async () => {
		const before = await digestOf(db, world.victim);
		await client.post(world.tenant.token, `/homes/${world.victim.ids.home}/my-data?/hide`, [['on', 'yes']]);
		expect(await digestOf(db, world.victim)).toBe(before);
		expect(before).toBe(digestAtFirst);
		expect(
			portal
				.said()
				.split('\n')
				.filter((line) => /"level":[56]0/.test(line))
				.slice(0, 5)
		).toEqual([]);
	});

	let digestAtFirst = '';
	beforeAll(async () => {
		digestAtFirst = await digestOf(db, world.victim);
	});
});
