import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKioskConfig } from '../../src/lib/server/config/kiosk.ts';
import { startNode } from '../../src/lib/server/node/node.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aHousehold, aPerson, aStaff, type Household, type Someone } from '../fixtures/household.ts';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';
import { pairedNode } from '../fixtures/node.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { freePort, until } from '../node/fresh-node.ts';
import { ask, eventually, openEvents } from '../node/kiosk-client.ts';
import { Asking } from './asking.ts';

/** Within so long a display has to know, milliseconds. */
const WITHIN_MS = 5000;
const WATTS = 4123;

let db: FreshDatabase;
let portal: RunningPortal;
let asking: Asking;
type Home = Household & { readonly first: Someone; readonly second: Someone };

beforeAll(async () => {
	db = await freshDatabase();
	asking = new Asking(db);
	portal = await startPortal(db.urls.portal, { HEMVY_COLLECT_URL: db.urls.gate });
});
afterAll(async () => {
	await portal.stop();
	await db.close();
});

async function aHome(): Promise<Home> {
	const made = await aHousehold(db, { holders: 2 });
	const [first, second] = made.holders;
	if (!first || !second) throw new Error('no holders');
	return { ...made, first, second };
}

/** A wall display as its household uses it: its own process, paired by its code, showing everything that it may. */
async function aWall(home: Home): Promise<RunningKiosk> {
	const env = {
		HEMVY_NODE_DATA: mkdtempSync(path.join(tmpdir(), 'hemvy-kiosk-')),
		HEMVY_MQTT_PORT: String(await freePort()),
		HEMVY_CENTRAL_URL: portal.address
	};
	const node = await startNode(readKioskConfig(env));
	node.changeSettings({ visible: 'details' });
	const state = await node.beginPairing();
	if (state.state !== 'waiting') throw new Error(state.state);
	await fetch(`${portal.address}/homes/${home.homeId}/node?/add`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: portal.address, accept: 'text/html', cookie: `hemvy_session=${home.first.token}` },
		body: new URLSearchParams({ code: state.code })
	});
	await until(() => node.pairing().state === 'paired');
	await node.stop();
	return startKiosk({ env });
}

/**
 * Waits until the portal hears what the database tells: it decides everything anew when that begins, and every few seconds
 * before, so that what comes to pass until then proves nothing of what tells it.
 */
const changesAreTold = () =>
	eventually(() => {
		const said = portal.said();
		return Promise.resolve(said.lastIndexOf('changes are told') > said.lastIndexOf('changes are not told'));
	});

const watts = async (wall: RunningKiosk) =>
	((await ask(`${wall.url}/api/v1/state`)).json as { power?: { watts: number | null } }).power?.watts ?? null;

/** Waits until the display shows the power of now, then how long it goes on doing so once something has been done. */
async function goneAfter(wall: RunningKiosk, act: () => Promise<unknown>): Promise<number> {
	await wall.publish('amsreader', { data: { P: WATTS, tPI: 100 } });
	await eventually(async () => (await watts(wall)) === WATTS);
	const page = await openEvents(wall.url);
	await page.event(({ data }) => JSON.stringify(data).includes(String(WATTS)));
	await act();
	const begun = performance.now();
	await eventually(async () => (await watts(wall)) === null, 3 * WITHIN_MS);
	const took = performance.now() - begun;
	const last = page.events.length;
	await wall.publish('amsreader', { data: { P: WATTS, tPI: 100.1 } });
	await page.event(({ name }) => name === 'snapshot', WITHIN_MS, 1);
	expect(JSON.stringify(page.events.slice(last))).not.toContain(String(WATTS));
	page.close();
	return took;
}

