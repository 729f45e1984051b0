-- The second factor of staff. The database keeps the secret as the application sealed it, and decides which codes still
-- count; opening the seal and comparing is the application's.
grant create on schema account to hemvy_porter;
grant usage on schema staff to hemvy_porter;
set local role hemvy_porter;

-- What is needed to check a code: no row for a token that is worth nothing, or a tenant's. secret: NULL: none chosen yet.
create function account.second_factor_state(p_token text)
returns table (secret bytea, is_confirmed boolean, last_step bigint, is_demo boolean, passed timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select t.secret, coalesce(t.confirmed, false), coalesce(t.last_step, 0), a.is_demo, s.second_factor_at
		from account.session s
		join account.account a on a.id = s.account_id and a.kind = 'staff'
		left join staff.totp t on t.account_id = a.id
		where s.id = split_part(p_token, '.', 1)
			and s.secret_hash = sha256(convert_to(substr(p_token, strpos(p_token, '.') + 1), 'UTF8'))
			and s.expires > statement_timestamp();
end
$$;

-- Keeps a new sealed secret, unless one was confirmed already.
create function account.enrol_second_factor(p_token text, p_secret bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	insert into staff.totp as t (account_id, secret)
	select s.account_id, p_secret
	from account.session s
	join account.account a on a.id = s.account_id and a.kind = 'staff'
	where s.id = split_part(p_token, '.', 1)
		and s.secret_hash = sha256(convert_to(substr(p_token, strpos(p_token, '.') + 1), 'UTF8'))
		and s.expires > statement_timestamp()
	on conflict (account_id) do update set secret = excluded.secret, last_step = 0 where not t.confirmed;
	return found;
end
$$;

-- A code of this 30-second step was right: the session has its second factor. A step counts once.
create function account.pass_second_factor(p_token text, p_step bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	update staff.totp t set last_step = p_step, confirmed = true
	from account.session s
	where s.account_id = t.account_id and p_step > t.last_step
		and p_step between extract(epoch from statement_timestamp()) / 30 - 3 and extract(epoch from statement_timestamp()) / 30 + 3
		and s.id = split_part(p_token, '.', 1)
		and s.secret_hash = sha256(convert_to(substr(p_token, strpos(p_token, '.') + 1), 'UTF8'))
		and s.expires > statement_timestamp();
	if not found then
		return false;
	end if;
	update account.session s set second_factor_at = statement_timestamp() where s.id = split_part(p_token, '.', 1);
	return true;
end
$$;

reset role;
revoke create on schema account from hemvy_porter;
