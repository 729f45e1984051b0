-- What technicians are told: words about meters, worked out from the last days' hours, never a series (§1 Technician).
-- Vacant homes are among them (§4). The one function that reads hours for people without a row in a home's log: it answers
-- with no figure, for no time.
grant usage, create on schema staff to hemvy_lookout;
grant usage on schema rights to hemvy_lookout;
set local role hemvy_lookout;

-- 'leak_suspected': water has run in each of the latest 24 known hours. 'no_telegram': nothing heard for two days.
create function staff.flags()
returns table (address text, apartment text, medium text, serial text, place text, flag text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('technician');
	today constant date := (statement_timestamp() at time zone 'UTC')::date;
begin
	return query
		select b.street_address, a.number, m.medium, m.serial, m.position, f.word
		from housing.property p
		join housing.building b on b.property_id = p.id
		join housing.apartment a on a.building_id = b.id
		join metering.meter m on m.apartment_id = a.id and m.removed is null
		cross join lateral (
			select 'leak_suspected'
			where m.medium in ('cold_water', 'hot_water') and (
				select count(*) = 24 and bool_and(h.amount > 0)
				from (
					select w.packed[i + 1] - w.packed[i] + coalesce(w.steps[i], 0) as amount
					from metering.hour_pack w
					cross join lateral generate_series(1, cardinality(w.packed) - 1) i
					where w.apartment_id = a.id and w.meter_id = m.id and w.day >= today - 3
						and coalesce(w.flags[i], 0) & 64 = 0
					order by w.day desc, w.first + i desc
					limit 24
				) h
			)
			union all
			select 'no_telegram'
			where m.installed < statement_timestamp() - interval '2 days' and not exists (
				select from metering.reading_pack r
				where r.apartment_id = a.id and r.meter_id = m.id and r.day >= today - 2
			)
		) f (word)
		where p.company_id = any (companies)
		order by 1, 2, 3;
end
$$;

reset role;
revoke create on schema staff from hemvy_lookout;
