comment on table account.access_token is 'Lets a program read its owner''s homes: what the owner may at that moment, of that what is ticked here.';
comment on column account.access_token.secret_hash is 'SHA-256 of the whole token''s text; there is no other copy.';
comment on column account.access_token.homes is 'Occupancies; it ends with each by itself.';
comment on table account.preference is 'How somebody wants to have things shown, on every device.';
comment on column account.session.seen is 'When it was used last, to ten minutes; NULL: not since it was opened.';
comment on column account.session.network_hash is 'SHA-256 of the account''s number and the network''s part of the address; never the address.';
