import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeNodeKey } from '../../src/lib/server/accounts/node-key.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aHousehold, aPerson, type Household, type Someone } from '../fixtures/household.ts';
import { pairedNode } from '../fixtures/node.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { Asking } from './asking.ts';

let db: FreshDatabase;
let portal: RunningPortal;
let home: Household & { readonly first: Someone; readonly second: Someone };
let stranger: Someone;
let key: string;

beforeAll(async () => {
	db = await freshDatabase();
	portal = await startPortal(db.urls.portal, { HEMVY_COLLECT_URL: db.urls.gate });
	stranger = await aPerson(db, 'stranger');
});
beforeEach(async () => {
	await db.superuser`delete from account.rate_limit`;
	const made = await aHousehold(db, { holders: 2 });
	const [first, second] = made.holders;
	if (!first || !second) throw new Error('no holders');
	home = { ...made, first, second };
	key = (await pairedNode(db, home.homeId, first.token)).key;
});
afterAll(async () => {
	await portal.stop();
	await db.close();
});

/** What the display is told. */
const asked = (authorization = `Node ${key}`) =>
	fetch(`${portal.address}/api/collect/v1/display`, { headers: { authorization } });
const answer = async () => (await (await asked()).json()) as { day: string[]; hour: string[]; ends: object };
const shown = async () => {
	const { day, hour } = await answer();
	return { day, hour };
};

/** Turns a switch of My data, without scripts. */
const turn = (who: Someone, form: Record<string, string>) =>
	fetch(`${portal.address}/homes/${home.homeId}/my-data?/choose`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: portal.address, accept: 'text/html', cookie: `hemvy_session=${who.token}` },
		body: new URLSearchParams({ purpose: 'display', medium: 'electricity', on: 'yes', ...form })
	});
const page = async (who: Someone) =>
	(
		await fetch(`${portal.address}/homes/${home.homeId}/my-data`, {
			headers: { accept: 'text/html', cookie: `hemvy_session=${who.token}` }
		})
	).text();

describe('the switches of the wall display, without scripts', () => {
	it('reach the display at its next question, each for its medium and resolution', async () => {
		expect(await shown()).toEqual({ day: [], hour: [] });
		const answer = await turn(home.first, { resolution: 'day' });
		expect(answer.status).toBe(303);
		expect(answer.headers.get('location')).toBe(
			`/homes/${home.homeId}/my-data?saved#display-electricity-day`
		);
		expect(await shown()).toEqual({ day: ['electricity'], hour: [] });
		await turn(home.first, { resolution: 'hour', medium: 'hot_water' });
		expect(await shown()).toEqual({ day: ['electricity'], hour: ['hot_water'] });
	});

	it('are the household’s: anybody on the contract switches off what another switched on', async () => {
		await turn(home.first, { resolution: 'hour' });
		expect(await page(home.second)).toMatch(/aria-checked="true" aria-label="El på displayen, just nu"/);
		await turn(home.second, { resolution: 'hour', on: 'no' });
		expect(await shown()).toEqual({ day: [], hour: [] });
	});

	it('are there for what only the display hears, and for rooms of now alone', async () => {
		const html = await page(home.first);
		expect(html).toContain('aria-label="Varmt vatten på displayen, just nu"');
		expect(html).toContain('aria-label="Temperatur på displayen, just nu"');
		expect(html).not.toContain('aria-label="Temperatur på displayen, dagen så här långt"');
	});

	it('change nothing for somebody else, nor for a home that is none', async () => {
		expect((await turn(stranger, { resolution: 'hour' })).status).toBe(404);
		expect(await shown()).toEqual({ day: [], hour: [] });
	});

	it('say that there is no TV page, keep the choice, and never offer its hours', async () => {
		const html = await page(home.first);
		expect(html).toContain('Det finns ingen TV-sida än');
		expect(html).not.toMatch(/id="tv-[a-z_]+-hour"/);
		expect((await turn(home.first, { purpose: 'tv', resolution: 'day' })).headers.get('location')).toContain(
			'?saved#tv-electricity-day'
		);
		expect((await turn(home.first, { purpose: 'tv', resolution: 'hour' })).headers.get('location')).toContain(
			'?not_saved'
		);
		const media = async (resolution: string) => {
			const [row] = await db.superuser<{ media: string[] }[]>`
				select array(select medium from rights.shown_media(${home.occupancyId}, 'tv', ${resolution})) as media`;
			return row?.media;
		};
		expect([await media('day'), await media('hour')]).toEqual([['electricity'], []]);
		expect(await shown()).toEqual({ day: [], hour: [] });
	});
});

describe('the display’s question', () => {
	it('has one answer for a key that is unknown, revoked, or of a tenancy that is over', async () => {
		await new Asking(db).choose(home.first, home, 'hour', true, { purpose: 'display' });
		expect((await shown()).hour).not.toEqual([]);
		const unknown = await asked(`Node ${makeNodeKey().key}`);
		await db.superuser`
			update housing.occupancy set during = tstzrange(lower(during), now()) where id = ${home.occupancyId}`;
		const over = await asked();
		expect([unknown.status, over.status, (await asked('Node x')).status]).toEqual([401, 401, 401]);
		const body = async (answer: Response) =>
			JSON.stringify({ ...((await answer.json()) as object), instance: null, requestId: null });
		expect(await body(over)).toBe(await body(unknown));
	});

	it('tells media and resolutions, and of people nothing', async () => {
		await turn(home.first, { resolution: 'day' });
		const told = await answer();
		expect(Object.keys(told).sort()).toEqual(['day', 'ends', 'hour', 'version']);
		const year = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown;
		expect(told.ends).toEqual({ home: null, day: { electricity: year }, hour: {} });
		expect((await asked()).headers.get('cache-control')).toContain('no-store');
	});

	it('writes nothing: it is asked several times a minute', async () => {
		const seen = () =>
			db.superuser`select last_seen, clock_off_s from node.home_node where occupancy_id = ${home.occupancyId}`;
		const before = await seen();
		await asked();
		expect(await seen()).toEqual(before);
	});
});
