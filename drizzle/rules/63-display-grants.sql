-- A display asks what it may show; 60-grants.sql has taken all away before.
set local role hemvy_resolver;
grant execute on function rights.shown_media(int, text, text) to hemvy_warden;
reset role;
set local role hemvy_warden;
grant execute on function node.shown_to(text, bytea) to hemvy_gate;
reset role;
