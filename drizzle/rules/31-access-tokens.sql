-- Personal access tokens, by their owner's session: made, listed, taken away. What one lets through: 31-token-rights.sql.
grant create on schema account to hemvy_porter;
set local role hemvy_porter;

-- Makes one; the application has just compared the password, and says with p_known_hash which. 'made' and its id;
-- 'refused': no tenant, a home that is not (or no longer) the own, or a password that has changed meanwhile; 'full': one
-- more than twenty; 'taken': the same hash. p_days: 1 to 365.
create function account.make_access_token(
	p_known_hash text, p_hash bytea, p_name text, p_homes uuid[], p_media text[], p_resolutions text[], p_days int
) returns table (outcome text, token_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
	homes int[];
begin
	outcome := 'refused';
	select array_agg(h.occupancy_id) into homes from rights.present_homes() h where h.home_id = any (p_homes);
	-- one at a time for each account, so that twenty are twenty
	perform from account.account a
	where a.id = me and a.kind = 'tenant' and a.password_hash = p_known_hash
	for update;
	if found and cardinality(homes) = (select count(distinct h) from unnest(p_homes) h) and p_days between 1 and 365
		and p_hash <> sha256('')
	then
		delete from account.access_token t
		where t.account_id = me and t.expires < statement_timestamp() - interval '30 days';
		if (select count(*) from account.access_token t where t.account_id = me) >= 20 then
			outcome := 'full';
		else
			insert into account.access_token as t (account_id, name, secret_hash, homes, media, resolutions, expires)
			values (
				me, p_name, p_hash, homes, p_media, p_resolutions, statement_timestamp() + make_interval(days => p_days)
			)
			on conflict (secret_hash) do nothing
			returning t.public_id into make_access_token.token_id;
			outcome := case when token_id is null then 'taken' else 'made' end;
		end if;
	end if;
	return next;
end
$$;

-- One's own, the newest first. homes: those of its homes that are still the own; none: it lets nothing through any more.
create function account.own_access_tokens()
returns table (
	token_id uuid, name text, homes uuid[], media text[], resolutions text[], created timestamptz, expires timestamptz,
	last_used timestamptz, uses bigint
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
begin
	return query
		select t.public_id, t.name,
			coalesce((select array_agg(h.home_id) from rights.present_homes() h where h.occupancy_id = any (t.homes)), '{}'),
			t.media, t.resolutions, t.created, t.expires, t.last_used, t.uses
		from account.access_token t
		where t.account_id = me
		order by t.created desc, t.id desc;
end
$$;

-- Takes one of one's own away; false for anything else.
create function account.revoke_access_token(p_token uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_account();
begin
	delete from account.access_token t where t.account_id = me and t.public_id = p_token;
	return found;
end
$$;

-- Notes that a program was answered so many times.
create function account.note_token_use(p_token text, p_uses int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	update account.access_token t set last_used = statement_timestamp(), uses = t.uses + greatest(p_uses, 0)
	where t.secret_hash = sha256(convert_to(p_token, 'UTF8')) and t.expires > statement_timestamp();
end
$$;

reset role;
revoke create on schema account from hemvy_porter;
