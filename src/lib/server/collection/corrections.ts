import type { Reading } from '#lib/energy/cell.ts';
import type { Chunk } from './chunks.ts';
import { supersededKey, type Merged } from './merge-readings.ts';
import { seriesAt } from './meters.ts';
import type { Transaction } from './packed-rows.ts';

/** Values that come again although another has replaced them since, by supersededKey. */
export async function loadSuperseded(
	tx: Transaction,
	chunk: Chunk,
	known: ReadonlyMap<number, ReadonlyMap<number, Reading>>
): Promise<Set<string>> {
	const meters: number[] = [];
	const instants: number[] = [];
	for (const [meterId, incoming] of chunk) {
		for (const { reading } of incoming) {
			const old = known.get(meterId)?.get(reading.at);
			if (old === undefined || old.register === reading.register) continue;
			meters.push(meterId);
			instants.push(reading.at);
		}
	}
	if (meters.length === 0) return new Set();
	const rows = await tx<{ meter_id: number; at: number; old_register: number }[]>`
		select c.meter_id, extract(epoch from c.at)::float8 as at, c.old_register
		from unnest(${meters}::int[], ${instants}::float8[]) as w (meter_id, at)
		join metering.reading_correction c on c.meter_id = w.meter_id and c.at = to_timestamp(w.at)`;
	return new Set(rows.map((row) => supersededKey(row.meter_id, { at: row.at, register: row.old_register })));
}

/** Keeps each replaced value beside the one that replaced it. */
export async function writeCorrections(tx: Transaction, merged: readonly Merged[]): Promise<void> {
	const rows = merged.flatMap(({ meter, replacements }) =>
		replacements.map(({ old, fresh }) => ({
			apartment_id: meter.apartmentId,
			series_id: seriesAt(meter, fresh.at),
			meter_id: meter.id,
			at: new Date(fresh.at * 1000),
			old_register: old.register,
			new_register: fresh.register,
			old_source: old.source,
			new_source: fresh.source
		}))
	);
	for (let i = 0; i < rows.length; i += 5000) {
		await tx`insert into metering.reading_correction ${tx(rows.slice(i, i + 5000))}`;
	}
}
