-- Rights to what binds staff to their company's provider; 60-grants.sql has taken all away before.
grant select, insert on account.identity to hemvy_porter;
grant select, delete on account.identity_offer to hemvy_porter;
grant select (account_id, company_id) on staff.role to hemvy_porter;
grant select (id, public_id, name) on housing.company to hemvy_porter;
grant usage on schema audit to hemvy_porter, hemvy_registrar;
grant select, insert, update, delete on account.identity_offer to hemvy_registrar;
set local role hemvy_porter;
grant execute on function account.sign_in_by_identity(text, text, text, boolean, text, boolean, text, bytea)
	to hemvy_signin;
reset role;
set local role hemvy_keeper;
grant execute on function audit.note_staff(int, text, text) to hemvy_porter, hemvy_registrar;
reset role;
