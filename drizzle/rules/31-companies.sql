-- Whose home a row is about: the database writes it into the row itself, so that what staff are told of a company (§1) is
-- found by it and no other company's rows are looked at on the way. It never changes: what somebody agreed to with one
-- company is nothing that another inherits.
grant create on schema rights to hemvy_resolver;
set local role hemvy_resolver;

-- The company of a home is that of the land that its apartment stands on.
create function rights.write_home_company() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.company_id := (
		select p.company_id
		from housing.apartment a
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		where a.id = new.apartment_id
	);
	if tg_op = 'UPDATE' and new.company_id is distinct from old.company_id then
		raise exception 'a home stays with its company' using errcode = '23001';
	end if;
	return new;
end
$$;

-- The company of what is about a home; about none: NULL.
create function rights.write_company() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.company_id := (select o.company_id from housing.occupancy o where o.id = new.occupancy_id);
	return new;
end
$$;

-- Apartments, buildings and land stay with their company, and so the homes in them.
create function rights.refuse_other_company() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies int;
begin
	if tg_table_name = 'property' then
		companies := 2;
	elsif tg_table_name = 'building' then
		select count(distinct p.company_id) into companies
		from housing.property p where p.id in (old.property_id, new.property_id);
	else
		select count(distinct p.company_id) into companies
		from housing.building b join housing.property p on p.id = b.property_id
		where b.id in (old.building_id, new.building_id);
	end if;
	if companies > 1 then
		raise exception 'a % stays with its company', tg_table_name using errcode = '23001';
	end if;
	return new;
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;

create trigger company before insert or update of apartment_id, company_id on housing.occupancy
	for each row execute function rights.write_home_company();
do $$
declare
	it text;
begin
	foreach it in array array['housing.tenancy', 'staff.estate', 'node.home_node', 'consent.record', 'audit.event']
	loop
		execute format(
			'create trigger company before insert or update of occupancy_id, company_id on %s
				for each row execute function rights.write_company()', it
		);
	end loop;
end
$$;
-- audit.note_access, which alone writes there, says it itself: a trigger takes a tenth of the time that a row does.
create trigger company before insert on audit.access
	for each row when (new.company_id is null) execute function rights.write_company();
create trigger company before update of company_id on housing.property
	for each row when (old.company_id <> new.company_id) execute function rights.refuse_other_company();
create trigger company before update of property_id on housing.building
	for each row when (old.property_id <> new.property_id) execute function rights.refuse_other_company();
create trigger company before update of building_id on housing.apartment
	for each row when (old.building_id <> new.building_id) execute function rights.refuse_other_company();
