comment on table consent.erasure_act is 'Who has asked for a home''s hours and days to be taken away, and when that was done. Only added to.';
comment on column consent.erasure_act.person_id is 'NULL: the job, when it has carried it out.';
comment on column consent.erasure_act.hours is 'Civil days of one meter whose hours went.';
comment on table consent.keeping is 'For how long a home''s hours are kept, as was chosen there. Only added to; the latest counts.';
comment on column consent.keeping.expires is 'At most 12 months after at; NULL of what is usual.';
