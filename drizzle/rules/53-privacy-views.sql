-- Who has looked at a home's readings, and what was taken out of it: roles, never names of employees (§3).
create view portal.access_log with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	l.public_id as access_id,
	l.at,
	l.role,
	l.purpose,
	m.called,
	l.media,
	l.resolution,
	lower(l.period) as from_day,
	upper(l.period) as to_day,
	l.kind
from housing.occupancy o
join audit.access l on l.occupancy_id = o.id
left join consent.mandate m on l.basis = 'mandate' and m.id = l.basis_id;

-- What one has decided, act by act; the present state is consent.choices().
create view portal.consents with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	r.public_id as record_id,
	r.act,
	r.purpose,
	r.medium,
	r.resolution,
	r.text_version,
	r.language,
	r.channel,
	r.at,
	r.expires
from housing.occupancy o
join consent.record r on r.occupancy_id = o.id;

-- Who may look into a home, or might. i_agree: whether the own agreement was given last; NULL: never asked.
create view portal.mandates with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	m.public_id as mandate_id,
	m.kind,
	m.called,
	m.media,
	m.resolutions,
	m.begins,
	m.ends,
	m.accepted,
	m.ended,
	(
		select a.act = 'approved' from consent.mandate_act a where a.mandate_id = m.id order by a.id desc limit 1
	) as i_agree,
	rights.mandate_is_live(m.id) as is_live
from housing.occupancy o
join consent.mandate m on m.occupancy_id = o.id;
