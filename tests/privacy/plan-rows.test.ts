import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readChoices } from '../../src/lib/server/consents/read-choices.ts';
import { readLatestPeriod } from '../../src/lib/server/consumption/latest-period.ts';
import { readCosts } from '../../src/lib/server/consumption/costs/read-costs.ts';
import { readOverview } from '../../src/lib/server/consumption/overview/read-overview.ts';
import { Ticket } from '../../src/lib/server/consumption/open-access.ts';
import { readHomes } from '../../src/lib/server/consumption/read-homes.ts';
import { readSeries } from '../../src/lib/server/consumption/read-series.ts';
import { readTrace } from '../../src/lib/server/consumption/read-trace.ts';
import { readRows } from '../../src/lib/server/consumption/reader.ts';
import { readUsage } from '../../src/lib/server/consumption/read-usage.ts';
import { readHomeLog } from '../../src/lib/server/consumption/visits/home-log.ts';
import { readHomeMandates } from '../../src/lib/server/consumption/visits/home-mandates.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aPerson, aStaff, type Household, type Someone } from '../fixtures/household.ts';
import { UNKNOWN_PASSWORD } from '../fixtures/holder.ts';
import { crowd } from './crowd.ts';
import { aToken } from './matrix-token-rows.ts';
import { recorded, rowsLookedAt, scansOf, type PlanNode, type Question } from './planned.ts';
import { Scene } from './scene.ts';

const CROWD = 200;
/** What a question may look at more of when others come: the same own rows by another plan. Of the crowd every third at least. */
const SLACK = 60;

