import type { NodeKey } from '../../../src/lib/server/accounts/node-key.ts';
import type { FreshDatabase } from '../../database/fresh.ts';
import {
	aPerson,
	aStaff,
	HOUSEHOLD_MEDIA,
	type Household,
	type Place,
	type Someone
} from '../../fixtures/household.ts';
import { pairedNode } from '../../fixtures/node.ts';
import { RESOLUTIONS } from '../asking.ts';
import { Scene } from '../scene.ts';
import { writeFigures } from './figures.ts';

/** A home and everything that can be about one: public ids. */
export interface Corner {
	readonly home: Household;
	readonly holder: Someone;
	readonly ids: Readonly<Record<IdKind, string>>;
	readonly nodeKey: NodeKey;
}

export type IdKind =
	| 'home'
	| 'mandate'
	| 'case'
	| 'invoice'
	| 'billing'
	| 'node'
	| 'request'
	| 'record'
	| 'holder'
	| 'apartment'
	| 'meter'
	| 'person'
	| 'company';

/** Everybody whom an attack may come from, and whom it is about. */
export interface World {
	/** Theirs: `tenant` holds it and looks into `shared`; `staff` has all roles in its company. */
	readonly own: Corner;
	/** Of another company; nobody here has any business with it. */
	readonly victim: Corner;
	readonly tenant: Someone;
	readonly staff: Someone;
	/** Words that are in no answer to anybody but the victim. */
	readonly secrets: readonly string[];
}

const SECRET = 'Hemliga';

/** Makes the world of the attacks. */
export async function makeWorld(db: FreshDatabase): Promise<World> {
	const s = new Scene(db);
	const own = await aCorner(s, false);
	const victim = await aCorner(s, true);
	await writeFigures(db, victim.home);
	const shared = await s.home(['day', 'hour']);
	const mandate = await s.ask.mandate(shared.first, own.holder, shared, { resolutions: RESOLUTIONS });
	const staff = await aStaff(db, own.home.companyId, [
		'consent_officer',
		'case_handler',
		'billing',
		'technician',
		'statistics',
		'auditor'
	]);
	const words = ['gatan', 'huset', 'personen', 'lägenheten', 'kontraktet', 'mätaren'];
	const secrets = [...words.map((word) => SECRET + word), ...Object.values(victim.ids)];
	const ids = { ...own.ids, mandate };
	return { own: { ...own, ids }, victim, tenant: own.holder, staff, secrets };
}

