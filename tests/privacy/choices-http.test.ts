import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import {
	aHousehold,
	aPerson,
	aStaff,
	HOUSEHOLD_MEDIA,
	type Household,
	type Someone
} from '../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { Asking } from './asking.ts';

const NOBODY = '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e';

let db: FreshDatabase;
let ask: Asking;
let portal: RunningPortal;
let home: Household;
let first: Someone;
let second: Someone;
let stranger: Someone;

beforeAll(async () => {
	db = await freshDatabase();
	ask = new Asking(db);
	home = await aHousehold(db, { holders: 2 });
	[first, second] = home.holders as [Someone, Someone];
	stranger = (await aHousehold(db)).holders[0] ?? (await aPerson(db));
	portal = await startPortal(db.urls.portal);
});
afterAll(async () => {
	await portal.stop();
	await db.close();
});

const cookie = (who: Someone | null): Record<string, string> =>
	who === null ? {} : { cookie: `hemvy_session=${who.token}` };

const get = (who: Someone | null, address: string) =>
	fetch(portal.address + address, { redirect: 'manual', headers: cookie(who) });

/** A form as a browser sends it. */
const post = (who: Someone | null, address: string, fields: Readonly<Record<string, string>>) =>
	fetch(portal.address + address, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			...cookie(who),
			accept: 'text/html',
			origin: portal.address,
			'content-type': 'application/x-www-form-urlencoded'
		},
		body: new URLSearchParams(fields)
	});

const myData = (id = home.homeId) => `/homes/${id}/my-data`;
const series = (resolution: string, id = home.homeId) =>
	`/api/v1/homes/${id}/series?medium=cold_water&resolution=${resolution}&from=2026-03-02&to=2026-03-03`;
const trace = (id = home.homeId) =>
	`/api/v1/homes/${id}/intervals/cold_water/${encodeURIComponent('2026-03-02T06:00:00Z')}/trace`;
const page = (tail: string, id = home.homeId) => `/homes/${id}/usage/water/${tail}`;

const turn = (who: Someone | null, resolution: string, on: string, id = home.homeId) =>
	post(who, `${myData(id)}?/choose`, { purpose: 'own_view', medium: 'cold_water', resolution, on });

describe('a resolution that is not switched on', () => {
	it('is refused to the holder in words that say so, on the interface and in the trace', async () => {
		for (const address of [series('day'), series('hour'), trace()]) {
			const answer = await get(first, address);
			expect([address, answer.status]).toEqual([address, 403]);
			expect(answer.headers.get('content-type')).toBe('application/problem+json');
			expect(answer.headers.get('cache-control')).toBe('no-store');
			const text = await answer.text();
			expect(JSON.parse(text)).toMatchObject({ code: 'resolution_off' });
			expect(text).toContain(myData());
		}
		expect((await get(first, series('month'))).status).toBe(200);
	});

	it('has a page that says so and leads to the switch, and shows no value', async () => {
		for (const [tail, heading] of [
			['day/2026-03', 'Dagar är inte'],
			['hour/2026-03-02', 'Timmar är inte']
		] as const) {
			const answer = await get(first, page(tail));
			expect(answer.status).toBe(200);
			const text = await answer.text();
			expect(text).toContain(heading);
			expect(text).toContain(myData());
			expect(text).not.toContain('class="stage');
		}
		expect(await (await get(first, page('month/2026'))).text()).toContain('class="stage');
	});

	it('is told to nobody else: not yours and not there are one answer', async () => {
		for (const who of [stranger, null]) {
			for (const address of [series('day'), trace(), myData(), page('day/2026-03')]) {
				const without = await get(who, address.replace(home.homeId, NOBODY));
				const theirs = await get(who, address);
				expect([address, theirs.status]).toEqual([address, without.status]);
				expect(theirs.status).not.toBe(403);
			}
		}
	});
});

describe('a switch', () => {
	it('opens by one post and closes by one', async () => {
		const on = await turn(first, 'day', 'yes');
		expect([on.status, on.headers.get('location')]).toEqual([
			303,
			`${myData()}?saved#own_view-cold_water-day`
		]);
		expect((await get(first, series('day'))).status).toBe(200);
		expect((await get(first, series('hour'))).status).toBe(403);
		expect((await get(second, series('day'))).status).toBe(403);
		expect((await turn(first, 'day', 'no')).status).toBe(303);
		expect((await get(first, series('day'))).status).toBe(403);
	});

	it('is turned by nobody from outside, nor by words that are none', async () => {
		expect((await turn(stranger, 'day', 'yes')).status).toBe(404);
		expect((await turn(stranger, 'day', 'yes', NOBODY)).status).toBe(404);
		expect((await turn(null, 'day', 'yes')).headers.get('location')).toMatch(/^\/sign-in/);
		expect((await turn(first, 'month', 'yes')).status).toBe(404);
		expect((await turn(first, "day' or 1=1 --", 'yes')).status).toBe(404);
		const foreign = await fetch(`${portal.address}${myData()}?/choose`, {
			method: 'POST',
			headers: { ...cookie(first), accept: 'text/html', origin: 'https://elsewhere.example' },
			body: new URLSearchParams({ purpose: 'own_view', medium: 'cold_water', resolution: 'day', on: 'yes' })
		});
		expect(foreign.status).toBe(403);
		expect((await get(first, series('day'))).status).toBe(403);
	});
});

