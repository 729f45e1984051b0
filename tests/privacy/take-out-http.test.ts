import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { espiFaults, parseXml } from '../fixtures/espi.ts';
import { aHousehold, aPerson, aStaff, type Household, type Someone } from '../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { Asking } from './asking.ts';

let db: FreshDatabase;
let ask: Asking;
let portal: RunningPortal;
let home: Household;
let first: Someone;
let second: Someone;

beforeAll(async () => {
	db = await freshDatabase();
	ask = new Asking(db);
	home = await aHousehold(db, { holders: 2 });
	[first, second] = home.holders as [Someone, Someone];
	portal = await startPortal(db.urls.portal);
});
afterAll(async () => {
	await portal.stop();
	await db.close();
});

const cookie = (who: Pick<Someone, 'token'> | null): Record<string, string> =>
	who === null ? {} : { cookie: `hemvy_session=${who.token}` };
const byProgram = (who: Pick<Someone, 'token'> | null) =>
	fetch(`${portal.address}/api/v1/take-out`, { redirect: 'manual', headers: cookie(who) });
const byForm = (who: Pick<Someone, 'token'> | null, origin = portal.address) =>
	fetch(`${portal.address}/take-out`, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			...cookie(who),
			accept: 'text/html',
			origin,
			'content-type': 'application/x-www-form-urlencoded'
		}
	});
const pageOf = (who: Pick<Someone, 'token'> | null, id = home.homeId) =>
	fetch(`${portal.address}/homes/${id}/take-out`, { redirect: 'manual', headers: cookie(who) });

