-- Row security of what binds staff to their company's provider (40-policies.sql has switched it on): looked up and bound by
-- the sign-in, kept by who runs the register.
create policy attend on account.identity for select to hemvy_porter using (true);
create policy bind on account.identity for insert to hemvy_porter with check (true);
create policy attend on account.identity_offer for all to hemvy_porter using (true) with check (true);
create policy register on account.identity_offer for all to hemvy_registrar using (true) with check (true);
-- For which company an account works [Case handler, Billing staff, …: of their own company]
create policy attend on staff.role for select to hemvy_porter using (true);
create policy attend on housing.company for select to hemvy_porter using (true);
