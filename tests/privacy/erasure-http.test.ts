import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retain } from '../../src/lib/server/collection/retention/retain.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aHousehold, aPerson, aStaff, type Household, type Someone } from '../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { Asking } from './asking.ts';

const NOBODY = '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e';

let db: FreshDatabase;
let portal: RunningPortal;
let home: Household;
let first: Someone;
let second: Someone;

beforeAll(async () => {
	db = await freshDatabase();
	home = await aHousehold(db, { holders: 2 });
	[first, second] = home.holders as [Someone, Someone];
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
const post = (who: Someone | null, address: string, fields: Readonly<Record<string, string>>) =>
	fetch(portal.address + address, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			...cookie(who),
			...{ accept: 'text/html', origin: portal.address, 'content-type': 'application/x-www-form-urlencoded' }
		},
		body: new URLSearchParams(fields)
	});
const page = (id = home.homeId) => `/homes/${id}/erasure`;
const acts = async () =>
	(
		await db.superuser<{ act: string }[]>`
			select act from consent.erasure_act where occupancy_id = ${home.occupancyId} order by id`
	).map(({ act }) => act);

describe('an erasure', () => {
	it('is asked for, or seen, by nobody from outside: not yours and not there are one answer', async () => {
		const visitor = await aPerson(db, 'delegate');
		const ask = new Asking(db);
		await ask.approve(second, await ask.mandate(first, visitor, home, { resolutions: ['month', 'day'] }));
		const staff = await aStaff(db, home.companyId, ['consent_officer', 'case_handler']);
		const stranger = (await aHousehold(db)).holders[0] ?? visitor;
		for (const who of [visitor, staff, stranger, null]) {
			for (const id of [home.homeId, NOBODY]) {
				const [seen, asked] = [await get(who, page(id)), await post(who, page(id), { on: 'yes' })];
				expect([seen.status, asked.status]).toEqual(who === null ? [303, 303] : [404, 404]);
			}
		}
		expect((await post(first, page(), { on: 'maybe' })).status).toBe(404);
		expect(await acts()).toEqual([]);
	});

	it('says beforehand what goes and what stays and why, with the database’s own counts', async () => {
		await db.superuser`
			insert into staff.invoice (company_id, occupancy_id, reference, media, period, disputed)
			values (${home.companyId}, ${home.occupancyId}, 'F-9', '{electricity}', '[2026-04-01,2026-05-01)', now())`;
		const answer = await get(first, page());
		expect(answer.headers.get('cache-control')).toBe('no-store');
		const text = (await answer.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
		expect(text).toMatch(/allt vatten[^,]*, timmar [1-9]\d* dygn, 2 mars 2026 till/);
		expect(text).toMatch(/El, timmar 2 april 2026 .*En räkning är ifrågasatt/);
		expect(text).toMatch(/Kallt vatten och el, månader .*bokföringslagen kräver dem i sju år/);
		expect(text).toContain('Ni är 2 på kontraktet');
	});

	it('is asked for by one post, undone by one, shown to consent staff, and carried out for all who asked', async () => {
		const officer = await aStaff(db, home.companyId, ['consent_officer']);
		const told = async () => (await get(officer, `/staff/consents/${home.homeId}`)).text();
		expect(await told()).not.toContain('raderas');
		const asked = await post(first, page(), { on: 'yes' });
		expect([asked.status, asked.headers.get('location')]).toEqual([303, `${page()}?asked`]);
		await post(first, page(), { on: 'yes' });
		expect(await (await get(second, page())).text()).toContain('1 av 2 på kontraktet');
		expect(await told()).toContain('1 av 2 i hemmet har bett');
		expect((await post(first, page(), { on: 'no' })).headers.get('location')).toBe(`${page()}?undone`);
		expect(await acts()).toEqual(['requested', 'undone']);
		await post(first, page(), { on: 'yes' });
		await post(second, page(), { on: 'yes' });
		expect(await (await get(first, page())).text()).toContain('Till dess kan du ångra dig');
		expect(await told()).toContain('En räkning är ifrågasatt');
		await new Asking(db).choose(first, home, 'hour', true);
		await retain(db.owner, { now: Math.floor(Date.now() / 1000) + 8 * 86_400 });
		expect((await acts()).at(-1)).toBe('carried_out');
		expect(await (await get(first, page())).text()).toContain('Timmar och dagar raderades');
		const left = await db.superuser<{ medium: string }[]>`
			select s.medium, p.day::text from metering.hour_pack p join metering.series s on s.id = p.series_id
			where s.occupancy_id = ${home.occupancyId}`;
		expect(left.map(({ medium }) => medium)).toContain('electricity');
		const series = await get(
			first,
			`/api/v1/homes/${home.homeId}/series?medium=electricity&resolution=hour&from=2026-04-01&to=2026-05-01`
		);
		expect(series.status).toBe(403);
	});
});

describe('how long hours are kept', () => {
	it('is chosen by one post, undone by one, by who decides there alone', async () => {
		const address = `/homes/${home.homeId}/my-data`;
		const stranger = (await aHousehold(db)).holders[0] ?? first;
		expect((await post(stranger, `${address}?/keep`, { months: '24' })).status).toBe(404);
		expect(await (await get(first, address)).text()).toContain('Nu sparas de i 13 månader');
		expect((await post(first, `${address}?/keep`, { months: '24' })).headers.get('location')).toBe(
			`${address}?saved#keep`
		);
		expect(await (await get(second, address)).text()).toContain('Nu sparas de i 24 månader');
		await post(second, `${address}?/keep`, { months: '13' });
		expect(await (await get(first, address)).text()).toContain('Nu sparas de i 13 månader');
	});
});