/** The files of somebody's take-out, as text by name. */
async function filesOf(who: Pick<Someone, 'token'>, answer?: Response): Promise<Record<string, string>> {
	const got = answer ?? (await byProgram(who));
	expect(got.status).toBe(200);
	const found = unzipSync(new Uint8Array(await got.arrayBuffer()));
	return Object.fromEntries(Object.entries(found).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
const namesOf = async (who: Pick<Someone, 'token'>) => Object.keys(await filesOf(who));
const readingsIn = (names: readonly string[]) =>
	names.filter((name) => /\/(hours|days|green-button)/.test(name));
const downloads = async (id = home.occupancyId) => [
	...(await db.superuser`
		select role, account_id, resolution, media from audit.access where occupancy_id = ${id} and kind = 'download'`)
];

describe('a take-out', () => {
	it('is nobody’s but the holder’s: delegates, staff, strangers and nobody get nothing, and no row is left', async () => {
		const visitor = await aPerson(db, 'delegate');
		const mandate = await ask.mandate(first, visitor, home, { resolutions: ['month', 'day', 'hour'] });
		await ask.approve(second, mandate);
		const staff = await aStaff(db, home.companyId, ['case_handler', 'auditor', 'consent_officer', 'billing']);
		for (const who of [visitor, staff]) {
			expect((await byProgram(who)).status).toBe(404);
			expect((await byForm(who)).status).toBe(404);
			expect((await pageOf(who)).status).toBe(404);
		}
		const stranger = (await aHousehold(db)).holders[0] ?? visitor;
		expect((await pageOf(stranger)).status).toBe(404);
		expect(Object.values(await filesOf(stranger)).join('\n')).not.toContain(home.homeId);
		expect((await byProgram(null)).status).toBe(401);
		expect((await byForm(null)).headers.get('location')).toMatch(/^\/sign-in/);
		expect((await byProgram({ token: 'aaaaaaaaaaaaaaaaaaaa.bbbb' })).status).toBe(401);
		expect((await byForm(first, 'https://elsewhere.example')).status).toBe(403);
		expect(await downloads()).toEqual([]);
	});

	it('has months always, and days and hours of what is switched on alone', async () => {
		const before = await namesOf(first);
		expect(before).toContain('home-1/months/cold_water.csv');
		expect(readingsIn(before)).toEqual([
			'home-1/green-button/cold_water-months.xml',
			'home-1/green-button/electricity-months.xml'
		]);
		await ask.choose(first, home, 'day', true, { media: ['cold_water'] });
		await ask.choose(first, home, 'hour', true, { media: ['electricity'] });
		expect(readingsIn(await namesOf(first)).sort()).toEqual([
			'home-1/days/cold_water.csv',
			'home-1/green-button/cold_water-days.xml',
			'home-1/green-button/cold_water-months.xml',
			'home-1/green-button/electricity-hours.xml',
			'home-1/green-button/electricity-months.xml',
			'home-1/hours/electricity.csv'
		]);
		expect(readingsIn(await namesOf(second)).length).toBe(2);
		await ask.hideHours(second, home, true);
		const hidden = await filesOf(first);
		expect(Object.keys(hidden)).not.toContain('home-1/hours/electricity.csv');
		expect(hidden['README.txt']).toContain('home-1: Hours: cold water, electricity, temperature');
		await ask.hideHours(second, home, false);
	});

	it('holds nothing of a co-holder’s: no sign-in, no choice, not who hid hours, not their downloads', async () => {
		await ask.hideHours(second, home, true);
		await byForm(second).then((answer) => answer.arrayBuffer());
		const all = Object.values(await filesOf(first)).join('\n');
		const [one] = await db.superuser<{ email: string }[]>`
			select email from account.account where id = ${first.accountId}`;
		const [other] = await db.superuser<{ email: string }[]>`
			select email from account.account where id = ${second.accountId}`;
		expect(all).toContain(one?.email ?? '-');
		expect(all).not.toContain(other?.email ?? '-');
		expect(all).not.toContain('objected');
		expect(all).not.toContain(first.token);
		expect(all).not.toContain(first.token.split('.')[0] ?? '-');
		const files = await filesOf(second);
		expect(files['home-1/consents.csv']).toContain('objected');
		const rows = (who: Record<string, string>) =>
			parse(who['home-1/who-has-looked.csv'] ?? '').filter(([, kind]) => kind === 'download').length;
		const own = (await downloads()).filter((row) => row['account_id'] === first.accountId).length;
		expect(rows(await filesOf(first))).toBe(own + 2);
		await ask.hideHours(second, home, false);
	});

	it('says what the page says, in CSV that programs read and Green Button after its schema', async () => {
		const files = await filesOf(first);
		const [head, ...lines] = parse(files['home-1/days/cold_water.csv'] ?? '');
		expect(head).toEqual(['start', 'end', 'amount', 'unit', 'quality']);
		const series = (await (
			await fetch(
				`${portal.address}/api/v1/homes/${home.homeId}/series?medium=cold_water&resolution=day&from=2026-03-01&to=2026-04-01`,
				{ headers: cookie(first) }
			)
		).json()) as { points: { start: string; amount: number | null }[] };
		for (const { start, amount } of series.points.filter((point) => point.amount !== null)) {
			expect(lines.find((line) => line[0] === start)?.[2]).toBe(String(amount));
		}
		for (const [name, text] of Object.entries(files).filter(([each]) => each.endsWith('.xml'))) {
			const contents = parseXml(text)
				.children.filter((node) => node.name === 'entry')
				.flatMap((node) => node.children.filter((each) => each.name === 'content'))
				.flatMap((node) => node.children);
			expect(contents.length, name).toBeGreaterThan(3);
			expect(
				contents.flatMap((node) => espiFaults(node)),
				name
			).toEqual([]);
		}
		const json = JSON.parse(files['everything-but-readings.json'] ?? '') as {
			homes: { prices: unknown[] }[];
		};
		expect(json.homes[0]?.prices.length).toBeGreaterThan(0);
		expect(files['README.txt']).toContain('who-has-looked.csv');
	});

	it('is an attachment with the day and no name, kept in no cache, and each stands in the own log first', async () => {
		const had = (await downloads()).length;
		const answer = await byForm(first);
		const headers = ['content-type', 'cache-control'].map((name) => answer.headers.get(name));
		expect(headers).toEqual(['application/zip', 'no-store']);
		expect(answer.headers.get('content-disposition')).toMatch(
			/^attachment; filename="hemvy-\d{4}-\d\d-\d\d\.zip"$/
		);
		const files = await filesOf(first, answer);
		expect(files['README.txt']).toContain('Allt som finns sparat om dig');
		const rows = await downloads();
		expect(rows.length).toBe(had + 3);
		expect(rows.every((row) => row['role'] === 'holder')).toBe(true);
		expect(parse(files['home-1/who-has-looked.csv'] ?? '').length).toBeGreaterThan(3);
	});

	it('keeps what others called things from being a formula', async () => {
		await db.superuser`update consent.mandate set called = '=HYPERLINK("http://x")' where occupancy_id = ${home.occupancyId}`;
		const files = await filesOf(first);
		expect(files['home-1/who-may-look.csv']).toContain(`"'=HYPERLINK(""http://x"")"`);
	});

	it('is for a former tenant of the own period alone; the new one has nothing of it', async () => {
		const moved = await aHousehold(db, { during: '[2026-01-01,2026-03-03)' });
		const former = moved.holders[0];
		if (former === undefined) throw new Error('no holder');
		const files = await filesOf(former);
		const starts = parse(files['home-1/hours/cold_water.csv'] ?? '')
			.slice(1)
			.map(([start]) => start);
		expect(starts.length).toBeGreaterThan(0);
		for (const start of starts)
			expect(Date.parse(start ?? '')).toBeLessThan(Date.parse('2026-03-03T00:00:00+01:00'));
		const [next] = await db.superuser<{ id: number }[]>`
			insert into housing.occupancy (apartment_id, during, kind) values (${moved.apartmentId}, '[2026-03-03,)', 'tenancy')
			returning id`;
		const newcomer = await aPerson(db, 'newcomer');
		await db.superuser`
			with t as (insert into housing.tenancy (occupancy_id, contract_number) values (${next?.id ?? 0}, 'K-next') returning id)
			insert into housing.tenancy_holder select id, ${newcomer.personId} from t`;
		const theirs = await filesOf(newcomer);
		expect(readingsIn(Object.keys(theirs))).toEqual([]);
		expect(Object.values(theirs).join('\n')).not.toContain(moved.homeId);
		expect((await pageOf(former, moved.homeId)).status).toBe(200);
	});
});
