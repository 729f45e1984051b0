import { changeOccupancy } from '../../src/lib/server/collection/change-occupancy.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import type { FreshDatabase } from '../database/fresh.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome, type MadeHome } from '../fixtures/home.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z') / 1000;

/** A home whose meter was read, and its holder's session. */
export interface ReadHome extends MadeHome {
	readonly home: string;
	readonly token: string;
}

/** An apartment whose water meter is read every hour of 10 and 11 March 2026 (UTC), with one tenancy since the first. */
export async function aReadHome(database: FreshDatabase, number: string): Promise<ReadHome> {
	const made = await makeHome(database.superuser, {
		number,
		stays: [['2026-03-01T00:00:00Z', 'tenancy']],
		meters: [{ serial: `${number}-w`, medium: 'cold_water' }]
	});
	const source = await openSource(database.owner, 'import', 'x.csv');
	const first = Date.parse('2026-03-10T00:00:00Z') / 1000;
	const readings = Array.from({ length: 48 }, (_, i) => ({
		meterId: made.meters[`${number}-w`] ?? 0,
		at: first + i * 3600,
		register: 100 + i * 3,
		flags: 0
	}));
	await storeReadings(database.owner, readings, source, { now: NOW });
	const home = made.homes[0] ?? '';
	return { ...made, home, token: await holderOf(database.superuser, home, `h${number}`) };
}

/** Ends the apartment's tenancy at an instant, long after it, and lets what follows begin there. @returns the next home */
export async function moveOut(
	database: FreshDatabase,
	apartmentId: number,
	at: string,
	next: 'tenancy' | 'vacancy' = 'tenancy'
): Promise<string> {
	let id = '';
	await changeOccupancy(database.owner, {
		apartmentId,
		from: Date.parse(at) / 1000,
		now: NOW,
		async change(tx) {
			await tx`update housing.occupancy set during = tstzrange(lower(during), ${at}::timestamptz)
				where apartment_id = ${apartmentId} and upper_inf(during)`;
			const [row] = await tx<{ id: string }[]>`
				insert into housing.occupancy (apartment_id, during, kind)
				values (${apartmentId}, tstzrange(${at}::timestamptz, null), ${next}) returning public_id as id`;
			id = row?.id ?? '';
		}
	});
	return id;
}
