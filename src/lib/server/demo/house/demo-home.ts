import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { sampleCompany, type SampleCompany } from '#lib/sample/sample-company.ts';
import type { SampleHome, SampleMeter } from '#lib/sample/home.ts';
import type { RegisterState } from '#lib/sample/telegrams.ts';
import type { Pool } from '../../db/connection.ts';
import { asRole } from '../../db/session.ts';
import { findSample, lastRegisters } from '../sample-state.ts';

/** The home of tenant@demo.hemvy: the one with a wall display. */
export const DEMO_HOME = 'L5-1201';
export const DEMO_TENANT = 'tenant@demo.hemvy';

const RECENT_DAYS = 3;

/** The home that the display hangs in, and what the central store knows of it. */
export interface DemoHome {
	readonly home: SampleHome;
	/** UTC seconds: the sample company's beginning. */
	readonly anchor: number;
	/** Meters that hang there now. */
	readonly meters: readonly SampleMeter[];
	/** Their last stored readings, by serial. */
	readonly stored: ReadonlyMap<string, RegisterState>;
}

/** The demo home as the store has it now; null where there is no complete sample company. @param owner as hemvy_owner */
export async function findDemoHome(
	owner: Pool,
	now: number,
	makeCompany: (anchor: number) => SampleCompany = sampleCompany
): Promise<DemoHome | null> {
	const found = await findSample(owner);
	if (!found?.complete) return null;
	const company = makeCompany(found.anchor);
	const home = company.homes.find(({ key }) => key === DEMO_HOME);
	if (!home) return null;
	const meters = home.meters.filter(({ removed }) => removed === null);
	const serials = meters.map(({ serial }) => serial);
	let stored = await lastRegisters(owner, serials, addDays(civilDay(now), -RECENT_DAYS));
	if (stored.size < meters.length) stored = await lastRegisters(owner, serials, company.firstDay);
	return { home, anchor: found.anchor, meters, stored };
}

/** Whether the display that was paired last with the home of this meter still may deliver. @param owner as hemvy_owner */
export async function hasWorkingNode(owner: Pool, serial: string): Promise<boolean> {
	const [row] = await asRole(
		owner,
		'hemvy_registrar',
		null,
		(sql) => sql<{ works: boolean }[]>`
			select n.revoked is null and o.during @> statement_timestamp() as works
			from node.home_node n
			join housing.occupancy o on o.id = n.occupancy_id
			join metering.meter m on m.apartment_id = o.apartment_id
			where m.serial = ${serial} and m.removed is null
			order by n.paired desc limit 1`
	);
	return row?.works ?? false;
}