describe('a display on the wall is blank within five seconds', () => {
	let home: Home;
	let wall: RunningKiosk;
	let adult: Someone;

	beforeAll(async () => {
		home = await aHome();
		adult = await aPerson(db, 'adult');
		await db.superuser`insert into housing.adult (occupancy_id, person_id)
			values (${home.occupancyId}, ${adult.personId})`;
		wall = await aWall(home);
	});
	afterAll(() => wall.stop());

	const switchTo = (on: boolean, who = home.first) =>
		asking.choose(who, home, 'hour', on, { purpose: 'display', media: ['electricity'] });

	it.each<[string, () => Promise<unknown>]>([
		['who switched it on switches it off', () => switchTo(false)],
		['another on the contract takes it back', () => switchTo(false, home.second)],
		['somebody of the household hides hours', () => asking.hideHours(adult, home, true)],
		['an erasure is carried out', () => erase()],
		['the line on which changes are told is cut just before', () => cutTheLine().then(() => switchTo(false))],
		['staff take the display away', () => revoke()]
	])('after %s', async (_, act) => {
		await changesAreTold();
		await asking.hideHours(adult, home, false);
		await switchTo(true);
		expect(await goneAfter(wall, act)).toBeLessThan(WITHIN_MS);
	});

	async function erase() {
		for (const { token } of home.holders)
			await fetch(`${portal.address}/homes/${home.homeId}/erasure`, {
				method: 'POST',
				redirect: 'manual',
				headers: { origin: portal.address, accept: 'text/html', cookie: `hemvy_session=${token}` },
				body: new URLSearchParams({ on: 'yes' })
			});
		const [row] = await db.superuser<{ done: boolean }[]>`
			select consent.carry_out_erasure(${home.occupancyId}, now() + interval '8 days', 0, 0, 0) as done`;
		expect(row?.done).toBe(true);
	}

	const cutTheLine = () =>
		db.superuser`select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and application_name = 'hemvy listener'`;

	async function revoke() {
		const staff = await aStaff(db, home.companyId, ['technician']);
		const [row] = await asking.asStaff<{ outcome: string }>(
			staff,
			`select outcome from node.staff_revoke(
				(select node_id from node.staff_displays($1, 10) where contract_number = $1))`,
			[home.contract]
		);
		expect(row?.outcome).toBe('revoked');
	}
});

describe('a question that waits', () => {
	/** Asks as a display does that knows the answer already. @returns when it is answered, and what */
	async function wait(key: string) {
		const headers = { authorization: `Node ${key}` };
		const address = `${portal.address}/api/collect/v1/display`;
		const atOnce = async () => (await (await fetch(address, { headers })).json()) as { version: string };
		const { version } = await atOnce();
		let isOver = false;
		const answered = fetch(`${address}?known=${version}&wait=25`, { headers }).then(async (answer) => {
			isOver = true;
			return { status: answer.status, body: (await answer.json()) as { hour: string[] } };
		});
		await changesAreTold();
		// one that is answered at once has come after it
		await atOnce();
		return { answered, isOver: () => isOver };
	}
	const aKey = async (home: Home) => (await pairedNode(db, home.homeId, home.first.token)).key;
	const switchOn = (home: Home) => asking.choose(home.first, home, 'hour', true, { purpose: 'display' });

	it.each<[string, (home: Home) => Promise<unknown>]>([
		[
			'the move-out is registered',
			({ occupancyId }) =>
				db.superuser`update housing.occupancy set during = tstzrange(lower(during), now()) where id = ${occupancyId}`
		],
		[
			'a death is noticed',
			({ occupancyId }) =>
				db.superuser`insert into staff.estate (occupancy_id, noticed) values (${occupancyId}, now())`
		],
		[
			'a holder’s identity is protected',
			({ first }) => db.superuser`insert into staff.protected_person (person_id) values (${first.personId})`
		]
	])('is answered that its key opens nothing when %s', async (_, end) => {
		const home = await aHome();
		const asked = await wait(await aKey(home));
		await end(home);
		const begun = performance.now();
		expect((await asked.answered).status).toBe(401);
		expect(performance.now() - begun).toBeLessThan(WITHIN_MS);
	});

	it('is answered when a consent runs out, with nobody doing anything', async () => {
		const home = await aHome();
		const key = await aKey(home);
		await db.superuser`
			insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
				language, channel, expires)
			values (${home.occupancyId}, ${home.first.personId}, 'given', 'display', 'electricity', 'hour', 1, sha256('x'),
				'sv', 'portal', now() + interval '1.5 seconds')`;
		const asked = await wait(key);
		const { body } = await asked.answered;
		expect(body.hour).toEqual([]);
	});

	it('is its home’s: what another home decides wakes nobody else', async () => {
		const [home, other] = [await aHome(), await aHome()];
		const [own, others] = await Promise.all([wait(await aKey(home)), wait(await aKey(other))]);
		const begun = performance.now();
		await switchOn(other);
		expect((await others.answered).body.hour).not.toEqual([]);
		expect(own.isOver()).toBe(false);
		await switchOn(home);
		expect((await own.answered).body.hour).not.toEqual([]);
		expect(performance.now() - begun).toBeLessThan(WITHIN_MS);
	});

	it('ends at once when the portal is stopped', async () => {
		const asked = await wait(await aKey(await aHome()));
		const begun = performance.now();
		portal.askToEnd();
		expect((await asked.answered).status).toBe(503);
		expect(performance.now() - begun).toBeLessThan(1000);
	});
});
