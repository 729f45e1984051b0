/*
 * The same read with nothing asked of whoever reads: a role with row security off, no token, no transaction around it;
 * the same tables, the same statement, one prepared query.
 */
import type postgres from 'postgres';
import { urlFor } from '#lib/server/db/bootstrap.ts';
import { lanesOf, openPortalPool, type Pool } from '#lib/server/db/connection.ts';
import type { Statement } from '#lib/server/db/session.ts';

const PASSWORD = 'bench';

const PACKS = { hour: 'day', day: 'month', month: 'year' };

/** The public views that a series is read from, as plain joins of the tables. */
const VIEWS = `
	create schema bench;
	create view bench.home_meters as
	select o.public_id as home_id, c.time_zone, lower(o.during) as from_at, upper(o.during) as to_at, m.medium,
		m.public_id as meter_id, m.scale, m.installed, m.removed, o.apartment_id as apartment_key, s.id as series_key,
		m.id as meter_key
	from housing.occupancy o
	join housing.apartment a on a.id = o.apartment_id
	join housing.building b on b.id = a.building_id
	join housing.property p on p.id = b.property_id
	join housing.company c on c.id = p.company_id
	left join metering.meter m on m.apartment_id = o.apartment_id
		and not isempty(o.during * tstzrange(m.installed, m.removed))
	left join metering.series s on s.occupancy_id = o.id and s.medium = m.medium;
	${Object.entries(PACKS)
		.map(
			([each, period]) => `create view bench.${each}_packs as
			select p.apartment_id as apartment_key, p.series_id as series_key, p.meter_id as meter_key, p.${period}, p.first,
				p.packed, p.steps, p.flags, p.lows, p.highs from metering.${each}_pack p;`
		)
		.join('\n')}
	create table bench.log (at timestamptz not null, who int not null, what text not null);
	create role bench_unguarded login bypassrls noinherit nosuperuser password '${PASSWORD}';
	grant usage on schema bench, housing, metering to bench_unguarded;
	grant insert on bench.log to bench_unguarded;
	grant select on all tables in schema bench, housing, metering to bench_unguarded;
	do $$ begin execute format('grant connect on database %I to bench_unguarded', current_database()); end $$`;

/** Makes that role and its views, and signs in as it. @param sql superuser of the database */
export async function openUnguarded(sql: postgres.Sql, superuserUrl: string, name: string): Promise<Pool> {
	await sql.unsafe(VIEWS);
	return openPortalPool(urlFor(superuserUrl, 'bench_unguarded', PASSWORD, name), { max: 1 });
}

/**
 * One statement on the public views, read there.
 * @param isLogged a row is written and committed before it, in the same trip
 * @returns its rows
 */
export function readUnguarded(
	pool: Pool,
	{ text, parameters }: Statement,
	{ isLogged = false }: { readonly isLogged?: boolean } = {}
): Promise<unknown[]> {
	const values = parameters.map((value) => (Array.isArray(value) ? `{${value.join(',')}}` : value));
	return lanesOf(pool).lend(async (lane) => {
		const row = isLogged
			? lane.unsafe('insert into bench.log values (now(), $1, $2)', [1, 'read'], { prepare: true }).execute()
			: null;
		const read = lane
			.unsafe(text.replaceAll(' portal.', ' bench.'), values as (string | number | boolean | null)[], {
				prepare: true
			})
			.execute();
		await row;
		return read;
	});
}
