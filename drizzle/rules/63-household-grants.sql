-- Rights to estates, sublets and who may handle a home; 60-grants.sql has taken all away before.
grant select, insert, delete on staff.protected_person, staff.named_handler, housing.subtenant to hemvy_keeper;
grant select, insert, delete on housing.subtenant_invitation to hemvy_keeper;
grant select (code_hash, code_expires) on housing.subtenant_invitation to hemvy_porter;
grant select on housing.tenancy_holder, metering.reduced to hemvy_keeper;
grant insert, delete, update (during) on housing.occupancy to hemvy_keeper;
grant insert, delete on housing.tenancy, housing.tenancy_holder, housing.adult to hemvy_keeper;
grant delete on metering.series to hemvy_keeper;
-- A sublet is cut where readings are stored; what may be is decided from the token of the officer who asks
grant usage on schema staff to hemvy_gate;
set local role hemvy_resolver;
grant execute on function rights.colleagues(int[]) to hemvy_keeper;
reset role;
set local role hemvy_keeper;
grant execute on function staff.notice_death(uuid), staff.estates(), staff.release_estate(uuid, text, text),
	staff.end_release(uuid), staff.handlers(uuid), staff.limit_handling(uuid, uuid),
	staff.name_handler(uuid, uuid, text), staff.unname_handler(uuid, uuid, text), staff.lift_limit(uuid, uuid),
	staff.sublet(uuid), staff.invite_subtenant(uuid, text, bytea), staff.subtenant_invitations(uuid),
	staff.take_back_invitation(uuid, uuid), staff.remove_subtenant(uuid, uuid) to hemvy_staff;
grant execute on function staff.begin_sublet(uuid, timestamptz, timestamptz), staff.end_sublet(uuid, timestamptz),
	staff.undo_sublet(uuid) to hemvy_gate;
grant execute on function consent.estates_given(), consent.sublet(uuid) to hemvy_tenant;
reset role;
