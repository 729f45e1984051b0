-- What a series needs beside its packs, in one answer: asked in place of the policies of seven tables, each of which would ask
-- whose session it is anew. Says no more than those policies let through (a test compares).
grant create on schema rights to hemvy_resolver;
set local role hemvy_resolver;

-- One row a home and meter of its time; a home without meters has one row. series_key: NULL where there are no series to be
-- read, as in an estate (§4 Death). For a tenant's request the own homes [Contract holder, Former holder]; for a visitor's
-- what the ticket opens [Delegate, Guardian, Care giver, Case handler, Billing staff]; for a program's what its token lets
-- through [Contract holder: a personal access token].
create function rights.home_meters()
returns table (
	home_id uuid, time_zone text, from_at timestamptz, to_at timestamptz, medium text, meter_id uuid, scale smallint,
	installed timestamptz, removed timestamptz, apartment_key int, series_key int, meter_key int
)
language plpgsql stable rows 10 security definer set search_path = pg_catalog, pg_temp as $$
declare
	opened int[];
begin
	if current_setting('role') = 'hemvy_tenant' then
		return query
			select o.public_id, c.time_zone, lower(o.during), upper(o.during), m.medium, m.public_id, m.scale, m.installed,
				m.removed, o.apartment_id, s.id, m.id
			from (select distinct h.occupancy_id from rights.held_homes() h) h
			join housing.occupancy o on o.id = h.occupancy_id
			join housing.apartment a on a.id = o.apartment_id
			join housing.building b on b.id = a.building_id
			join housing.property p on p.id = b.property_id
			join housing.company c on c.id = p.company_id
			left join metering.meter m on m.apartment_id = o.apartment_id
				and not isempty(o.during * tstzrange(m.installed, m.removed))
			left join metering.series s on s.occupancy_id = o.id and s.medium = m.medium
				and (select true from staff.estate e where e.occupancy_id = o.id limit 1) is null;
	elsif current_setting('role') = 'hemvy_program' then
		opened := rights.token_series('any');
		return query
			select o.public_id, c.time_zone, lower(o.during), upper(o.during), m.medium, m.public_id, m.scale, m.installed,
				m.removed, o.apartment_id, s.id, m.id
			from (select distinct h.occupancy_id, h.media from rights.token_homes() h) h
			join housing.occupancy o on o.id = h.occupancy_id
			join housing.apartment a on a.id = o.apartment_id
			join housing.building b on b.id = a.building_id
			join housing.property p on p.id = b.property_id
			join housing.company c on c.id = p.company_id
			left join metering.meter m on m.apartment_id = o.apartment_id and m.medium = any (h.media)
				and not isempty(o.during * tstzrange(m.installed, m.removed))
			left join metering.series s on s.occupancy_id = o.id and s.medium = m.medium and s.id = any (opened);
	elsif current_setting('role') = 'hemvy_visitor' then
		opened := rights.opened_series('any');
		return query
			select o.public_id, c.time_zone, lower(o.during), upper(o.during), m.medium, m.public_id, m.scale, m.installed,
				m.removed, o.apartment_id, s.id, m.id
			from metering.series s
			join housing.occupancy o on o.id = s.occupancy_id
			join housing.apartment a on a.id = o.apartment_id
			join housing.building b on b.id = a.building_id
			join housing.property p on p.id = b.property_id
			join housing.company c on c.id = p.company_id
			left join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
				and not isempty(o.during * tstzrange(m.installed, m.removed))
			where s.id = any (opened);
	end if;
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
