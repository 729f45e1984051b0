-- What of a home the caller may read, medium by medium, and why not the rest: so that a page can say "not switched on" where
-- a policy shows nothing. Of another's home, as of none: no row.
grant create on schema rights to hemvy_resolver;
set local role hemvy_resolver;

-- is_hidden: somebody has hidden the hours; not by whom. may_choose: the caller's own choices count there at this moment.
-- For a program's token the media that it is for; NULL: a resolution that it is not for.
create function rights.readable_media(p_home uuid)
returns table (medium text, month boolean, day boolean, hour boolean, is_hidden boolean, may_choose boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	months constant int[] := rights.readable_series('month');
	days constant int[] := rights.readable_series('day');
	hours constant int[] := rights.readable_series('hour');
begin
	if current_setting('role') = 'hemvy_program' then
		return query
			select s.medium,
				case when 'month' = any (h.resolutions) then coalesce(s.id = any (rights.token_series('month')), false) end,
				case when 'day' = any (h.resolutions) then coalesce(s.id = any (rights.token_series('day')), false) end,
				case when 'hour' = any (h.resolutions) then coalesce(s.id = any (rights.token_series('hour')), false) end,
				h.decides and exists (select from rights.objectors(o.id)), h.decides
			from rights.token_homes() h
			join housing.occupancy o on o.id = h.occupancy_id
			join metering.series s on s.occupancy_id = o.id and s.medium = any (h.media)
			where o.public_id = p_home;
		return;
	end if;
	return query
		select s.medium, coalesce(s.id = any (months), false), coalesce(s.id = any (days), false),
			coalesce(s.id = any (hours), false), h.decides and exists (select from rights.objectors(o.id)),
			h.decides and not h.is_over and (select true from staff.estate e where e.occupancy_id = o.id limit 1) is null
		from rights.held_homes() h
		join housing.occupancy o on o.id = h.occupancy_id
		join metering.series s on s.occupancy_id = o.id
		where o.public_id = p_home;
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
