-- What somebody may take out of their own sign-in (take-out: everything about oneself).
grant create on schema account to hemvy_porter;
grant usage on schema rights to hemvy_porter;
set local role hemvy_porter;

-- The caller's own account. Of a co-holder's nothing: one row, or none for a token worth nothing.
create function account.own_account() returns table (email text, person_name text, created timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
begin
	return query
		select a.email, p.display_name, a.created
		from account.account a
		left join housing.person p on p.id = a.person_id
		where a.id = me;
end
$$;

-- The caller's own sign-ins that are still kept: when, last used, on what.
create function account.own_sign_ins()
returns table (signed_in timestamptz, last_used timestamptz, expires timestamptz, device text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
begin
	return query
		select s.created, greatest(s.last_used, s.seen), s.expires, s.user_agent_words
		from account.session s where s.account_id = me order by s.created;
end
$$;

reset role;
revoke create on schema account from hemvy_porter;
