-- The rules are replaced as a whole, in one transaction: what stood before goes first. Tables are not touched.
drop schema if exists portal cascade;

do $$
declare
	it record;
begin
	for it in
		select policyname, format('%I.%I', schemaname, tablename) as place
		from pg_policies where schemaname in ('housing', 'metering', 'account', 'node', 'consent', 'staff', 'audit', 'upkeep')
	loop
		execute format('drop policy %I on %s', it.policyname, it.place);
	end loop;
end
$$;

drop schema if exists rights cascade;

do $$
declare
	it record;
begin
	for it in
		select oid::regprocedure as signature
		from pg_proc where pronamespace in (
			'account'::regnamespace, 'node'::regnamespace, 'store'::regnamespace, 'consent'::regnamespace,
			'staff'::regnamespace, 'audit'::regnamespace
		)
	loop
		-- with the triggers that call it: they are made anew with it
		execute format('drop function %s cascade', it.signature);
	end loop;
end
$$;
