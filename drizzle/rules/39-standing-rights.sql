-- Whether a right to look into another's home still stands: for a page that is open already (§2: it blanks within seconds).
-- Asks the very function that opening asks, opens nothing, and says only what the caller would be told by trying.
grant create on schema rights to hemvy_resolver;
set local role hemvy_resolver;

create function rights.still_holds(p_home uuid, p_basis text, p_basis_id uuid, p_media text[], p_resolution text)
returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home int;
	number int;
begin
	select o.id into home from housing.occupancy o where o.public_id = p_home;
	if p_basis = 'mandate' then
		select m.id into number from consent.mandate m where m.public_id = p_basis_id;
	elsif p_basis in ('case', 'case_billing') then
		select k.id into number from staff.support_case k where k.public_id = p_basis_id;
	elsif p_basis = 'invoice' then
		select i.id into number from staff.invoice i where i.public_id = p_basis_id;
	end if;
	return home is not null and coalesce(
		cardinality(p_media) > 0 and p_media <@ rights.allowed_media(p_basis, number, home, p_resolution), false
	);
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
