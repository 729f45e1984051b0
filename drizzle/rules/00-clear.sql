-- The rules are replaced as a whole, in one transaction: what stood before goes first. Tables are not touched.
drop schema if exists portal cascade;

do $$
declare
	it record;
begin
	for it in
		select policyname, format('%I.%I', schemaname, tablename) as place
		from pg_policies where schemaname in ('housing', 'metering', 'account', 'node', 'upkeep')
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
		from pg_proc where pronamespace in ('account'::regnamespace, 'node'::regnamespace, 'store'::regnamespace)
	loop
		execute format('drop function %s', it.signature);
	end loop;
end
$$;
