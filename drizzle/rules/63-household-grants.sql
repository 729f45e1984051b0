-- Rights to estates, sublets and who may handle a home; 60-grants.sql has taken all away before.
grant select, insert, delete on staff.protected_person, staff.named_handler, housing.subtenant to hemvy_keeper;
grant select on housing.tenancy_holder to hemvy_keeper;
set local role hemvy_resolver;
grant execute on function rights.colleagues(int[]) to hemvy_keeper;
reset role;
set local role hemvy_keeper;
grant execute on function staff.notice_death(uuid), staff.estates(), staff.release_estate(uuid, text, text),
	staff.end_release(uuid), staff.handlers(uuid), staff.limit_handling(uuid, uuid),
	staff.name_handler(uuid, uuid, text), staff.unname_handler(uuid, uuid, text), staff.lift_limit(uuid, uuid),
	staff.add_subtenant(uuid, text), staff.remove_subtenant(uuid, uuid) to hemvy_staff;
grant execute on function consent.estates_given() to hemvy_tenant;
reset role;
