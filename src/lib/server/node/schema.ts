/** The store's tables, a step for each version (`pragma user_version`). Times: UTC seconds. */
export const SCHEMA: readonly string[] = [
	`
	-- What has ever been heard: one row for each quantity of each part of a device, with its latest value.
	create table series(
		id integer primary key,
		device text not null, channel text not null, quantity text not null,
		kind text not null, unit text,
		at integer not null, value real not null, received integer not null, quality text not null,
		unique(device, channel, quantity)
	);
	-- Every reading, 48 h. A state is 0 or 1. The same sample twice is one row.
	create table reading(
		series_id integer not null references series(id) on delete cascade,
		at integer not null, value real not null, received integer not null,
		primary key(series_id, at, value)
	) without rowid;
	-- Hourly values in smallest units: of counters the register at \`at\`, of gauges the mean of the hour from \`at\`.
	-- A new revision is delivered anew.
	create table hour(
		series_id integer not null references series(id) on delete cascade,
		at integer not null, value integer not null, quality text not null,
		revision integer not null default 0,
		state text not null default 'pending' check (state in ('pending', 'stored', 'refused')),
		primary key(series_id, at)
	) without rowid;
	create index hour_pending on hour(at, series_id) where state = 'pending';
	create table event(
		id integer primary key,
		at integer not null, kind text not null, subject text not null, detail text not null,
		unique(kind, subject, at)
	);
	create index event_at on event(at);
	-- What was said at commissioning.
	create table setup(
		device text not null, channel text not null, quantity text not null,
		name text not null, medium text, room text, serial text, expected_s integer, hidden integer not null,
		primary key(device, channel, quantity)
	) without rowid;
	create table setting(key text primary key, value text not null) without rowid;
	`,
	`
	-- What a counter has shown of each civil day of the home's zone, from its hours, in smallest units: 400 days.
	create table day(
		series_id integer not null references series(id) on delete cascade,
		day text not null, used integer not null,
		since integer not null, until integer not null, whole integer not null,
		primary key(series_id, day)
	) without rowid;
	`,
	`
	-- The earliest late reading whose hours have not been formed anew: what a kill in between would forget.
	alter table series add column late_from integer;
	`
];
