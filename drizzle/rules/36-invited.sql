-- Somebody who was invited to look in and has no sign-in yet gets one, with the invitation's code: a person without any
-- home. Taking the invitation up is another step (consent.accept), once signed in.
grant create on schema account to hemvy_porter;
grant usage on schema consent to hemvy_porter;
set local role hemvy_porter;

-- 'opened' and the account; 'refused': a code that is wrong, over or taken up, or an address that has a sign-in already,
-- all alike. Whoever calls counts attempts (account.take_attempt); with a code that is good there are five in all, so that
-- no invitation serves to ask which addresses sign in here, nor for more sign-ins than the one.
create function account.open_invited(p_code_hash bytea, p_email text, p_password_hash text, p_name text)
returns table (outcome text, account_id int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	person int;
	is_allowed boolean := false;
begin
	outcome := 'refused';
	if length(btrim(p_name)) between 1 and 100 and p_email ~ '^[^@\s]+@[^@\s]+$' and length(p_email) <= 254
		and (exists (
			select from consent.mandate m
			where m.code_hash = p_code_hash and m.person_id is null and m.ended is null
				and m.code_expires > statement_timestamp() and m.ends > statement_timestamp()
		) or exists (
			select from housing.subtenant_invitation i
			where i.code_hash = p_code_hash and i.code_expires > statement_timestamp()
		))
	then
		select t.allowed into is_allowed
		from account.take_attempt('invited by ' || encode(p_code_hash, 'hex'), 5, interval '14 days') t;
	end if;
	if is_allowed and not exists (select from account.account a where lower(a.email) = lower(p_email)) then
		begin
			insert into housing.person as p (display_name) values (btrim(p_name)) returning p.id into person;
			insert into account.account as a (person_id, email, password_hash, kind)
			values (person, lower(p_email), p_password_hash, 'tenant')
			returning a.id into open_invited.account_id;
			outcome := 'opened';
		exception when unique_violation then
			null; -- the same address, at the same moment
		end;
	end if;
	return next;
end
$$;

reset role;
revoke create on schema account from hemvy_porter;