describe('hidden hours', () => {
	it('close at once for every holder; whose doing it is stands on no page of the others', async () => {
		await turn(first, 'hour', 'yes');
		expect((await get(first, trace())).status).toBe(200);
		expect((await post(second, `${myData()}?/hide`, { on: 'yes' })).status).toBe(303);
		expect((await get(first, trace())).status).toBe(403);
		const seen = await (await get(first, myData())).text();
		expect(seen).toContain('Timmarna är dolda i det här hemmet.');
		expect(seen).not.toContain('Du döljer timmarna');
		expect(await (await get(second, myData())).text()).toContain('Du döljer timmarna');
		await post(first, `${myData()}?/hide`, { on: 'no' });
		expect((await get(first, trace())).status).toBe(403);
		await post(second, `${myData()}?/hide`, { on: 'no' });
		expect((await get(first, trace())).status).toBe(200);
	});

	it('can be hidden by another adult of the household, who sees nothing else', async () => {
		const adult = await aPerson(db, 'adult');
		await db.superuser`insert into housing.adult (occupancy_id, person_id) values (${home.occupancyId}, ${adult.personId})`;
		expect(await (await get(adult, '/')).text()).toContain('Hemmet där du bor');
		expect((await get(adult, myData())).status).toBe(404);
		expect((await post(adult, '/?/hide', { home: home.homeId, on: 'yes' })).status).toBe(303);
		expect((await get(first, trace())).status).toBe(403);
		await post(adult, '/?/hide', { home: home.homeId, on: 'no' });
		expect((await post(stranger, '/?/hide', { home: home.homeId, on: 'yes' })).status).toBe(404);
		expect((await get(first, trace())).status).toBe(200);
	});
});

describe('what staff ask', () => {
	it('is shown word for word, answered by one post and taken back by one', async () => {
		const handler = await aStaff(db, home.companyId, ['case_handler']);
		const id = (await ask.openCase(handler, home)) ?? '';
		await ask.askAndAnswer(handler, home, id, []);
		const text = await (await get(first, myData())).text();
		expect(text).toContain('Ärende A-1: Misstänkt läcka');
		expect(text).toContain('Ett nej ändrar ingenting annat');
		const request = /name="request" value="([^"]+)"/.exec(text)?.[1] ?? '';
		const answer = (who: Someone, yes: string) => post(who, `${myData()}?/answer`, { request, yes });
		const reads = () => ask.visit(handler, home, { basis: 'case', id }, 'hour', 'cold_water');
		expect((await answer(stranger, 'yes')).status).toBe(404);
		await answer(first, 'yes');
		expect(await reads()).toBe(false);
		await answer(second, 'yes');
		expect(await reads()).toBe(true);
		await answer(first, 'no');
		expect(await reads()).toBe(false);
	});

	it('on paper counts from the holder’s own word on', async () => {
		const officer = await aStaff(db, home.companyId, ['consent_officer']);
		const [who] = await ask.asStaff<{ holder_id: string }>(
			officer,
			'select holder_id from staff.holders($1::uuid) limit 1',
			[home.homeId]
		);
		for (const each of home.holders) await turn(each, 'day', 'no');
		await ask.asStaff(
			officer,
			`select staff.propose($1::uuid, $2::uuid, 'own_view', null, '{cold_water}', '{day}', 1, sha256('x'), 'sv')`,
			[home.homeId, who?.holder_id ?? '']
		);
		const pages = await Promise.all(home.holders.map(async (each) => (await get(each, myData())).text()));
		expect(pages.filter((text) => text.includes('Inskrivet från papper'))).toHaveLength(1);
		const at = pages.findIndex((text) => text.includes('Inskrivet från papper'));
		const theirs = home.holders[at] ?? first;
		expect((await get(theirs, series('day'))).status).toBe(403);
		const record = /name="record" value="([^"]+)"/.exec(pages[at] ?? '')?.[1] ?? '';
		const confirm = (by: Someone) => post(by, `${myData()}?/confirm`, { record, yes: 'yes' });
		expect((await confirm(stranger)).status).toBe(404);
		const other = home.holders[1 - at] ?? second;
		expect((await confirm(other)).headers.get('location')).toMatch(/not_saved/);
		expect((await confirm(theirs)).headers.get('location')).toMatch(/\?saved/);
		expect((await get(theirs, series('day'))).status).toBe(200);
		expect((await get(other, series('day'))).status).toBe(403);
	});
});

describe('the welcome', () => {
	it('comes first while nothing is decided, chooses nothing beforehand, and a no is one post', async () => {
		const fresh = await aHousehold(db);
		const [holder] = fresh.holders as [Someone];
		expect((await get(holder, '/')).headers.get('location')).toBe('/welcome');
		const text = await (await get(holder, '/welcome')).text();
		expect(text.match(/type="checkbox"/g)).toHaveLength(2 * HOUSEHOLD_MEDIA.length);
		expect(text).not.toMatch(/checked/);
		const done = await post(holder, '/welcome', { home: fresh.homeId, answer: 'no', day: 'cold_water' });
		expect(done.headers.get('location')).toBe(`/homes/${fresh.homeId}`);
		expect((await get(holder, '/')).headers.get('location')).toBe(`/homes/${fresh.homeId}`);
		expect((await get(holder, series('day', fresh.homeId))).status).toBe(403);
		expect((await get(holder, '/welcome')).headers.get('location')).toBe('/');
	});

	it('switches on what is ticked, and nothing else', async () => {
		const fresh = await aHousehold(db);
		const [holder] = fresh.holders as [Someone];
		await post(holder, '/welcome', { home: fresh.homeId, answer: 'chosen', day: 'cold_water' });
		expect((await get(holder, series('day', fresh.homeId))).status).toBe(200);
		expect((await get(holder, series('hour', fresh.homeId))).status).toBe(403);
		expect((await get(holder, series('day', fresh.homeId).replace('cold_water', 'electricity'))).status).toBe(
			403
		);
		expect((await post(stranger, '/welcome', { home: fresh.homeId, answer: 'no' })).status).toBe(404);
	});
});
