-- What somebody settles about their own sign-in: sessions, password, language, units. Asked with the session's token, so
-- that nobody is ever told of another's sign-ins, a co-holder's neither (§3).
grant create on schema account to hemvy_porter;
grant usage on schema rights to hemvy_porter;
set local role hemvy_porter;

-- Where a session is used, without saying where: the SHA-256 of the account's number and the network's part of the
-- address. Good for telling two networks of one account apart, and gone with the session. NULL: not known.
create function account.network_hash(p_account int, p_network text) returns bytea
language sql stable
begin atomic
	select sha256(convert_to(p_account || ' ' || nullif(p_network, ''), 'UTF8'));
end;

-- Notes that the session is used, on what and from which network: at most every ten minutes, unless the place changes.
create function account.note_session(p_device text, p_network text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant text := rights.current_session();
begin
	update account.session s
	set seen = statement_timestamp(), user_agent_words = left(p_device, 60),
		network_hash = account.network_hash(s.account_id, p_network)
	where s.id = me and (
		s.seen is null or s.seen < statement_timestamp() - interval '10 minutes'
		or s.user_agent_words is distinct from left(p_device, 60)
		or s.network_hash is distinct from account.network_hash(s.account_id, p_network)
	);
end
$$;

-- One's own sessions, the present one first, then the latest used. is_here: used from the network that p_network is of;
-- NULL: not known.
create function account.own_sessions(p_network text)
returns table (
	session_id uuid, device text, opened timestamptz, seen timestamptz, is_this boolean, is_here boolean
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
	this constant text := rights.current_session();
begin
	return query
		select s.public_id, s.user_agent_words, s.created, coalesce(s.seen, s.last_used), s.id = this,
			s.network_hash = account.network_hash(me, p_network)
		from account.session s
		where s.account_id = me and s.expires > statement_timestamp()
		order by s.id = this desc, coalesce(s.seen, s.last_used) desc;
end
$$;

-- Ends one of one's own sessions; false for anything else.
create function account.end_session(p_session uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
begin
	delete from account.session s where s.account_id = me and s.public_id = p_session;
	return found;
end
$$;

-- Ends all of one's own sessions, or all but this one. How many.
create function account.end_sessions(p_this_too boolean) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
	this constant text := rights.current_session();
	ended int;
begin
	delete from account.session s where s.account_id = me and (p_this_too or s.id <> this);
	get diagnostics ended = row_count;
	return ended;
end
$$;

-- What a password is to be compared with: no row for a token that is worth nothing. password_hash NULL: none here, the
-- company's provider signs this member of staff in.
create function account.password_of_session(p_token text)
returns table (account_id int, password_hash text, email text, name text, is_demo boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select a.id, a.password_hash, a.email, p.display_name, a.is_demo
		from account.session s
		join account.account a on a.id = s.account_id
		left join housing.person p on p.id = a.person_id
		where s.id = split_part(p_token, '.', 1)
			and s.secret_hash = sha256(convert_to(substr(p_token, strpos(p_token, '.') + 1), 'UTF8'))
			and s.expires > statement_timestamp();
end
$$;

-- Changes the password of the session's account from the one that was compared, and ends all its other sessions; if asked
-- its access tokens too. Says how many sessions; NULL: it has been changed meanwhile, or is a demo account's.
create function account.change_password(p_token text, p_known_hash text, p_new_hash text, p_tokens_too boolean) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := (select w.account_id from account.password_of_session(p_token) w);
	ended int;
begin
	update account.account a set password_hash = p_new_hash
	where a.id = me and a.password_hash = p_known_hash and not a.is_demo;
	if not found then
		return null;
	end if;
	delete from account.session s where s.account_id = me and s.id <> split_part(p_token, '.', 1);
	get diagnostics ended = row_count;
	delete from account.access_token t where p_tokens_too and t.account_id = me;
	if exists (select from account.account a where a.id = me and a.kind = 'staff') then
		perform audit.note_staff(me, 'password_changed', null);
	end if;
	return ended;
end
$$;

-- Keeps a choice of how things are shown; p_what: language, water_unit. p_value NULL: as it comes.
create function account.choose_preference(p_what text, p_value text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
begin
	if me is null or p_what not in ('language', 'water_unit') then
		return false;
	end if;
	insert into account.preference as f (account_id, language, water_unit)
	values (
		me, case when p_what = 'language' then p_value end, case when p_what = 'water_unit' then p_value end
	)
	on conflict (account_id) do update set
		language = case when p_what = 'language' then excluded.language else f.language end,
		water_unit = case when p_what = 'water_unit' then excluded.water_unit else f.water_unit end;
	return true;
end
$$;

reset role;
revoke create on schema account from hemvy_porter;
