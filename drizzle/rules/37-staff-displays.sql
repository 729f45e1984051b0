-- What technicians may do with displays: pair one with a contract, see when each was last heard, take one away. They are
-- told contract numbers and times; no name, no address, no reading (§1 Technician). SECURITY DEFINER as hemvy_warden; who
-- asks is decided by the session alone, its second factor checked, and every use is appended to node.staff_use in the same
-- transaction: no row there, no answer. The own home, and one of which others are named handlers, is answered like none.
grant usage, create on schema node to hemvy_warden;
set local role hemvy_warden;

-- For which companies whoever asks is a technician; counts the use, and appends it when there have been too many of
-- its kind from this account for a quarter of an hour. refusal: 'no_staff', 'too_many'; NULL: go on, and append the use.
create function node.admit_staff(
	p_action text, p_most int, out companies int[], out refusal text, out retry_after_s int
)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	is_allowed boolean;
begin
	companies := rights.staff_companies('technician');
	if companies is null then
		refusal := 'no_staff';
		return;
	end if;
	select a.allowed, ceil(extract(epoch from a.retry_after))::int into is_allowed, retry_after_s
	from account.take_attempt('staff ' || p_action || ' by ' || rights.current_account(), p_most, interval '15 minutes') a;
	if not is_allowed then
		refusal := 'too_many';
		insert into node.staff_use (account_id, action, outcome)
		values (rights.current_account(), p_action, 'too_many');
	end if;
end
$$;

-- The displays of the own company whose contract number begins so, by contract number. 'no_staff' and 'too_many': no
-- display stands in that row.
create function node.staff_displays(p_contract text, p_most int)
returns table (
	outcome text, retry_after_s int, node_id uuid, contract_number text, paired timestamptz, last_seen timestamptz
)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	own int[];
begin
	select a.companies, a.refusal, a.retry_after_s into own, outcome, staff_displays.retry_after_s
	from node.admit_staff('list', 300) a;
	if outcome is not null then
		return next;
		return;
	end if;
	insert into node.staff_use (account_id, action, outcome) values (rights.current_account(), 'list', 'shown');
	return query
		select 'display', null::int, n.public_id, t.contract_number, n.paired, n.last_seen
		from node.home_node n
		cross join lateral (
			select h.contract_number from housing.tenancy h where h.occupancy_id = n.occupancy_id limit 1
		) t
		where n.company_id = any (own) and n.revoked is null and node.goes_on(n.occupancy_id)
			and starts_with(t.contract_number, p_contract) and rights.may_handle(n.occupancy_id)
		order by t.contract_number, n.paired, n.id
		limit least(p_most, 500);
end
$$;

-- Staff have read a code off a display and know whose contract it hangs with. 'bound'; 'no_contract': no tenancy of the own
-- company that goes on has this number; 'no_code': wrong, over or entered already; 'too_many' attempts; 'no_staff'.
create function node.staff_pair(p_code_hash bytea, p_contract text)
returns table (outcome text, retry_after_s int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	here constant timestamptz := statement_timestamp();
	own int[];
	homes int[];
begin
	select a.companies, a.refusal, a.retry_after_s into own, outcome, staff_pair.retry_after_s
	from node.admit_staff('pair', 30) a;
	if outcome is not null then
		return next;
		return;
	end if;
	select array_agg(t.occupancy_id) into homes
	from housing.tenancy t
	where t.company_id = any (own) and t.contract_number = p_contract and node.goes_on(t.occupancy_id)
		and rights.may_handle(t.occupancy_id);
	if cardinality(homes) = 1 then
		update node.pairing p
		set occupancy_id = homes[1], expires = greatest(p.expires, here + interval '5 minutes')
		where p.code_hash = p_code_hash and p.occupancy_id is null and p.expires > here;
		outcome := case when found then 'bound' else 'no_code' end;
	else
		outcome := 'no_contract';
	end if;
	insert into node.staff_use (account_id, action, outcome, occupancy_id)
	values (rights.current_account(), 'pair', staff_pair.outcome, case when cardinality(homes) = 1 then homes[1] end);
	return next;
end
$$;

-- Staff take a display of the own company away. 'revoked'; 'no_display': there is none of that id to take away;
-- 'too_many'; 'no_staff'.
create function node.staff_revoke(p_node uuid) returns table (outcome text, retry_after_s int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	own int[];
	taken node.home_node;
begin
	select a.companies, a.refusal, a.retry_after_s into own, outcome, staff_revoke.retry_after_s
	from node.admit_staff('revoke', 120) a;
	if outcome is not null then
		return next;
		return;
	end if;
	update node.home_node n set revoked = statement_timestamp()
	from housing.occupancy o
	where n.public_id = p_node and n.revoked is null and o.id = n.occupancy_id
		and rights.company_of(o.id) = any (own) and rights.may_handle(o.id)
	returning n.* into taken;
	outcome := case when found then 'revoked' else 'no_display' end;
	insert into node.staff_use (account_id, action, outcome, occupancy_id, node_id)
	values (rights.current_account(), 'revoke', staff_revoke.outcome, taken.occupancy_id, taken.id);
	return next;
end
$$;

reset role;
revoke create on schema node from hemvy_warden;
