comment on table node.staff_use is 'What staff have done with displays; appended only.';
comment on column node.staff_use.outcome is 'What came of it, in the word of the function.';
comment on column account.account.company_id is 'Whose staff. NULL: a tenant, or staff of no company, who have no right.';
