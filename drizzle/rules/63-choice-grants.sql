-- A signed-in request: what of the own home may be read, and why not the rest; 60-grants.sql has taken all away before.
set local role hemvy_resolver;
grant execute on function rights.readable_media(uuid) to hemvy_tenant;
reset role;
set local role hemvy_keeper;
grant execute on function consent.papers(uuid), consent.undecided_home() to hemvy_tenant;
reset role;
