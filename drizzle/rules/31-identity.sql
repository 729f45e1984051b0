-- Sign-in of staff by the company's provider (OpenID Connect). The application has checked what the provider signed; whose
-- account that is, and whether it may come in here, is decided by this function alone.
grant create on schema account to hemvy_porter;
set local role hemvy_porter;

-- Opens a session for whoever the provider says is there. An identity is bound to an account by an operator, or, where an
-- operator has asked for it, here: to the account whose e-mail address the provider has verified, once. Nothing else that
-- the provider claims makes an account or a role. The account must be staff of that company (its id or its name) and work
-- for no other: a company's provider vouches for its own people. p_has_factors: the provider asked for several factors.
-- Such a session ends after 12 hours, so that whoever has left the company is out by then.
-- 'signed_in'; 'unknown' identity; 'elsewhere': not of this company; 'no_company'; 'too_many'.
create function account.sign_in_by_identity(
	p_issuer text, p_subject text, p_email text, p_is_verified boolean, p_company text, p_has_factors boolean,
	p_id text, p_secret_hash bytea
) returns table (outcome text, retry_after_s int, ends timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	is_allowed boolean;
	company int;
	who int;
begin
	select a.allowed, ceil(extract(epoch from a.retry_after))::int into is_allowed, retry_after_s
	from account.take_attempt('identity ' || p_issuer || ' ' || p_subject, 30, interval '15 minutes') a;
	if not is_allowed then
		outcome := 'too_many';
		return next;
		return;
	end if;
	select min(c.id) into company from housing.company c
	where c.public_id::text = lower(p_company) or c.name = p_company
	having count(*) = 1;
	select i.account_id into who from account.identity i where i.issuer = p_issuer and i.subject = p_subject;
	if who is null then
		-- collate "C": only A to Z have small letters, so that no other sign turns into one of them
		delete from account.identity_offer o
		using account.account a
		where p_is_verified and o.issuer = p_issuer and o.ends > statement_timestamp()
			and a.id = o.account_id and a.kind = 'staff' and a.company_id = company
			and lower(a.email collate "C") = lower(p_email collate "C")
			and not exists (select from account.identity i where i.account_id = a.id)
		returning o.account_id into who;
		if who is not null then
			insert into account.identity (issuer, subject, account_id) values (p_issuer, p_subject, who);
			perform audit.note_staff(who, 'identity_bound', null);
		end if;
	end if;
	if company is null or who is null then
		outcome := case when company is null then 'no_company' else 'unknown' end;
	elsif not exists (
		select from account.account a
		where a.id = who and a.kind = 'staff' and not a.is_demo and a.company_id = company
			and not exists (select from staff.role r where r.account_id = a.id and r.company_id <> company)
	) then
		outcome := 'elsewhere';
	else
		perform account.open_session(p_id, p_secret_hash, who, statement_timestamp() + interval '12 hours');
		update account.session s
		set ends = s.expires, second_factor_at = case when p_has_factors then statement_timestamp() end
		where s.id = p_id
		returning s.ends into sign_in_by_identity.ends;
		outcome := 'signed_in';
	end if;
	return next;
end
$$;

reset role;
revoke create on schema account from hemvy_porter;
