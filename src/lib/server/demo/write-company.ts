import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';
import type { Transaction } from '../collection/packed-rows.ts';
import type { Unit } from '#lib/energy/medium.ts';
import { writeAccounts } from './write-accounts.ts';
import type {
	AccountDraft,
	CompanyDraft,
	OccupancyDraft,
	OutdoorDraft,
	PriceDraft
} from './company-draft.ts';

/** Units as stored. */
const STORED_UNIT: Readonly<Record<Unit, string>> = { 'm³': 'm3', kWh: 'kWh', '°C': 'degC' };

/**
 * Writes a whole company in one transaction: all of it, or nothing.
 * @param sql connected as hemvy_owner
 * @returns the company's number
 */
export async function writeCompany(sql: Pool, draft: CompanyDraft): Promise<number> {
	return asRole(sql, 'hemvy_registrar', null, async (tx) => {
		const companyId = one(
			await tx<{ id: number }[]>`
				insert into housing.company (name, time_zone, is_sample)
				values (${draft.name}, ${draft.timeZone}, ${draft.isSample}) returning id`
		);
		const persons = await writePersons(tx, draft.persons);
		await writeBuildings(tx, companyId, draft, persons);
		await writePrices(tx, companyId, draft.prices);
		await writeAccounts(tx, companyId, draft.accounts, (key) => personOf(persons, key));
		await writeConsents(tx, companyId, draft.accounts, persons);
		return companyId;
	});
}

/** Writes days of weather; days that are there already are put right. */
export async function writeOutdoor(
	sql: Pool,
	companyId: number,
	days: readonly OutdoorDraft[],
	source: string
): Promise<void> {
	if (days.length === 0) return;
	await asRole(sql, 'hemvy_registrar', null, async (tx) => {
		await tx`
			insert into housing.outdoor_temperature (company_id, day, mean_c, low_c, high_c, source)
			select ${companyId}, w.day, w.mean, w.low, w.high, ${source} from unnest(
				${days.map((d) => d.day)}::date[], ${days.map((d) => String(d.meanC))}::numeric[],
				${days.map((d) => String(d.lowC))}::numeric[], ${days.map((d) => String(d.highC))}::numeric[]
			) as w (day, mean, low, high)
			on conflict (company_id, day) do update
				set mean_c = excluded.mean_c, low_c = excluded.low_c, high_c = excluded.high_c`;
	});
}

async function writePersons(
	tx: Transaction,
	names: ReadonlyMap<string, string>
): Promise<Map<string, number>> {
	const persons = new Map<string, number>();
	for (const [key, name] of names) {
		const rows = await tx<{ id: number }[]>`
			insert into housing.person (display_name) values (${name}) returning id`;
		persons.set(key, one(rows));
	}
	return persons;
}

async function writeBuildings(
	tx: Transaction,
	companyId: number,
	draft: CompanyDraft,
	persons: ReadonlyMap<string, number>
): Promise<void> {
	const properties = new Map<string, number>();
	for (const building of draft.buildings) {
		let propertyId = properties.get(building.property);
		if (propertyId === undefined) {
			propertyId = one(
				await tx<{ id: number }[]>`
					insert into housing.property (company_id, name) values (${companyId}, ${building.property}) returning id`
			);
			properties.set(building.property, propertyId);
		}
		const buildingId = one(
			await tx<{ id: number }[]>`
				insert into housing.building (property_id, name, street_address, postal_code, city)
				values (${propertyId}, ${building.name}, ${building.streetAddress}, ${building.postalCode},
					${building.city}) returning id`
		);
		for (const apartment of building.apartments) {
			const apartmentId = one(
				await tx<{ id: number }[]>`
					insert into housing.apartment (building_id, number) values (${buildingId}, ${apartment.number})
					returning id`
			);
			for (const occupancy of apartment.occupancies) {
				await writeOccupancy(tx, apartmentId, occupancy, persons);
			}
			if (apartment.meters.length > 0) {
				await tx`insert into metering.meter ${tx(
					apartment.meters.map((meter) => ({
						apartment_id: apartmentId,
						medium: meter.medium,
						serial: meter.serial,
						unit: STORED_UNIT[MEDIUM_FACTS[meter.medium].unit],
						scale: MEDIUM_FACTS[meter.medium].scale,
						digits: meter.digits,
						position: meter.position,
						installed: instant(meter.installed),
						removed: meter.removed === null ? null : instant(meter.removed),
						initial_register: meter.initialRegister,
						final_register: meter.finalRegister,
						max_flow_per_h: meter.mostPerHour,
						next_calibration: meter.nextCalibration
					}))
				)}`;
			}
		}
	}
}

async function writeOccupancy(
	tx: Transaction,
	apartmentId: number,
	occupancy: OccupancyDraft,
	persons: ReadonlyMap<string, number>
): Promise<void> {
	const kind = occupancy.holders.length > 0 ? 'tenancy' : 'vacancy';
	const occupancyId = one(
		await tx<{ id: number }[]>`
			insert into housing.occupancy (apartment_id, during, kind)
			values (${apartmentId}, ${range(occupancy.from, occupancy.to)}::tstzrange, ${kind}) returning id`
	);
	if (kind === 'vacancy') return;
	const tenancyId = one(
		await tx<{ id: number }[]>`
			insert into housing.tenancy (occupancy_id, contract_number) values (${occupancyId}, ${occupancy.contract})
			returning id`
	);
	for (const holder of occupancy.holders) {
		await tx`insert into housing.tenancy_holder (tenancy_id, person_id)
			values (${tenancyId}, ${personOf(persons, holder)})`;
	}
}

async function writePrices(tx: Transaction, companyId: number, prices: readonly PriceDraft[]): Promise<void> {
	for (const price of prices) {
		await tx`
			insert into housing.price_list (company_id, medium, valid, price_per_unit, vat, fixed_fee_per_day)
			values (${companyId}, ${price.medium}, ${range(price.from, price.to)}::tstzrange,
				${String(price.perUnit)}::numeric, ${String(price.vat)}::numeric, ${String(price.fixedPerDay)}::numeric)`;
	}
}

/** Everybody who lives there has switched on days and hours for themselves, but those who have said no. */
async function writeConsents(
	tx: Transaction,
	companyId: number,
	accounts: readonly AccountDraft[],
	persons: ReadonlyMap<string, number>
): Promise<void> {
	const said = accounts.flatMap(({ person, declines }) => (declines && person !== null ? [person] : []));
	const except = said.map((person) => personOf(persons, person));
	await tx`
		select consent.give_sample(array_agg(o.id), ${except}::int[])
		from housing.occupancy o
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		where p.company_id = ${companyId} and upper_inf(o.during)`;
}

function personOf(persons: ReadonlyMap<string, number>, key: string): number {
	const id = persons.get(key);
	if (id === undefined) throw new Error(`The draft names nobody by the key ${key}`);
	return id;
}

function one(rows: readonly { id: number }[]): number {
	const id = rows[0]?.id;
	if (id === undefined) throw new Error('An insert returned no row');
	return id;
}

function instant(at: number): Date {
	return new Date(at * 1000);
}

/** A half-open tstzrange as PostgreSQL writes it. */
function range(from: number, to: number | null): string {
	return `[${instant(from).toISOString()},${to === null ? '' : instant(to).toISOString()})`;
}
