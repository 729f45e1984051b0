import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asRole } from '../../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../../database/fresh.ts';
import { holderOf } from '../../fixtures/holder.ts';
import { aPerson, aStaff, codeHash, type Someone } from '../../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../../fixtures/portal.ts';
import { RESOLUTIONS } from '../asking.ts';
import { aReadHome, moveOut } from '../read-home.ts';
import { Scene } from '../scene.ts';
import { Client, NOTHING, plain } from './client.ts';
import { figuresIn, writeFigures } from './figures.ts';

const MARCH = 'from=2026-03-01&to=2026-04-01';

/** What the interface says of a series. */
interface Body {
	points: { start: string; end: string; amount: number | null }[];
	total: number | null;
}

describe('households and their clocks, on the pages', () => {
	let db: FreshDatabase;
	let portal: RunningPortal;
	let client: Client;
	let s: Scene;

	beforeAll(async () => {
		db = await freshDatabase();
		s = new Scene(db);
		portal = await startPortal(db.urls.portal);
		client = new Client(portal.address);
	});
	afterAll(async () => {
		client.close();
		await portal.stop();
		await db.close();
	});

	const status = async (token: string, path: string) => (await client.get(token, path)).status;
	const text = async (token: string, path: string) => (await client.get(token, path)).body;
	const series = (home: string, resolution: string) =>
		`/api/v1/homes/${home}/series?medium=cold_water&resolution=${resolution}&${MARCH}`;
	const hours = async (token: string, home: string) => {
		const { points } = JSON.parse(await text(token, series(home, 'hour'))) as Body;
		return points.filter(({ amount }) => amount !== null).map(({ start }) => new Date(start).toISOString());
	};
	const trace = (home: string, at: string) =>
		`/api/v1/homes/${home}/intervals/cold_water/${encodeURIComponent(at)}/trace`;
	const usage = (home: string, tail = 'month/2026') => `/homes/${home}/usage/water/${tail}`;
	const named = (role: string) => (home: { companyId: number }) => aStaff(db, home.companyId, [role]);

	test('a move in the middle of an hour, registered late: each side its own hours, the cut hour nobody’s', async () => {
		const old = await aReadHome(db, '9101');
		expect((await hours(old.token, old.home)).length).toBe(47);
		const home = await moveOut(db, old.apartmentId, '2026-03-10T11:30:00Z');
		const token = await holderOf(db.superuser, home, 'next9101');
		expect((await hours(old.token, old.home)).at(-1)).toBe('2026-03-10T10:00:00.000Z');
		expect((await hours(token, home))[0]).toBe('2026-03-10T12:00:00.000Z');
		for (const [who, of] of [
			[old.token, old.home],
			[token, home],
			[token, old.home],
			[old.token, home]
		] as const) {
			expect(await status(who, trace(of, '2026-03-10T11:00:00Z'))).toBe(404);
		}
		expect(await status(token, trace(home, '2026-03-10T12:00:00Z'))).toBe(200);
		expect(await status(token, usage(old.home))).toBe(404);
		expect(await status(old.token, usage(home))).toBe(404);
	});

	test('a move-out registered late: what came after belongs to a vacant home, and the log shows who saw it meanwhile', async () => {
		const old = await aReadHome(db, '9102');
		const visitor = await aPerson(db, 'visitor');
		const holder = { token: old.token } as Someone;
		const id = await s.ask.mandate(
			holder,
			visitor,
			{ homeId: old.home },
			{ resolutions: ['day'], media: ['cold_water'] }
		);
		const shared = `/shared/${id}/usage/water/day/2026-03`;
		expect(await status(visitor.token, shared)).toBe(200);
		const vacant = await moveOut(db, old.apartmentId, '2026-03-10T12:00:00Z', 'vacancy');
		const log = await text(old.token, `/homes/${old.home}/who-has-looked`);
		expect(log).toContain('Anna');
		expect(log).toMatch(/mars 2026/);
		expect(await status(visitor.token, shared)).toBe(404);
		expect((await hours(old.token, old.home)).at(-1)).toBe('2026-03-10T11:00:00.000Z');
		for (const path of [usage(vacant), series(vacant, 'month'), `/homes/${vacant}/my-data`]) {
			const [answer, none] = [
				await client.get(old.token, path),
				await client.get(old.token, path.replace(vacant, NOTHING))
			];
			expect(plain(answer, vacant)).toBe(plain(none, NOTHING));
		}
		const technician = await named('technician')(await companyOf(old.apartmentId));
		expect(await text(technician.token, '/staff/flags')).toContain('9102-w');
	});

	const companyOf = async (apartmentId: number) => {
		const [row] = await db.superuser<{ companyId: number }[]>`
			select p.company_id as "companyId" from housing.apartment a join housing.building b on b.id = a.building_id
			join housing.property p on p.id = b.property_id where a.id = ${apartmentId}`;
		return row ?? { companyId: 0 };
	};

	test('one of several holders leaves: hours and days are off for who stays, and the home is no longer there for who left', async () => {
		const home = await s.home(['day', 'hour'], { holders: 2 });
		await asRole(db.owner, 'hemvy_registrar', null, async (tx) => {
			await tx`update housing.occupancy set during = tstzrange(lower(during), '2026-06-01') where id = ${home.occupancyId}`;
		});
		const stays = await s.newHolder(home);
		await db.superuser`update housing.tenancy_holder set person_id = ${home.first.personId} where person_id = ${stays.personId}`;
		const [next] = await db.superuser<{ id: string }[]>`
			select public_id as id from housing.occupancy where apartment_id = ${home.apartmentId} and upper_inf(during)`;
		const id = next?.id ?? '';
		for (const resolution of ['day', 'hour']) {
			expect(await status(home.first.token, series(id, resolution))).toBe(403);
			expect(await status(home.second.token, series(home.homeId, resolution))).toBe(200);
		}
		expect(await text(home.first.token, `/homes/${id}/my-data`)).not.toMatch(/aria-checked="true"|>På</);
		const left = await client.get(home.second.token, usage(id));
		expect(plain(left, id)).toBe(plain(await client.get(home.second.token, usage(NOTHING)), NOTHING));
		const { homes } = JSON.parse(await text(home.second.token, '/api/v1/homes')) as {
			homes: { id: string }[];
		};
		expect(homes.map((each) => each.id)).toEqual([home.homeId]);
	});

	test('a choice that runs out closes the next request, as a withdrawal does', async () => {
		const home = await s.home(['hour']);
		const path = trace(home.homeId, '2026-03-02T00:00:00Z');
		expect(await status(home.first.token, path)).toBe(200);
		await db.superuser`alter table consent.record disable trigger only_added`;
		await db.superuser`update consent.record set at = now() - interval '12 months', expires = now()
			where occupancy_id = ${home.occupancyId}`;
		await db.superuser`alter table consent.record enable trigger only_added`;
		expect(await status(home.first.token, path)).toBe(403);
		expect(await status(home.first.token, series(home.homeId, 'hour'))).toBe(403);
		expect(await status(home.first.token, series(home.homeId, 'month'))).toBe(200);
	});

	test('a protected identity: for staff who are not named there is no such home; for who is named it looks like any other', async () => {
		const [home, other] = [await s.home(), await s.home()];
		const roles = ['consent_officer', 'case_handler'];
		const [handler, stranger] = [
			await aStaff(db, home.companyId, roles),
			await aStaff(db, home.companyId, roles)
		];
		const visitor = await aPerson(db, 'visitor');
		const mandate = await s.ask.mandate(home.first, visitor, home, { resolutions: ['month'] });
		const shared = `/shared/${mandate}/usage/water/month/2026`;
		expect(await status(visitor.token, shared)).toBe(200);
		await s.protect(home.first, handler);
		expect(await status(visitor.token, shared)).toBe(404);
		const search = (number: string) => `/staff/consents?apartment=${number}`;
		const found = plain(await client.get(stranger.token, search(home.number)), home.number);
		expect(found).toBe(plain(await client.get(stranger.token, search('nowhere')), 'nowhere'));
		for (const path of ['/staff/consents/', '/staff/cases?home=']) {
			const theirs = await client.get(stranger.token, path + home.homeId);
			expect(plain(theirs, home.homeId)).toBe(
				plain(await client.get(stranger.token, path + NOTHING), NOTHING)
			);
		}
		const opened = (id: string) =>
			client.post(stranger.token, '/staff/cases?/open', [
				...Object.entries({ home: id, reference: 'A-1', reason: 'leak', days: '3' })
			]);
		expect(plain(await opened(home.homeId), home.homeId)).toBe(plain(await opened(NOTHING), NOTHING));
		const asNamed = async ({ homeId, number, contract }: typeof home) => {
			const answer = await client.get(handler.token, `/staff/consents/${homeId}`);
			expect(answer.status).toBe(200);
			return plain(answer, homeId, contract, number).replace(/holder \d+|[\da-f-]{36}|\d{10}(\.\d+)?/g, '');
		};
		expect(await asNamed(home)).toBe(await asNamed(other));
		const invited = await client.post(home.first.token, `/homes/${home.homeId}/people?/invite`, [
			...Object.entries({
				called: 'Bo',
				kind: 'delegate',
				media: 'cold_water',
				resolutions: 'month',
				months: '1'
			})
		]);
		expect(invited.status).toBe(409);
		for (const purpose of ['display', 'tv']) {
			const fields = Object.entries({ purpose, medium: 'cold_water', resolution: 'day', on: 'yes' });
			const turned = await client.post(home.first.token, `/homes/${home.homeId}/my-data?/choose`, fields);
			expect(turned.headers.location ?? '').toContain('not_saved');
		}
		expect(await status(home.first.token, series(home.homeId, 'month'))).toBe(200);
	});

	test('after a death the home is not there for its holders; neither is it for who has been let in elsewhere', async () => {
		const home = await s.home(['day', 'hour'], { holders: 2 });
		const officer = await named('consent_officer')(home);
		const { handler, id } = await s.openCase(home);
		expect(await status(handler.token, `/staff/cases/${id}/usage/water/month/2026`)).toBe(200);
		expect((await client.post(officer.token, `/staff/consents/${home.homeId}/household?/death`)).status).toBe(
			303
		);
		expect(await status(handler.token, `/staff/cases/${id}/usage/water/month/2026`)).toBe(403);
		for (const resolution of RESOLUTIONS) {
			const answer = await client.get(home.second.token, series(home.homeId, resolution));
			expect([403, 404]).toContain(answer.status);
			expect(answer.body).not.toMatch(/"points"/);
		}
		expect(figuresIn(await text(home.first.token, usage(home.homeId)))).toEqual([]);
	});

	test('a sublet: the holder’s pages have months and no way to more; the subtenant’s have what the subtenant chose', async () => {
		const home = await s.home(['day', 'hour']);
		await writeFigures(db, home);
		await db.superuser`update housing.occupancy set kind = 'sublet' where id = ${home.occupancyId}`;
		const subtenant = await aPerson(db, 'subtenant');
		await db.superuser`insert into housing.subtenant values (${home.occupancyId}, ${subtenant.personId})`;
		const turn = (token: string) =>
			client.post(token, `/homes/${home.homeId}/my-data?/choose`, [
				...Object.entries({ purpose: 'own_view', medium: 'cold_water', resolution: 'day', on: 'yes' })
			]);
		expect(await status(home.first.token, series(home.homeId, 'month'))).toBe(200);
		await turn(home.first.token);
		expect(await status(home.first.token, series(home.homeId, 'day'))).toBe(403);
		expect(await status(subtenant.token, series(home.homeId, 'day'))).toBe(403);
		expect((await turn(subtenant.token)).headers.location).toContain('?saved');
		expect(await status(subtenant.token, series(home.homeId, 'day'))).toBe(200);
		expect(await status(home.first.token, series(home.homeId, 'day'))).toBe(403);
		const seen = figuresIn(await text(home.first.token, usage(home.homeId)));
		expect(seen).toMatchObject([{ medium: 'cold_water', resolution: 'month' }]);
	});

	test('a guardian’s page lasts as long as the order, and says nothing after it', async () => {
		const home = await s.home();
		const officer = await named('consent_officer')(home);
		const guardian = await aPerson(db, 'guardian');
		const code = codeHash();
		const [row] = await s.ask.asStaff<{ mandate_id: string }>(
			officer,
			`select * from staff.enter_guardian($1::uuid, 'God man', 'T 1-26', decode($2, 'hex'), '{cold_water}', '{month}',
				now() - interval '1 day', now() + interval '1 day')`,
			[home.homeId, code]
		);
		const id = row?.mandate_id ?? '';
		await s.ask.accept(guardian, code);
		const path = (of: string) => `/shared/${of}/usage/water/month/2026`;
		expect(await status(guardian.token, path(id))).toBe(200);
		await client.post(officer.token, `/staff/consents/${home.homeId}/household?/endGuardian`, [
			['mandate', id]
		]);
		const over = await client.get(guardian.token, path(id));
		expect(plain(over, id)).toBe(plain(await client.get(guardian.token, path(NOTHING)), NOTHING));
	});

	test('refusing changes nothing else: who says no to everything has the same pages and the same months', async () => {
		const [no, yes] = [await s.home(), await s.home(['day', 'hour'])];
		for (const home of [no, yes]) await writeFigures(db, home);
		for (const r of ['day', 'hour'] as const) await s.ask.choose(no.first, no, r, false);
		for (const path of ['people', 'who-has-looked', 'node', 'my-data', 'usage/water/month/2026']) {
			const pages = await Promise.all(
				[no, yes].map((home) => client.get(home.first.token, `/homes/${home.homeId}/${path}`))
			);
			expect(pages.map((each) => each.status)).toEqual([200, 200]);
		}
		const months = await Promise.all(
			[no, yes].map((home) => text(home.first.token, series(home.homeId, 'month')))
		);
		expect(months[0]?.replaceAll(no.homeId, '')).toBe(months[1]?.replaceAll(yes.homeId, ''));
	});
});
