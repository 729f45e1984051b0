-- What operators do with the accounts of staff, noted for auditors: who came to be staff of what, and how they sign in.
grant create on schema audit to hemvy_keeper;
set local role hemvy_keeper;

create function audit.note_staff(p_account int, p_kind text, p_detail text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	if p_kind is null or p_kind not in (
		'staff_added', 'staff_removed', 'role_given', 'role_taken', 'sign_in_changed', 'second_factor_forgotten',
		'identity_bound', 'password_changed'
	) then
		raise exception 'note_staff: % is no such kind', p_kind using errcode = '22023';
	end if;
	insert into audit.event (account_id, kind, detail) values (p_account, p_kind, p_detail);
end
$$;

reset role;
revoke create on schema audit from hemvy_keeper;