async function aCorner(s: Scene, isSecret: boolean): Promise<Corner> {
	const { db } = s;
	const sql = db.superuser;
	const home = await s.home(['day', 'hour'], {
		holders: 2,
		...(isSecret ? { place: await aSecretPlace(db) } : {})
	});
	if (isSecret) await hide(db, home);
	const [facts] = await sql<
		{ company: number; company_id: string; apartment: string; meter: string; person: string }[]
	>`
		select c.id as company, c.public_id as company_id, a.public_id as apartment, m.public_id as meter, h.public_id as person
		from housing.apartment a join housing.building b on b.id = a.building_id join housing.property p on p.id = b.property_id
		join housing.company c on c.id = p.company_id join metering.meter m on m.apartment_id = a.id
		join housing.person h on h.id = ${home.first.personId} where a.id = ${home.apartmentId} limit 1`;
	if (!facts) throw new Error('no facts');
	const visitor = await aPerson(db, 'visitor');
	const mandate = await s.ask.mandate(home.first, visitor, home, { resolutions: RESOLUTIONS });
	await s.ask.approve(home.second, mandate);
	const staff = await aStaff(db, facts.company, ['case_handler', 'consent_officer']);
	const open = (await s.ask.openCase(staff, home)) ?? '';
	await s.ask.askAndAnswer(staff, home, open, [
		[home.first, true],
		[home.second, true]
	]);
	const [invoice] = await sql<{ id: string }[]>`
		insert into staff.invoice (company_id, occupancy_id, reference, media, period)
		values (${facts.company}, ${home.occupancyId}, 'F-1', ${[...HOUSEHOLD_MEDIA]}, '[2026-01-01,2026-07-01)') returning public_id as id`;
	const { id: billing } = await s.billingCase({ ...home, companyId: facts.company });
	const [holder] = await s.ask.asStaff<{ holder_id: string }>(
		staff,
		'select holder_id from staff.holders($1::uuid) limit 1',
		[home.homeId]
	);
	await s.ask.asStaff(
		staff,
		`select staff.propose($1::uuid, $2::uuid, 'own_view', null, '{cold_water}', '{day}', 1, sha256('x'), 'sv')`,
		[home.homeId, holder?.holder_id ?? '']
	);
	const nodeKey = await pairedNode(db, home.homeId, home.first.token, 'Hallen');
	const [rows] = await sql<{ node: string; request: string; record: string }[]>`
		select (select public_id from node.home_node where occupancy_id = ${home.occupancyId} limit 1) as node,
			(select public_id from consent.request where occupancy_id = ${home.occupancyId} limit 1) as request,
			(select public_id from consent.record where occupancy_id = ${home.occupancyId} and act = 'proposed' limit 1) as record`;
	const ids = {
		...{
			home: home.homeId,
			mandate,
			case: open,
			billing,
			invoice: invoice?.id ?? '',
			holder: holder?.holder_id ?? ''
		},
		...{ node: rows?.node ?? '', request: rows?.request ?? '', record: rows?.record ?? '' },
		...{ apartment: facts.apartment, meter: facts.meter, person: facts.person, company: facts.company_id }
	};
	const missing = Object.entries(ids).filter(([, id]) => !id);
	if (missing.length > 0) throw new Error(`no ${missing.map(([kind]) => kind).join(', ')}`);
	return { home, holder: home.first, ids, nodeKey };
}

/** A building of a company of its own. */
async function aSecretPlace({ superuser: sql }: FreshDatabase): Promise<Place> {
	const [place] = await sql<Place[]>`
		with c as (insert into housing.company (name) values ('Annan') returning id),
			l as (insert into housing.price_list (company_id, medium, valid, price_per_unit, vat)
				select c.id, m, '[2025-01-01,)', 20, 0.25 from c, unnest(array['cold_water', 'electricity']) m),
			p as (insert into housing.property (company_id, name) select id, ${`${SECRET}huset`} from c returning id, company_id)
		insert into housing.building (property_id, name, street_address, postal_code, city)
		select id, 'x', ${`${SECRET}gatan 1`}, '123 45', 'Staden' from p
		returning id as building, (select company_id from p) as company`;
	if (!place) throw new Error('no place');
	return place;
}

/** Gives all of a home words that stand nowhere else. */
async function hide({ superuser: sql }: FreshDatabase, home: Household): Promise<void> {
	await sql`update housing.apartment set number = ${`${SECRET}lägenheten`} where id = ${home.apartmentId}`;
	await sql`update housing.tenancy set contract_number = ${`${SECRET}kontraktet`} where occupancy_id = ${home.occupancyId}`;
	await sql`update housing.person set display_name = ${`${SECRET}personen`}
		where id = any (${home.holders.map(({ personId }) => personId ?? 0)}::int[])`;
	await sql`update metering.meter set serial = ${`${SECRET}mätaren`} || id where apartment_id = ${home.apartmentId}`;
}

/** Everything about a home that an attack could have changed, as one number. */
export async function digestOf({ superuser: sql }: FreshDatabase, { home }: Corner): Promise<string> {
	const of = (table: string) =>
		`(select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from ${table} t where t.occupancy_id = ${home.occupancyId})`;
	const tables = [
		'consent.record',
		'consent.mandate',
		'consent.request',
		'node.home_node',
		'audit.access',
		'staff.support_case'
	].concat(['staff.invoice', 'housing.tenancy', 'metering.series']);
	const [row] = await sql.unsafe<{ digest: string }[]>(
		`select concat_ws(',', ${tables.map(of).join(', ')}) as digest`
	);
	return row?.digest ?? '';
}
