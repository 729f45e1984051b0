-- Sign-in, sign-out and the counting of attempts: what hemvy_signin may do, and all that it may do. SECURITY DEFINER
-- as hemvy_porter, fixed search_path, no EXECUTE for PUBLIC (60-grants.sql). Passwords are compared by the application:
-- argon2id is not PostgreSQL's.
grant usage, create on schema account to hemvy_porter;
set local role hemvy_porter;

-- What is needed to check a password: no row for an unknown address.
create function account.sign_in_credentials(p_email text)
returns table (account_id int, password_hash text, kind text, is_demo boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select a.id, a.password_hash, a.kind, a.is_demo
		from account.account a where lower(a.email) = lower(p_email);
end
$$;

-- A new session; sweeps the account's dead ones. `p_secret_hash` is the SHA-256 of the secret, 90 days at most.
create function account.open_session(
	p_id text, p_secret_hash bytea, p_account_id int, p_expires timestamptz, p_user_agent_words text default null
) returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	if length(p_id) < 16 or length(p_id) > 64 or p_id like '%.%' or octet_length(p_secret_hash) <> 32 then
		raise exception 'open_session: malformed id or secret hash' using errcode = '22023';
	end if;
	delete from account.session s
	where s.account_id = p_account_id and s.expires <= statement_timestamp();
	insert into account.session (id, secret_hash, account_id, created, last_used, expires, user_agent_words)
	values (
		p_id, p_secret_hash, p_account_id, statement_timestamp(), statement_timestamp(),
		least(p_expires, statement_timestamp() + interval '90 days'), p_user_agent_words
	);
end
$$;

-- Ends the session whose token is presented; anything else changes nothing. Whether it was one that the company's
-- provider opened, where somebody may still be signed in.
create function account.close_session(p_token text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	is_by_provider boolean;
begin
	delete from account.session s
	where s.id = split_part(p_token, '.', 1)
		and s.secret_hash = sha256(convert_to(substr(p_token, strpos(p_token, '.') + 1), 'UTF8'))
	returning s.ends is not null into is_by_provider;
	return coalesce(is_by_provider, false);
end
$$;

-- Who presents the token: no row when it is unknown, wrong or expired. When less than half of the session's length is
-- left, the expiry is moved on by that length (in a transaction that may write; elsewhere it is left for later), unless
-- the session has an end of its own.
create function account.session_state(p_token text)
returns table (
	account_id int, person_id int, person_name text, kind text, expires timestamptz, is_demo boolean, language text,
	water_unit text
)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	session_id text;
	lifetime interval;
	slides boolean;
begin
	select s.id, s.expires - s.last_used, s.ends is null, a.id, a.person_id, p.display_name, a.kind, s.expires, a.is_demo,
		f.language, f.water_unit
	into session_id, lifetime, slides, account_id, person_id, person_name, kind, expires, is_demo, language, water_unit
	from account.session s
	join account.account a on a.id = s.account_id
	left join housing.person p on p.id = a.person_id
	left join account.preference f on f.account_id = a.id
	where s.id = split_part(p_token, '.', 1)
		and s.secret_hash = sha256(convert_to(substr(p_token, strpos(p_token, '.') + 1), 'UTF8'))
		and s.expires > statement_timestamp();
	if not found then
		return;
	end if;
	if slides and expires - statement_timestamp() < lifetime / 2 and current_setting('transaction_read_only') = 'off' then
		update account.session s
		set last_used = statement_timestamp(), expires = statement_timestamp() + lifetime
		where s.id = session_id
		returning s.expires into session_state.expires;
	end if;
	return next;
end
$$;

-- Counts an attempt under a key (of which only the SHA-256 is kept) and says whether it is one of the first p_limit of
-- its window, and if not, how long the window lasts. Safe when many come at once. Rows whose window ended are swept.
create function account.take_attempt(p_key text, p_limit int, p_window interval)
returns table (allowed boolean, retry_after interval)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	here constant timestamptz := statement_timestamp();
	hash constant bytea := sha256(convert_to(p_key, 'UTF8'));
	taken account.rate_limit;
begin
	insert into account.rate_limit as r (key_hash, attempts, ends) values (hash, 1, here + p_window)
	on conflict (key_hash) do update set
		attempts = case when r.ends <= here then 1 else least(r.attempts, 1000000) + 1 end,
		ends = case when r.ends <= here then here + p_window else r.ends end
	returning * into taken;
	delete from account.rate_limit r
	where r.key_hash in (
		select old.key_hash from account.rate_limit old
		where old.ends <= here order by old.ends limit 10 for update skip locked
	);
	allowed := taken.attempts <= p_limit;
	retry_after := case when allowed then interval '0' else taken.ends - here end;
	return next;
end
$$;

-- Forgets the attempts under a key: after a sign-in that succeeded.
create function account.forget_attempts(p_key text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	delete from account.rate_limit r where r.key_hash = sha256(convert_to(p_key, 'UTF8'));
end
$$;

reset role;
revoke create on schema account from hemvy_porter;
