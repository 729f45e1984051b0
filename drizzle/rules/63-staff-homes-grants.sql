-- Rights to what staff's pages say of homes; 60-grants.sql has taken all away before.
set local role hemvy_keeper;
grant execute on function staff.home_facts(uuid), staff.open_cases(uuid), staff.guardians(uuid) to hemvy_staff;
reset role;
