-- Row security of who lives in a sublet home and who may handle one (40-policies.sql has switched it on): for the functions
-- of schema staff [§4 Sublet, Protected identity].
create policy keep on staff.protected_person for all to hemvy_keeper using (true) with check (true);
create policy keep on staff.named_handler for all to hemvy_keeper using (true) with check (true);
create policy keep on housing.subtenant for all to hemvy_keeper using (true) with check (true);
create policy keep on housing.tenancy_holder for select to hemvy_keeper using (true);
