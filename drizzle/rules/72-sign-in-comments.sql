comment on table account.identity is 'Who a staff account is to the company''s provider (OpenID Connect); one an account.';
comment on table account.identity_offer is 'A staff account that whoever comes with its verified e-mail address is bound to, once.';
comment on column account.identity_offer.issuer is 'The provider''s address, as in account.identity.';
comment on column account.session.ends is 'When it is over however much it is used: of sessions by the company''s provider. NULL: never by itself.';
