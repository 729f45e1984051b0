-- The roles. They belong to the cluster, so every step first looks whether it is needed: several databases of one
-- cluster may run this at once. hemvy_owner and its database are made by bootstrap.ts.
--
-- hemvy_portal     the application: signs in, owns nothing, inherits nothing; becomes one of the next five per request
-- hemvy_tenant     a request of somebody signed in: reads what the session's person may read
-- hemvy_visitor    a request of somebody who reads another's home: reads what the presented ticket opens, and no more
-- hemvy_program    a request with a personal access token: reads what that lets through, and writes nothing
-- hemvy_staff      a request of staff: runs functions of schema staff, reads no table
-- hemvy_signin     a request that signs in or out: runs functions of schema account, reads no table
-- hemvy_gate       the way in for home nodes: runs the functions of schema node that keys and tickets need; becomes
--                  hemvy_collector to store what they deliver, nothing else
-- hemvy_collector  writes readings and what is folded from them; reads no person
-- hemvy_registrar  writes homes, people, contracts, meters, prices and accounts; reads no reading
-- hemvy_resolver   owns the functions of schema rights; reads what they need, writes nothing
-- hemvy_porter     owns the functions of schema account; reads accounts, writes sessions and attempts
-- hemvy_warden     owns the functions of schema node; reads homes and meters, writes nodes and pairings
-- hemvy_keeper     owns the functions of schemas consent, staff and audit; adds to consents, mandates, cases and the log
-- hemvy_lookout    owns the one function that tells technicians of flags; reads hours, says words
-- hemvy_retainer   takes away what is no longer kept
do $$
declare
	it record;
begin
	for it in
		select * from (values
			('hemvy_portal', 'login'), ('hemvy_tenant', 'nologin'), ('hemvy_signin', 'nologin'),
			('hemvy_collector', 'nologin'), ('hemvy_registrar', 'nologin'), ('hemvy_resolver', 'nologin'),
			('hemvy_porter', 'nologin'), ('hemvy_gate', 'login'), ('hemvy_warden', 'nologin'),
			('hemvy_visitor', 'nologin'), ('hemvy_staff', 'nologin'), ('hemvy_keeper', 'nologin'),
			('hemvy_lookout', 'nologin'), ('hemvy_retainer', 'nologin'), ('hemvy_program', 'nologin')
		) as wanted(name, login)
		where not exists (select from pg_roles where rolname = wanted.name)
	loop
		begin
			execute format(
				'create role %I %s noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls',
				it.name, it.login
			);
		exception when duplicate_object or unique_violation then
			null; -- another database of the cluster was quicker
		end;
	end loop;

	for it in
		select * from (values
			-- the application becomes a tenant's, a visitor's, a program's or a member of staff's request or a sign-in,
			-- nothing else
			('hemvy_tenant', 'hemvy_portal'), ('hemvy_signin', 'hemvy_portal'), ('hemvy_visitor', 'hemvy_portal'),
			('hemvy_staff', 'hemvy_portal'), ('hemvy_program', 'hemvy_portal'),
			-- what home nodes deliver is written by the role that writes readings
			('hemvy_collector', 'hemvy_gate'),
			-- imports and set-up sign in as the owner and step down to the role that may write just that
			('hemvy_collector', 'hemvy_owner'), ('hemvy_registrar', 'hemvy_owner'), ('hemvy_retainer', 'hemvy_owner'),
			-- to make functions that belong to them
			('hemvy_resolver', 'hemvy_owner'), ('hemvy_porter', 'hemvy_owner'), ('hemvy_warden', 'hemvy_owner'),
			('hemvy_keeper', 'hemvy_owner'), ('hemvy_lookout', 'hemvy_owner')
		) as wanted(granted, member)
		where not exists (
			select from pg_auth_members
			where roleid = to_regrole(wanted.granted) and member = to_regrole(wanted.member)
				and set_option and not inherit_option
		)
	loop
		execute format('grant %I to %I with inherit false, set true', it.granted, it.member);
	end loop;
end
$$;

-- Nobody makes anything in this database but its owner; only the application and what home nodes deliver come in
-- from outside (§6.1).
do $$
begin
	execute format('revoke all on database %I from public', current_database());
	execute format('grant connect on database %I to hemvy_portal, hemvy_gate', current_database());
end
$$;
revoke all on schema public from public;
