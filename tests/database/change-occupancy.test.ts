import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeOccupancy } from '../../src/lib/server/collection/change-occupancy.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { makeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2026-11-22T12:00:00Z');
const MOVE = '2026-08-14T10:30:00Z';

let db: FreshDatabase;
let source: number;
beforeAll(async () => {
	db = await freshDatabase();
	source = await openSource(db.owner, 'import', 'test.csv');
});
afterAll(() => db.close());

/** Everything stored of an apartment, series named by their place in time, so that two apartments can be compared. */
async function everything(apartmentId: number) {
	const rows: Record<string, unknown[]> = {};
	for (const [table, column] of [
		['reading_pack', 'day'],
		['hour_pack', 'day'],
		['day_pack', 'month'],
		['month_pack', 'year']
	] as const) {
		rows[table] = [
			...(await db.superuser`
			select to_jsonb(p) - 'apartment_id' - 'series_id' - 'meter_id' as row,
				(select count(*) from housing.occupancy b where b.apartment_id = o.apartment_id
					and lower(b.during) < lower(o.during))::int as stay
			from metering.${db.superuser(table)} p join metering.series s on s.id = p.series_id
			join housing.occupancy o on o.id = s.occupancy_id
			where p.apartment_id = ${apartmentId} order by p.meter_id, p.${db.superuser(column)}, stay`)
		];
	}
	return rows;
}

async function aHome(number: string, stays: Parameters<typeof makeHome>[1]['stays']) {
	const home = await makeHome(db.superuser, {
		number,
		stays,
		meters: [
			{ serial: `${number}-cold`, medium: 'cold_water' },
			{ serial: `${number}-room`, medium: 'temperature' }
		]
	});
	const readings = Object.values(home.meters).flatMap((meterId, kind) =>
		Array.from({ length: 24 * 240 }, (_, i) => ({
			meterId,
			at: at('2026-03-20T03:11:00Z') + i * 3600,
			register: kind === 0 ? 1000 + i * 9 + (i % 7) : 2100 + (i % 24) * 5,
			flags: 0
		}))
	);
	await storeReadings(db.owner, readings, source, { now: NOW });
	return home;
}

describe('a move registered late', () => {
	it('gives every reading, hour, day and month to whom it belongs, as if it had been known in time', async () => {
		const inTime = await aHome('1001', [
			['2026-01-01T00:00:00Z', 'tenancy'],
			[MOVE, 'vacancy']
		]);
		const late = await aHome('1002', [['2026-01-01T00:00:00Z', 'tenancy']]);
		await changeOccupancy(db.owner, {
			apartmentId: late.apartmentId,
			from: at(MOVE),
			now: NOW,
			change: async (tx) => {
				await tx`update housing.occupancy set during = tstzrange(lower(during), ${MOVE})
					where apartment_id = ${late.apartmentId}`;
				await tx`insert into housing.occupancy (apartment_id, during, kind)
					values (${late.apartmentId}, tstzrange(${MOVE}, null), 'vacancy')`;
			}
		});
		const moved = await everything(late.apartmentId);
		expect(moved).toEqual(await everything(inTime.apartmentId));
		expect(moved['hour_pack']?.length).toBeGreaterThan(400);
	});

	it('a change that fails leaves everything as it was', async () => {
		const home = await aHome('1003', [['2026-01-01T00:00:00Z', 'tenancy']]);
		const before = await everything(home.apartmentId);
		await expect(
			changeOccupancy(db.owner, {
				apartmentId: home.apartmentId,
				from: at(MOVE),
				now: NOW,
				change: async (tx) => {
					await tx`insert into housing.occupancy (apartment_id, during, kind)
						values (${home.apartmentId}, tstzrange(${MOVE}, null), 'vacancy')`;
				}
			})
		).rejects.toThrow(/occupancy/);
		expect(await everything(home.apartmentId)).toEqual(before);
	});
});
