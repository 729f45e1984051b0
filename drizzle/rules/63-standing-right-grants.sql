-- Whoever may open another's home may ask whether the right still stands; 60-grants.sql has taken all away before.
set local role hemvy_resolver;
grant execute on function rights.still_holds(uuid, text, uuid, text[], text) to hemvy_tenant, hemvy_staff;
reset role;
