/*
 * The floor: what answering the same bytes costs with nothing around it. A bare Node HTTP server, one query of packed
 * rows by known keys as a superuser (no row security, no session, no views), and the same pure unpacking.
 */
import { createServer } from 'node:http';
import postgres from 'postgres';
import { isMedium, isResolution, MEDIUM_FACTS } from '#lib/energy/medium.ts';
import { intervalsOf, sourcesOf } from '#lib/server/consumption/intervals.ts';
import { cellsOf, type MeterRow, type PackRow } from '#lib/server/consumption/packed.ts';
import { coarsen, placePoints, scaleOf, sumMeters, totalOf } from '#lib/server/consumption/points.ts';
import { seriesJson } from '#lib/server/consumption/series-json.ts';

const url = process.env['FLOOR_DATABASE_URL'] ?? '';
const home = process.env['FLOOR_HOME'] ?? '';
// The same settings that ours has: plans made once a connection, nothing compiled.
const sql = postgres(url, {
	max: 10,
	connection: { TimeZone: 'UTC', jit: false, plan_cache_mode: 'force_generic_plan' }
});
const ZONE = 'Europe/Stockholm';

const [keys] = await sql<{ apartment: number; series: Record<string, number>; from: number }[]>`
	select o.apartment_id as apartment, extract(epoch from lower(o.during))::float8 as from,
		(select json_object_agg(s.medium, s.id) from metering.series s where s.occupancy_id = o.id) as series
	from housing.occupancy o where o.public_id = ${home}`;
if (!keys) throw new Error('The floor has no home');
const meters = (
	await sql<{ id: number; uuid: string; medium: string; installed: number }[]>`
		select id, public_id as uuid, medium, extract(epoch from installed)::float8 as installed
		from metering.meter where apartment_id = ${keys.apartment} order by public_id`
).map((row) => ({ ...row, row: [row.uuid, row.medium, -3, row.installed, null] as unknown as MeterRow }));

const QUERY = {
	hours: ['hour_pack', 'day'],
	days: ['day_pack', 'month'],
	months: ['month_pack', 'year']
} as const;

async function packs(
	table: keyof typeof QUERY,
	medium: string,
	from: string,
	to: string
): Promise<PackRow[]> {
	const [name, period] = QUERY[table];
	const [row] = await sql<{ packs: string | null }[]>`
		select json_agg(json_build_array(p.meter_id, p.${sql(period)}, p.first, p.packed, p.steps, p.flags, p.lows, p.highs)
			order by p.${sql(period)})::text as packs
		from metering.${sql(name)} p where p.apartment_id = ${keys?.apartment ?? 0} and p.series_id = ${keys?.series[medium] ?? 0}
			and p.${sql(period)} >= ${from}::date and p.${sql(period)} < ${to}::date`;
	const uuids = new Map(meters.map((meter) => [meter.id, meter.uuid]));
	const rows = JSON.parse(row?.packs ?? '[]') as [number, ...unknown[]][];
	return rows.map(([id, ...rest]) => [uuids.get(id) ?? '', ...rest] as unknown as PackRow);
}

async function answer(query: URLSearchParams): Promise<string> {
	const [medium = '', resolution = '', from = '', to = ''] = ['medium', 'resolution', 'from', 'to'].map(
		(name) => query.get(name) ?? ''
	);
	if (!isMedium(medium) || !isResolution(resolution)) throw new Error('The floor was asked something else');
	const table = resolution === 'hour' ? 'hours' : resolution === 'day' ? 'days' : 'months';
	const rows = await packs(table, medium, from, to);
	// The present as 1970: the bench's data end before it, so nothing is counted from today's hours.
	const sources = sourcesOf(resolution, { from, to }, 0);
	const packed = {
		home: [ZONE, keys?.from ?? 0, null] as const,
		meters: meters.map(({ row }) => row),
		hours: [],
		days: [],
		months: [],
		[table]: rows
	};
	const now = Date.now() / 1000;
	const bounds = { span: { from, to }, timeZone: ZONE, from: keys?.from ?? 0, to: null, now };
	const grid = intervalsOf(sources.grid, bounds);
	const { kind, unit } = MEDIUM_FACTS[medium];
	const series = cellsOf(packed, medium, { sources, since: grid[0]?.start ?? 0, now });
	const scale = scaleOf(series);
	let points = placePoints(sumMeters(series, kind), grid);
	const total = totalOf(points, kind, scale);
	if (resolution === 'year') points = coarsen(points, intervalsOf('year', bounds), kind, scale);
	return seriesJson(home, { medium, unit, resolution, timeZone: ZONE, points, total });
}

createServer((request, response) => {
	const query = new URL(request.url ?? '/', 'http://floor').searchParams;
	answer(query).then(
		(text) => {
			response.writeHead(200, {
				'content-type': 'application/json',
				'content-length': Buffer.byteLength(text)
			});
			response.end(text);
		},
		(error: unknown) => {
			response.writeHead(500).end(String(error));
		}
	);
}).listen(Number(process.env['PORT']), '127.0.0.1', () => process.send?.('ready'));
