import { isMedium, MEDIA, type Medium } from '#lib/energy/medium.ts';
import type { Home } from '#lib/energy/series.ts';
import { readAsSession } from '#lib/server/db/session.ts';
import type { Reader } from './reader.ts';

/** What portal.homes says of a home. */
export interface HomeRow {
	id: string;
	address: string;
	apartment: string;
	company: string;
	time_zone: string;
	from: number;
	to: number | null;
	media: string[];
}

/** The columns of portal.homes h that a HomeRow is made of, as one JSON object. */
export const HOME_JSON = `json_build_object('id', h.home_id, 'address', h.address, 'apartment', h.apartment,
	'company', h.company, 'time_zone', h.time_zone, 'from', extract(epoch from h.from_at)::float8,
	'to', extract(epoch from h.to_at)::float8, 'media', h.media)`;

const HOMES = `select json_agg(${HOME_JSON} order by h.from_at > statement_timestamp(), h.from_at desc, h.home_id)::text as homes from portal.homes h`;

/** A home as its tenant sees it; media in the order of the product, unknown ones left out. */
export function homeOf({ time_zone: timeZone, media, ...row }: HomeRow): Home {
	const order = (medium: Medium) => MEDIA.indexOf(medium);
	const known = media.filter(isMedium).sort((a, b) => order(a) - order(b));
	return { ...row, timeZone, media: known };
}

/** The homes that whoever presents the token holds or has held, newest first, those that have not begun last; none for a token worth nothing. */
export async function readHomes({ pool, token }: Pick<Reader, 'pool' | 'token'>): Promise<Home[]> {
	const [row] = await readAsSession<{ homes: string | null }>(pool, token, HOMES);
	const rows = JSON.parse(row?.homes ?? '[]') as HomeRow[];
	return rows.map(homeOf);
}
