-- What the screens of a home may show finer than months: decided here, asked by each display with its own key. Bound to
-- the tenancy as the key is; a display learns media and resolutions, and nobody's name [Wall display, TV].
grant create on schema rights to hemvy_resolver;
set local role hemvy_resolver;

-- The media that a home's 'display' or 'tv' may show at a resolution ('day', 'hour'), and until when by the clock alone.
-- Somebody who decides there has switched it on and nobody off since, at most 12 months ago; a TV never shows hours; hours
-- are not shown where somebody has hidden them, and nothing of a home that is closed to screens (§4 Protected identity,
-- Death).
create function rights.shown_media(p_occupancy int, p_purpose text, p_resolution text)
returns table (medium text, ends timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	if (p_purpose in ('display', 'tv') and p_resolution in ('day', 'hour')) is not true
		or p_purpose = 'tv' and p_resolution = 'hour'
		or rights.is_closed(p_occupancy)
		or p_resolution = 'hour' and exists (select from rights.objectors(p_occupancy))
	then
		return;
	end if;
	return query
		select c.medium, max(c.expires)
		from rights.live_consents() c
		join rights.deciders(p_occupancy) d on d.person_id = c.person_id
		where c.occupancy_id = p_occupancy and c.purpose = p_purpose and c.resolution = p_resolution
		group by c.medium
		order by c.medium;
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
grant create on schema node to hemvy_warden;
set local role hemvy_warden;

-- What the display with this key may show finer than months, and when that ends by the clock alone (seconds since 1970): each
-- medium with its consent, everything with the tenancy. No row for a key that is unknown, wrong or revoked, or whose tenancy
-- is over: all alike. Asked by every display several times a minute, so it writes nothing.
create function node.shown_to(p_key_id text, p_secret_hash bytea)
returns table (
	day text[], hour text[], day_ends double precision[], hour_ends double precision[], home_ends double precision
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select coalesce(d.media, '{}'), coalesce(h.media, '{}'), coalesce(d.ends, '{}'), coalesce(h.ends, '{}'),
			(case when isfinite(upper(o.during)) then extract(epoch from upper(o.during)) end)::float8
		from node.home_node n
		join housing.occupancy o on o.id = n.occupancy_id
		cross join lateral (
			select array_agg(s.medium) as media, array_agg(extract(epoch from s.ends)::float8) as ends
			from rights.shown_media(o.id, 'display', 'day') s
		) d
		cross join lateral (
			select array_agg(s.medium) as media, array_agg(extract(epoch from s.ends)::float8) as ends
			from rights.shown_media(o.id, 'display', 'hour') s
		) h
		where n.key_id = p_key_id and n.secret_hash = p_secret_hash and n.revoked is null
			and node.goes_on(n.occupancy_id);
end
$$;

reset role;
revoke create on schema node from hemvy_warden;
