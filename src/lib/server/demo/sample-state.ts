import { dayStart } from '#lib/energy/calendar.ts';
import type { RegisterState } from '#lib/sample/telegrams.ts';
import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';

/** Name of the sample's first delivery while it is under way, and when all of it is there. */
const LOADING = 'Sample company (being loaded)';
const LOADED = 'Sample company';

/** How far the sample company has come. */
export interface SampleState {
	/** UTC seconds: the present when it was begun; everything in it is placed back from then. */
	readonly anchor: number;
	/** The delivery that its telegrams name. */
	readonly sourceId: number;
	readonly complete: boolean;
}

/** The sample company of this database, or null when none was begun. @param sql connected as hemvy_owner */
export async function findSample(sql: Pool): Promise<SampleState | null> {
	const rows = await asRole(
		sql,
		'hemvy_collector',
		null,
		async (tx) => tx<{ id: number; label: string; started: number }[]>`
			select id, label, extract(epoch from started)::float8 as started from metering.source
			where kind = 'sample' and label in (${LOADING}, ${LOADED}) order by id limit 1`
	);
	const row = rows[0];
	return row ? { anchor: row.started, sourceId: row.id, complete: row.label === LOADED } : null;
}

/** Notes that the sample company is being made, as of `anchor` (UTC seconds). */
export async function beginSample(sql: Pool, anchor: number): Promise<SampleState> {
	const rows = await asRole(
		sql,
		'hemvy_collector',
		null,
		async (tx) => tx<{ id: number }[]>`
			insert into metering.source (kind, label, started) values ('sample', ${LOADING}, to_timestamp(${anchor}))
			returning id`
	);
	return { anchor, sourceId: rows[0]?.id ?? 0, complete: false };
}

/** Notes that all of it is there. */
export async function finishSample(sql: Pool, sourceId: number): Promise<void> {
	await asRole(sql, 'hemvy_collector', null, async (tx) => {
		await tx`update metering.source set label = ${LOADED} where id = ${sourceId}`;
	});
}

/** Number of the sample company; null when it is not written yet. */
export async function sampleCompanyId(sql: Pool): Promise<number | null> {
	const rows = await asRole(
		sql,
		'hemvy_registrar',
		null,
		async (tx) => tx<{ id: number }[]>`select id from housing.company where is_sample order by id limit 1`
	);
	return rows[0]?.id ?? null;
}

/** Lets the sample's holders have switched on days and hours, where an older Hemvy knew no such choice. */
export async function giveConsents(sql: Pool): Promise<void> {
	const company = await sampleCompanyId(sql);
	if (company === null) return;
	await asRole(sql, 'hemvy_registrar', null, async (tx) => {
		await tx`select consent.give_sample_once(${company})`;
	});
}

interface LastRow {
	serial: string;
	day: string;
	offset_s: number;
	register: number;
}

/**
 * Where the registers of these devices stand by their last stored reading where they hang now, by serial.
 * @param since civil day 'YYYY-MM-DD' from which to look
 */
export async function lastRegisters(
	sql: Pool,
	serials: readonly string[],
	since: string
): Promise<Map<string, RegisterState>> {
	const rows = await asRole(
		sql,
		'hemvy_collector',
		null,
		async (tx) => tx<LastRow[]>`
			select distinct on (m.serial) m.serial, p.day::text as day, p.at[cardinality(p.at)] as offset_s,
				p.registers[cardinality(p.registers)] as register
			from metering.meter m
			join metering.series s on s.apartment_id = m.apartment_id and s.medium = m.medium
			join metering.reading_pack p on p.apartment_id = m.apartment_id and p.series_id = s.id
				and p.meter_id = m.id and p.day >= ${since}::date
			where m.serial = any(${serials as string[]}) and m.removed is null
			order by m.serial, p.day desc, p.at[cardinality(p.at)] desc`
	);
	return new Map(
		rows.map((row) => [row.serial, { at: dayStart(row.day) + row.offset_s, register: row.register }])
	);
}