/** About a company, not about a home: lists of its homes and of its staff. They look at no other company's rows. */
const OF_A_COMPANY =
	/staff\.(cases|billing_cases|estates|open_invoices|expiring|withdrawals|flags|search_events|name_handler)\(|search_log\(.*null\)|node\.staff_displays\(/;
/** Small tables with nothing of a home in them. */
const PLACES = ['company', 'property', 'building', 'price_list', 'outdoor_temperature', 'role', 'rate_limit'];

describe('every question of a tenant, a visitor and staff looks at the rows of the home it is about', () => {
	let database: FreshDatabase;
	let questions: readonly Question[];
	let before: PlanNode[][];
	let elsewhere: PlanNode[][];
	let beside: PlanNode[][];

	beforeAll(async () => {
		database = await freshDatabase();
		const { home, holder, sister, ids, staff } = await arrange(database);
		questions = [
			...(await pages(database, home, holder, sister, ids.mandate)),
			...(await calls(database, home, { holder, sister, staff }, ids))
		];
		await crowd(database, 5, null);
		await crowd(database, 5, null);
		const look = async () => {
			await renewTickets(database);
			return scansOf(database.urls.superuser, questions);
		};
		before = await look();
		await crowd(database, CROWD / 2, null);
		await crowd(database, CROWD / 2, null);
		elsewhere = await look();
		await crowd(database, CROWD, home.companyId);
		beside = await look();
	}, 120_000);
	afterAll(() => database.close());

	/** The questions that look at more rows than before, and in which tables. */
	const grown = (later: PlanNode[][], isMeant: (text: string) => boolean = () => true) =>
		questions.flatMap(({ name, text }, i) => {
			const [was, is] = [before[i] ?? [], later[i] ?? []];
			if (!isMeant(text) || rowsLookedAt(is) <= rowsLookedAt(was) + SLACK) return [];
			const tables = [...new Set(is.map((node) => node['Relation Name'] ?? ''))].flatMap((table) => {
				const of = (nodes: PlanNode[]) =>
					rowsLookedAt(nodes.filter((node) => node['Relation Name'] === table));
				return of(is) > of(was) + 2 ? [`${table} ${of(was)} → ${of(is)}`] : [];
			});
			return [`${name}: ${tables.join(', ')}`];
		});

	test('homes of another company change nothing', () => {
		expect(grown(elsewhere)).toEqual([]);
	});

	test('homes of the same company change nothing but the lists of its staff', () => {
		expect(grown(beside, (text) => !OF_A_COMPANY.test(text))).toEqual([]);
	});

	test('each list of a company’s staff has grown with the company: it was long enough to be seen', () => {
		const lists = grown(beside, (text) => OF_A_COMPANY.test(text)).map((it) => it.slice(0, it.indexOf('(')));
		expect([...new Set(lists)].sort()).toEqual([
			'node.staff_displays',
			'staff.billing_cases',
			'staff.cases',
			'staff.estates',
			'staff.expiring',
			'staff.flags',
			'staff.name_handler',
			'staff.open_invoices',
			'staff.search_events',
			'staff.search_log',
			'staff.withdrawals'
		]);
	});

	test('no table is read through: every row is found by a key', () => {
		const through = questions.flatMap(({ name }, i) =>
			(elsewhere[i] ?? [])
				.filter((node) => (node['Actual Loops'] ?? 0) > 0)
				.filter((node) => !PLACES.includes(node['Relation Name'] ?? ''))
				.filter((node) => !byKey(node))
				.map((node) => `${name}: ${node['Node Type']} of ${node['Relation Name'] ?? ''}`)
		);
		expect([...new Set(through)]).toEqual([]);
	});

	test('no function and no view that they may ask is missing here', async () => {
		const rows = await database.superuser<{ name: string }[]>`
			select p.oid::regproc::text || '(' as name from pg_proc p
			where pronamespace::regnamespace::text in ('rights', 'consent', 'staff', 'audit', 'node', 'account')
				and exists (select from unnest(array['hemvy_tenant', 'hemvy_visitor', 'hemvy_program', 'hemvy_staff']) r
					where has_function_privilege(r, p.oid, 'execute'))
			union all
			select c.oid::regclass::text || ' ' from pg_class c where c.relnamespace = 'portal'::regnamespace`;
		const texts = questions.map(({ text }) => `${text} `.replace(/\s+/g, ' '));
		const missing = rows.filter(({ name }) => !texts.some((text) => text.includes(name)));
		expect(missing.map(({ name }) => name)).toEqual([]);
	});
});

const byKey = (node: PlanNode): boolean =>
	/^Index|^Bitmap Index/.test(node['Node Type'])
		? node['Index Cond'] !== undefined
		: node['Node Type'] === 'Bitmap Heap Scan' || /^(ModifyTable|Tid)/.test(node['Node Type']);

/** A ticket is good for half a minute, and filling a database may take longer. */
async function renewTickets({ superuser }: FreshDatabase): Promise<void> {
	await superuser.begin(async (sql) => {
		await sql`set local session_replication_role = replica`;
		await sql`update audit.access set at = now() where ticket_hash is not null`;
	});
}

/** A home with everything: two holders, a sister with a mandate, a case with consents, a bill, staff of every role. */
async function arrange(database: FreshDatabase) {
	const scene = new Scene(database);
	const home = await scene.home(['day', 'hour'], { holders: 2 });
	const sister = await aPerson(database, 'sister');
	const mandate = await scene.ask.mandate(home.first, sister, home, {
		resolutions: ['month', 'day', 'hour']
	});
	await scene.ask.approve(home.second, mandate);
	const { id: kase } = await scene.openCase(home);
	const { id: billed } = await scene.billingCase(home);
	const invoice = await scene.invoice(home);
	const guardian = await scene.guardian(home, ['month']);
	const staff = await aStaff(database, home.companyId, [
		'consent_officer',
		'case_handler',
		'billing',
		'technician',
		'auditor'
	]);
	await database.superuser`update account.account set company_id = ${home.companyId} where id = ${staff.accountId}`;
	return {
		home,
		holder: home.first,
		sister,
		staff,
		ids: { token: await aToken(scene, home), mandate, kase, invoice, guardian: guardian.id, billed }
	};
}

type Ids = Awaited<ReturnType<typeof arrange>>['ids'];

/** What the pages ask. */
async function pages(
	{ portal: pool }: FreshDatabase,
	{ homeId: home }: Household,
	holder: Someone,
	sister: Someone,
	mandate: string
): Promise<Question[]> {
	const now = Date.parse('2026-04-20T12:00:00Z') / 1000;
	const reader = { pool, token: holder.token, now };
	const media = ['cold_water', 'electricity'] as const;
	const spans = {
		hour: { from: '2026-03-02', to: '2026-03-04' },
		day: { from: '2026-03-01', to: '2026-04-01' },
		month: { from: '2026-01-01', to: '2026-05-01' }
	} as const;
	const found: Question[] = [];
	const note = async (name: string, work: () => Promise<unknown>) => {
		const said = await recorded(pool, name, work);
		expect(said.length, name).toBeGreaterThan(0);
		found.push(...said);
	};
	for (const [resolution, span] of Object.entries(spans) as ['hour' | 'day' | 'month', typeof spans.day][]) {
		await note(`the holder's ${resolution}s`, () =>
			readSeries(reader, { home, media: [...media], resolution, span })
		);
		const basis = { kind: 'mandate', id: mandate } as const;
		const opening = { home, basis, media: [...media], resolution, span };
		const ticket = new Ticket(opening);
		await note(`a delegate's ${resolution}s`, () =>
			readSeries({ ...reader, token: sister.token, ticket }, { home, media: [...media], resolution, span })
		);
	}
	const start = Date.parse('2026-03-02T01:00:00Z') / 1000;
	const usage = { home, subject: 'water', resolution: 'day', period: '2026-03', open: null } as const;
	await note('usage', () => readUsage(reader, usage));
	await note('the overview', () => readOverview(reader, home));
	await note('a trace', () => readTrace(reader, { home, media: [...media], start }));
	await note('a month’s costs', () => readCosts(reader, home, '2026-03'));
	await note('homes', () => readHomes(reader));
	await note('the latest period', () => readLatestPeriod(reader, home));
	await note('who has looked', () => readHomeLog(reader, home, null));
	await note('mandates', () => readHomeMandates(reader, home));
	await note('choices', () => readChoices(pool, holder.token, home));
	return found;
}

/** Every view and function by itself: of the home where it takes one. */
async function calls(
	database: FreshDatabase,
	{ homeId, contract, number }: Household,
	{ holder, sister, staff }: Record<'holder' | 'sister' | 'staff', Someone>,
	ids: Ids
): Promise<Question[]> {
	const code = `sha256('nobody')`;
	const home = `'${homeId}'::uuid`;
	const [kase, invoice, mandate, guardian, billed] = [
		ids.kase,
		ids.invoice,
		ids.mandate,
		ids.guardian,
		ids.billed
	].map((id) => `'${id}'::uuid`);
	const text = `1, ${code}, 'sv'`;
	const nobody = 'gen_random_uuid()';
	const open = (basis: string, id: string, resolution: string) =>
		`rights.open_access(${home}, '${basis}', ${id}, '{cold_water}', '${resolution}', '2026-03-01', '2026-04-01', 'read')`;
	const views = await database.superuser<{ name: string; keyed: boolean; has_home: boolean }[]>`
		select c.oid::regclass::text as name, exists (select from pg_attribute a where a.attrelid = c.oid and attname = 'home_id') as has_home,
			exists (select from pg_attribute a where a.attrelid = c.oid and attname = 'series_key' and c.relname <> 'home_meters') as keyed
		from pg_class c where c.relnamespace = 'portal'::regnamespace order by 1`;
	const asTenant = [
		...views.map(({ name, has_home, keyed }) => {
			if (!keyed) return `${name} ${has_home ? `where home_id = ${home}` : 'where id = 1'}`;
			return `portal.home_meters h cross join lateral (select count(*) from ${name} p where p.apartment_key = h.apartment_key
				and p.series_key = h.series_key and p.meter_key = h.meter_key) x`;
		}),
		...['hour', 'day', 'month'].map((each) => `rights.readable_series('${each}')`),
		...['current_account', 'current_person', 'readable_occupancies', 'readable_meters'].map(
			(it) => `rights.${it}()`
		),
		...['decided_occupancies', 'readable_node_sources', 'home_meters'].map((it) => `rights.${it}()`),
		...['apartment', 'company'].map((level) => `rights.readable_places('${level}')`),
		`rights.readable_media(${home})`,
		`rights.boundary_register(1, 'initial')`,
		`rights.mandate_is_live(1)`,
		`consent.choose(${home}, 'own_view', 'cold_water', 'day', false, ${text})`,
		`consent.hide_hours(${home}, true, ${text})`,
		...['choices', 'requests', 'papers', 'sublet', 'erasure_state', 'erasure_preview', 'kept_hours'].map(
			(it) => `consent.${it}(${home})`
		),
		...['households', 'undecided_home', 'mandates_given', 'estates_given'].map((it) => `consent.${it}()`),
		`consent.answer((select public_id from (select request_id as public_id from consent.requests(${home})) r limit 1), true, ${text})`,
		`consent.confirm(gen_random_uuid(), true)`,
		`consent.invite(${home}, 'delegate', 'X', ${code}, '{cold_water}', '{day}', now() + interval '1 day')`,
		`consent.accept(${code})`,
		`consent.approve(${mandate})`,
		`consent.end_mandate(${mandate})`,
		`consent.ask_erasure(${home}, true)`,
		`consent.keep_hours(${home}, 24, ${text})`,
		`audit.note_download(${home}, '{cold_water}', 'day', '2026-03-01', '2026-04-01')`,
		`account.own_account()`,
		`account.own_sign_ins()`,
		`account.own_sessions('192.0.2')`,
		`account.note_session('curl', '192.0.2')`,
		`account.end_session(${nobody})`,
		`account.end_sessions(false)`,
		`account.choose_preference('language', 'sv')`,
		`account.make_access_token('${UNKNOWN_PASSWORD}', ${code}, 'X', array[${home}], '{cold_water}', '{day}', 90)`,
		`account.own_access_tokens()`,
		`account.revoke_access_token(${nobody})`,
		`node.bind_pairing(${code}, ${home})`,
		`node.revoke_node(gen_random_uuid())`
	];
	const asProgram = [
		...['hour', 'day', 'month', 'any'].map((each) => `rights.token_series('${each}')`),
		...['is_live_token', 'token_occupancies', 'token_meters', 'home_meters'].map((it) => `rights.${it}()`),
		`rights.token_places('company')`,
		`rights.readable_media(${home})`,
		`rights.boundary_register(1, 'initial')`,
		...['homes', 'meters', 'packed_hours', 'readings', 'corrections', 'prices'].map(
			(it) => `portal.${it} where home_id = ${home}`
		)
	];
	const asSister = [
		...['hour', 'day', 'month'].map((each) => open('mandate', mandate ?? '', each)),
		`rights.still_holds(${home}, 'mandate', ${mandate ?? ''}, '{cold_water}', 'day')`,
		`rights.openable_media(${home}, 'mandate', ${mandate ?? ''}, 'day')`,
		`consent.mandates_given()`
	];
	const asVisitor = [
		...['hour', 'any'].map((each) => `rights.opened_series('${each}')`),
		...['opened_days', 'opened_meters', 'opened_occupancy', 'home_meters'].map((it) => `rights.${it}()`),
		`rights.opened_place('company')`
	];
	const asStaff = [
		`node.staff_displays('K-', 10)`,
		`node.staff_pair(${code}, '${contract}')`,
		`node.staff_revoke(gen_random_uuid())`,
		open('case', kase ?? '', 'hour'),
		open('case_billing', billed ?? '', 'month'),
		open('invoice', invoice ?? '', 'month'),
		`rights.still_holds(${home}, 'case', ${kase ?? ''}, '{cold_water}', 'day')`,
		...['roles', 'cases', 'billing_cases', 'open_invoices', 'flags'].map((it) => `staff.${it}()`),
		...['home_facts', 'open_cases', 'guardians', 'consents', 'holders', 'erasure', 'notice_death'].map(
			(it) => `staff.${it}(${home})`
		),
		`staff.find_homes('${number}', null)`,
		`staff.find_homes(null, '${contract}')`,
		`staff.open_case(${home}, 'A-9', 'leak', 3)`,
		`staff.open_billing_case(${home}, 'B-9', 'final_bill', 3)`,
		`staff.close_case(${kase ?? ''})`,
		`staff.ask_consent(${kase ?? ''}, '{cold_water}', '{day}')`,
		`staff.propose(${home}, (select holder_id from staff.holders(${home}) limit 1), 'own_view', null, '{cold_water}', '{day}', ${text})`,
		`staff.expiring(interval '10 days')`,
		`staff.withdrawals(now() - interval '1 hour')`,
		`staff.enter_guardian(${home}, 'X', 'T 9', ${code}, '{cold_water}', '{month}', now(), now() + interval '1 day')`,
		`staff.end_guardian(${guardian ?? ''})`,
		`staff.release_estate(${home}, 'x@example.org', 'B-1')`,
		`staff.estates()`,
		...['end_release', 'handlers'].map((it) => `staff.${it}(${home})`),
		...['limit_handling', 'lift_limit', 'remove_subtenant'].map((it) => `staff.${it}(${home}, ${nobody})`),
		...['name_handler', 'unname_handler'].map((it) => `staff.${it}(${home}, ${nobody}, 'x@example.org')`),
		`staff.search_log(now() - interval '1 day', now() + interval '1 day', null, null)`,
		...['sublet', 'subtenant_invitations'].map((it) => `staff.${it}(${home})`),
		`staff.invite_subtenant(${home}, 'X', ${code})`,
		`staff.take_back_invitation(${home}, ${nobody})`,
		`staff.search_log(now() - interval '1 day', now() + interval '1 day', null, ${home})`,
		`staff.search_events(now() - interval '1 day', now() + interval '1 day')`
	];
	const ticket = new Ticket({
		...{
			home: homeId,
			basis: { kind: 'mandate', id: ids.mandate },
			media: ['cold_water'],
			resolution: 'hour'
		},
		span: { from: '2026-03-02', to: '2026-03-04' }
	});
	await readRows({ pool: database.portal, token: sister.token, ticket }, [
		{ text: 'select 1', parameters: [] }
	]);
	const as = (role: string, { token }: Someone, from: readonly string[], opened = '') =>
		from.map((it): Question => ({
			...{ name: it.slice(0, 60), role, token, ticket: opened, values: [] },
			text: `select * from ${it}`
		}));
	return [
		...as('hemvy_tenant', holder, asTenant),
		...as('hemvy_tenant', sister, asSister),
		...as('hemvy_program', { ...holder, token: ids.token }, asProgram),
		...as('hemvy_visitor', sister, asVisitor, ticket.id),
		...as('hemvy_staff', staff, asStaff)
	];
}
