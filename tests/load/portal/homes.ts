import type postgres from 'postgres';

/** The day before which all packs of the benchmark lie. */
export const LAST_DAY = '2026-11-21';

/** The home that is asked: one meter of electricity and 7 of cold water; hours, days and months of years. */
export interface AskedHome {
	readonly id: string;
	readonly personId: number;
}

/**
 * Fills the store with homes in which somebody lives, by SQL: for each 3 meters and a year of hours, days and months,
 * in the shape that the writer of readings gives them (a test holds it to that). Readings themselves are not needed.
 * @param sql superuser
 * @param from number of the first home, @param to of the last
 */
export async function fillHomes(sql: postgres.Sql, from: number, to: number): Promise<void> {
	await sql.begin(async (tx) => {
		await tx`set local synchronous_commit = off`;
		await tx`select store.ensure_partitions('2021-11-01', '2026-12-31')`;
		await tx`
			with b as (select id from housing.building limit 1),
				a as (insert into housing.apartment (building_id, number)
					select b.id, 'bench ' || n from b, generate_series(${from}::int, ${to}::int) n returning id),
				o as (insert into housing.occupancy (apartment_id, during, kind)
					select id, tstzrange('2025-01-01', null), 'tenancy' from a returning id, apartment_id),
				m as (insert into metering.meter (apartment_id, medium, serial, unit, scale, installed)
					select a.id, w.medium, 'bench-' || a.id || '-' || w.medium, w.unit, -3, '2021-01-01'
					from a, (values ('cold_water', 'm3'), ('hot_water', 'm3'), ('electricity', 'kWh')) as w (medium, unit))
			insert into metering.series (occupancy_id, apartment_id, medium)
			select o.id, o.apartment_id, w from o, unnest(array['cold_water', 'hot_water', 'electricity']) w`;
		await fillPacks(
			tx,
			`a.number between 'bench ' and 'bench z' and substr(a.number, 7)::int between ${from} and ${to}`,
			{
				hours: '2025-11-22',
				days: '2025-11-01',
				months: '2025-01-01'
			}
		);
	});
	await sql`analyze`;
}

/** Makes the home that is asked, and the person who may. */
export async function fillAskedHome(sql: postgres.Sql): Promise<AskedHome> {
	await sql`
		with c as (insert into housing.company (name) values ('Bench') returning id),
			p as (insert into housing.property (company_id, name) select id, 'Bench 1' from c returning id)
		insert into housing.building (property_id, name, street_address, postal_code, city)
		select id, 'A', 'Granvägen 4', '123 45', 'Ekstad' from p`;
	await sql`select store.ensure_partitions('2021-11-01', '2026-12-31')`;
	const [home] = await sql<{ id: string; person: number }[]>`
		with a as (insert into housing.apartment (building_id, number) select id, 'asked' from housing.building returning id),
			o as (insert into housing.occupancy (apartment_id, during, kind)
				select id, tstzrange('2021-01-01', null), 'tenancy' from a returning id, apartment_id, public_id),
			m as (insert into metering.meter (apartment_id, medium, serial, unit, scale, position, installed)
				select a.id, w.medium, 'asked-' || w.n, w.unit, -3, w.n::text, '2021-01-01'
				from a, (values (1, 'electricity', 'kWh'), (2, 'cold_water', 'm3'), (3, 'cold_water', 'm3'), (4, 'cold_water', 'm3'),
					(5, 'cold_water', 'm3'), (6, 'cold_water', 'm3'), (7, 'cold_water', 'm3'), (8, 'cold_water', 'm3')) as w (n, medium, unit)),
			s as (insert into metering.series (occupancy_id, apartment_id, medium)
				select o.id, o.apartment_id, w from o, unnest(array['cold_water', 'electricity']) w),
			p as (insert into housing.person (display_name) values ('Bench') returning id),
			t as (insert into housing.tenancy (occupancy_id, contract_number) select o.id, 'bench' from o returning id),
			h as (insert into housing.tenancy_holder (tenancy_id, person_id) select t.id, p.id from t, p)
		select o.public_id as id, p.id as person from o, p`;
	if (!home) throw new Error('The asked home was not made');
	await sql`select consent.give_sample(array[id]) from housing.occupancy where public_id = ${home.id}`;
	await fillPacks(sql, `a.number = 'asked'`, {
		hours: '2025-10-22',
		days: '2023-11-01',
		months: '2021-01-01'
	});
	return { id: home.id, personId: home.person };
}

/** Packs of one register that rises by a few units an hour, from these days on, for the apartments that match. */
async function fillPacks(
	sql: postgres.Sql | postgres.TransactionSql,
	apartments: string,
	since: { hours: string; days: string; months: string }
): Promise<void> {
	// A few different shapes of a day; which one is a matter of meter and day. Registers stay true from day to day.
	const meters = `metering.meter m join housing.apartment a on a.id = m.apartment_id
		join metering.series s on s.apartment_id = a.id and s.medium = m.medium`;
	await sql.unsafe(`
		create temporary table if not exists day_shape as
		select d::date as day, v as variant,
			(extract(epoch from (d::timestamp at time zone 'Europe/Stockholm') - timestamptz '2021-01-01') / 3600)::int as hours_before,
			(extract(epoch from ((d::date + 1)::timestamp at time zone 'Europe/Stockholm') - (d::timestamp at time zone 'Europe/Stockholm')) / 3600)::int as hours
		from generate_series(date '2021-01-01', date '${LAST_DAY}', interval '1 day') d, generate_series(0, 6) v`);
	await sql.unsafe(`
		insert into metering.hour_pack (apartment_id, series_id, meter_id, day, first, packed)
		select m.apartment_id, s.id, m.id, d.day, 0,
			(select array_agg((d.hours_before + i) * 11 + (((i + d.variant) * 7) % 11) * (i % d.hours <> 0)::int order by i) from generate_series(0, d.hours) i)
		from ${meters}
		join day_shape d on d.day >= '${since.hours}' and d.variant = m.id % 7
		where ${apartments} order by m.apartment_id, s.id, m.id, d.day`);
	await sql.unsafe(`
		insert into metering.day_pack (apartment_id, series_id, meter_id, month, first, packed)
		select m.apartment_id, s.id, m.id, date_trunc('month', d.day)::date, min(extract(day from d.day))::int - 1,
			array_agg(d.hours_before * 11 order by d.day) || max((d.hours_before + d.hours) * 11)
		from ${meters}
		join day_shape d on d.day >= '${since.days}' and d.variant = 0
		where ${apartments} group by 1, 2, 3, 4`);
	await sql.unsafe(`
		insert into metering.month_pack (apartment_id, series_id, meter_id, year, first, packed)
		select apartment_id, series_id, meter_id, date_trunc('year', month)::date, min(extract(month from month))::int - 1,
			array_agg(since order by month) || max(until)
		from (select m.apartment_id, s.id as series_id, m.id as meter_id, date_trunc('month', d.day)::date as month,
				min(d.hours_before * 11) as since, max((d.hours_before + d.hours) * 11) as until
			from ${meters}
			join day_shape d on d.day >= '${since.months}' and d.variant = 0
			where ${apartments} group by 1, 2, 3, 4) monthly
		group by 1, 2, 3, date_trunc('year', month)::date`);
}
