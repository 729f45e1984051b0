-- What the people of a sample company have said: nobody's real choice, and told from one by its channel, 'sample'.
grant create on schema consent to hemvy_keeper;
set local role hemvy_keeper;

-- Switches on days and hours for everybody who decides in these homes, on their own pages and on their displays: for the
-- sample company and tests only.
create function consent.give_sample(p_occupancies int[], p_except int[] default '{}',
	p_purposes text[] default '{own_view,display}') returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
		language, channel, expires)
	select o.id, d.person_id, 'given', p.word, m.medium, r.word, 1, sha256('sample'), 'sv', 'sample',
		statement_timestamp() + interval '12 months'
	from unnest(p_occupancies) o (id)
	cross join lateral rights.deciders_of(o.id) d
	cross join unnest(p_purposes) p (word)
	cross join unnest(array['cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature']) m (medium)
	cross join unnest(array['day', 'hour']) r (word)
	where d.person_id <> all (p_except);
end
$$;

-- The same for a whole sample company that is older: where nobody of it has ever decided anything, or where its displays
-- had no switches yet, for those homes that have said yes to the rest.
create function consent.give_sample_once(p_company int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	homes constant int[] := (
		select array_agg(o.id) from housing.company c
		join housing.property p on p.company_id = c.id
		join housing.building b on b.property_id = p.id
		join housing.apartment a on a.building_id = b.id
		join housing.occupancy o on o.apartment_id = a.id
		where c.id = p_company and c.is_sample and upper_inf(o.during)
	);
begin
	if not exists (select from consent.record r where r.occupancy_id = any (homes)) then
		perform consent.give_sample(homes);
	elsif not exists (select from consent.record r where r.occupancy_id = any (homes) and r.purpose = 'display') then
		perform consent.give_sample(
			array(select distinct r.occupancy_id from consent.record r
				where r.occupancy_id = any (homes) and r.channel = 'sample'),
			'{}', '{display}'
		);
	end if;
end
$$;

-- One of a home of a sample company that ends within weeks: something for who looks after consents. Anew when it has ended.
create function consent.give_sample_ending(p_occupancy int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
		language, channel, expires)
	select o.id, d.person_id, 'given', 'display', 'electricity', 'hour', 1, sha256('sample'), 'sv', 'sample',
		statement_timestamp() + interval '19 days'
	from housing.occupancy o
	join housing.apartment a on a.id = o.apartment_id
	join housing.building b on b.id = a.building_id
	join housing.property p on p.id = b.property_id
	join housing.company c on c.id = p.company_id and c.is_sample
	cross join lateral rights.deciders_of(o.id) d
	where o.id = p_occupancy and not exists (
		select from consent.record r
		where r.occupancy_id = o.id and r.expires between statement_timestamp() and statement_timestamp() + interval '19 days'
	);
end
$$;

reset role;
revoke create on schema consent from hemvy_keeper;
