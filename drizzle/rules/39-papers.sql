-- What a holder is told of consents that staff typed in from paper (§2).
grant create on schema consent to hemvy_keeper;
set local role hemvy_keeper;

-- The papers that wait for the caller's confirmation in a home; of another's home, as of none: no row. The same condition
-- as in consent.confirm, and a paper for a case is over with it.
create function consent.papers(p_home uuid)
returns table (record_id uuid, purpose text, reference text, medium text, resolution text, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.own_home(p_home);
	me constant int := rights.current_person();
begin
	return query
		select r.public_id, r.purpose, k.reference, r.medium, r.resolution, r.at
		from consent.record r
		left join staff.support_case k on k.id = r.recipient_id
		where r.occupancy_id = home and r.person_id = me and r.act = 'proposed'
			and not exists (
				select from consent.record n
				where n.occupancy_id = r.occupancy_id and n.person_id = r.person_id and n.purpose = r.purpose
					and n.resolution = r.resolution and n.medium = r.medium
					and n.recipient_id is not distinct from r.recipient_id and n.id > r.id
			)
			and (r.purpose <> 'case' or k.closed is null and k.closes > statement_timestamp())
		order by r.id desc;
end
$$;

-- The home, going on and decided by the caller, for which they have said neither yes nor no: where to welcome them. NULL: none.
create function consent.undecided_home() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	own constant int[] := rights.decided_occupancies();
	me constant int := rights.current_person();
begin
	return (
		select o.public_id
		from housing.occupancy o
		where o.id = any (own) and consent.own_home(o.public_id) = o.id
			and exists (select from metering.series s where s.occupancy_id = o.id)
			and not exists (
				select from consent.record r
				where r.occupancy_id = o.id and r.person_id = me and r.purpose = 'own_view'
					and r.act in ('given', 'withdrawn', 'confirmed', 'declined')
			)
		order by lower(o.during) desc
		limit 1
	);
end
$$;

reset role;
revoke create on schema consent from hemvy_keeper;
