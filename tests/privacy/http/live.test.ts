import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../database/fresh.ts';
import { aPerson, aStaff, type Someone } from '../../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../../fixtures/portal.ts';
import { RESOLUTIONS } from '../asking.ts';
import { Scene } from '../scene.ts';
import { Client } from './client.ts';
import { sayTally } from './tally.ts';

type Home = Awaited<ReturnType<Scene['home']>>;

/** Seconds within which what may no longer be seen is off the page. */
const MOST_S = 5;

/** Somebody looking at another's home, and what of it they would ask for next. */
interface Look {
	readonly home: Home;
	readonly viewer: Someone;
	/** Of the mandate or the case. */
	readonly id: string;
}

/** Ends a right. @returns from when on it is over, ms since 1970; nothing: since it returned */
type Ending = (look: Look) => Promise<number | undefined>;

describe('a page that is open when its right ends', () => {
	let db: FreshDatabase;
	let portal: RunningPortal;
	let client: Client;
	let s: Scene;
	let officer: Someone;
	const measured: [name: string, seconds: number][] = [];

	beforeAll(async () => {
		db = await freshDatabase();
		s = new Scene(db);
		portal = await startPortal(db.urls.portal);
		client = new Client(portal.address);
		const { companyId } = await s.home();
		officer = await aStaff(db, companyId, ['consent_officer']);
	});
	afterAll(async () => {
		client.close();
		await portal.stop();
		await db.close();
		const words = measured.map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`);
		console.log(`Open pages closed after: ${words.join(', ')}`);
		sayTally('open pages', {
			closed: { tried: measured.length, refused: measured.filter(([, s]) => s < MOST_S).length }
		});
	});

	const inOneSecond = async (change: (at: string) => Promise<unknown>): Promise<number> => {
		const at = Date.now() + 1000;
		await change(new Date(at).toISOString());
		return at;
	};
	const endTenancy: Ending = ({ home }) =>
		inOneSecond(
			(at) =>
				db.superuser`update housing.occupancy set during = tstzrange(lower(during), ${at}) where id = ${home.occupancyId}`
		);
	const protect: Ending = async ({ home }) => {
		await s.protect(home.first);
		return undefined;
	};
	const hideHours: Ending = async ({ home }) => {
		await client.post(home.second.token, `/homes/${home.homeId}/my-data?/hide`, [['on', 'yes']]);
		return undefined;
	};
	const noticeDeath: Ending = async ({ home }) => {
		const answer = await client.post(officer.token, `/staff/consents/${home.homeId}/household?/death`);
		expect(answer.status).toBe(303);
		return undefined;
	};
	const signOut: Ending = async ({ viewer }) => {
		await client.post(viewer.token, '/sign-out');
		return undefined;
	};

	const VISITS: Readonly<Record<string, Ending>> = {
		'a holder ended the mandate': async ({ home, id }) => {
			await client.post(home.second.token, `/homes/${home.homeId}/people?/end`, [['mandate', id]]);
			return undefined;
		},
		'the visitor gave it up elsewhere': async ({ viewer, id }) => {
			await client.post(viewer.token, '/shared?/end', [['mandate', id]]);
			return undefined;
		},
		'the mandate ran out': ({ id }) =>
			inOneSecond((at) => db.superuser`update consent.mandate set ends = ${at} where public_id = ${id}`),
		'hours were hidden': hideHours,
		'the tenancy ended': endTenancy,
		'a death was noticed': noticeDeath,
		'an identity was protected': protect,
		'the visitor signed out elsewhere': signOut
	};

	test.each(Object.entries(VISITS))('a visitor’s: %s', { concurrent: true }, async (name, end) => {
		const home = await s.home([], { holders: 2 });
		const viewer = await aPerson(db, 'visitor');
		const id = await s.ask.mandate(home.first, viewer, home, { resolutions: RESOLUTIONS });
		await s.ask.approve(home.second, id);
		const page = `/shared/${id}/usage/water/hour/2026-03-02`;
		expect((await client.get(viewer.token, page)).status).toBe(200);
		const stream = openStream(portal.address, viewer.token, `/shared/${id}/live/water/hour`);
		await stream.heard('held');
		const since = (await end({ home, viewer, id })) ?? Date.now();
		await stream.heard('ended');
		const seconds = (Date.now() - since) / 1000;
		measured.push([name, seconds]);
		expect(seconds).toBeLessThan(MOST_S);
		await stream.closed;
		expect([303, 404]).toContain((await client.get(viewer.token, page)).status);
	});

	const BILLING_CASES: Readonly<Record<string, Ending>> = {
		'a billing case was closed elsewhere': async ({ viewer, id }) => {
			await client.post(viewer.token, `/staff/billing/cases/${id}?/close`);
			return undefined;
		},
		'a billing case’s time was over': ({ id }) =>
			inOneSecond((at) => db.superuser`update staff.support_case set closes = ${at} where public_id = ${id}`),
		'a death was noticed during a billing case': noticeDeath
	};

	test.each(Object.entries(BILLING_CASES))('billing staff’s: %s', { concurrent: true }, async (name, end) => {
		const home = await s.home();
		const { biller: viewer, id } = await s.billingCase(home);
		const page = `/staff/billing/cases/${id}`;
		expect((await client.get(viewer.token, page)).status).toBe(200);
		const stream = openStream(portal.address, viewer.token, `${page}/live`);
		await stream.heard('held');
		const since = (await end({ home, viewer, id })) ?? Date.now();
		await stream.heard('ended');
		const seconds = (Date.now() - since) / 1000;
		measured.push([name, seconds]);
		expect(seconds).toBeLessThan(MOST_S);
		expect((await client.get(viewer.token, page)).status).toBe(403);
	});

	const CASES: Readonly<Record<string, Ending>> = {
		'a holder withdrew': async ({ home }) => {
			const text = (await client.get(home.second.token, `/homes/${home.homeId}/my-data`)).body;
			const asked = /name="request" value="([^"]+)"/.exec(text)?.[1] ?? '';
			await client.post(home.second.token, `/homes/${home.homeId}/my-data?/answer`, [
				['request', asked],
				['yes', 'no']
			]);
			return undefined;
		},
		'the case’s time was over': ({ id }) =>
			inOneSecond((at) => db.superuser`update staff.support_case set closes = ${at} where public_id = ${id}`),
		'the case was closed elsewhere': async ({ viewer, id }) => {
			await client.post(viewer.token, `/staff/cases/${id}?/close`);
			return undefined;
		},
		'hours were hidden from a case': hideHours,
		'the tenancy of a case ended': endTenancy,
		'a death was noticed during a case': noticeDeath,
		'an identity was protected during a case': protect,
		'the handler lost the role': async ({ viewer }) => {
			await db.superuser`delete from staff.role where account_id = ${viewer.accountId}`;
			return undefined;
		},
		'the second factor ran out': async ({ viewer }) => {
			await db.superuser`update account.session set second_factor_at = now() - interval '12 hours' + interval '1 second'
				where account_id = ${viewer.accountId}`;
			return Date.now() + 1000;
		},
		'the handler signed out elsewhere': signOut
	};

	test.each(Object.entries(CASES))('a case’s: %s', { concurrent: true }, async (name, end) => {
		const home = await s.home([], { holders: 2 });
		const { handler: viewer, id } = await s.openCase(home);
		const page = `/staff/cases/${id}/usage/water/hour/2026-03-02`;
		expect((await client.get(viewer.token, page)).status).toBe(200);
		const stream = openStream(portal.address, viewer.token, `/staff/cases/${id}/live/water/hour`);
		await stream.heard('held');
		const since = (await end({ home, viewer, id })) ?? Date.now();
		await stream.heard('ended');
		const seconds = (Date.now() - since) / 1000;
		measured.push([name, seconds]);
		expect(seconds).toBeLessThan(MOST_S);
		expect([303, 403, 404]).toContain((await client.get(viewer.token, page)).status);
	});
});

/** A stream of events, heard as it comes. */
function openStream(address: string, token: string, path: string) {
	const { hostname, port } = new URL(address);
	let text = '';
	let told: () => void = () => undefined;
	let isOver = false;
	const sent = request({
		...{ hostname, port, path, agent: new Agent() },
		headers: { cookie: `hemvy_session=${token}`, accept: 'text/event-stream' }
	});
	const closed = new Promise<void>((resolve, reject) => {
		sent.on('error', reject);
		sent.on('response', (response) => {
			response.setEncoding('utf8');
			response.on('data', (part: string) => {
				text += part;
				told();
			});
			response.on('end', () => {
				isOver = true;
				told();
				resolve();
			});
		});
	});
	sent.end();
	return {
		closed,
		async heard(event: string): Promise<void> {
			while (!text.includes(`event: ${event}\n`)) {
				if (isOver) throw new Error(`The stream ended without ${event}: ${text}`);
				await new Promise<void>((resolve) => (told = resolve));
			}
		}
	};
}
