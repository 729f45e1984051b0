import type { Medium } from '#lib/energy/medium.ts';
import type { Home } from '#lib/energy/series.ts';
import type { OpenedResolution } from '../open-access.ts';
import { HOME_JSON, homeOf, type HomeRow } from '../read-homes.ts';
import type { Reader } from '../reader.ts';
import { readManyAsSession } from '#lib/server/db/session.ts';
import { MANDATES, type HomeMandate } from './home-mandates.ts';

/** One look at a home: when, by whom in what role, for what, at what. */
export interface Look {
	readonly id: string;
	/** UTC seconds. */
	readonly at: number;
	readonly role: string;
	readonly purpose: string;
	/** What the holders call who looked; null: no name is told. */
	readonly called: string | null;
	readonly media: readonly Medium[];
	/** null: no readings. */
	readonly resolution: OpenedResolution | null;
	/** First day, and the first that is not counted; null: no readings. */
	readonly from: string | null;
	readonly to: string | null;
	readonly kind: 'read' | 'download' | 'metadata' | 'export';
}

/** A case of staff that whoever asks has said yes to and that is open. Times are UTC seconds. */
export interface OpenCase {
	readonly id: string;
	readonly reference: string;
	readonly reason: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly OpenedResolution[];
	readonly closes: number;
	/** Whether everybody on the contract has said yes. */
	readonly complete: boolean;
}

/** What one decided about a case of staff, at one time. */
export interface CaseDecision {
	/** UTC seconds. */
	readonly at: number;
	readonly act: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly OpenedResolution[];
}

/** Who has looked, who may and who might once, of one home. */
export interface HomeLog {
	readonly home: Home;
	/** Newest first. */
	readonly looks: readonly Look[];
	/** The instant before which there are more, as `before` takes it; null: these are the last. */
	readonly older: string | null;
	readonly downloads: readonly Look[];
	readonly mandates: readonly HomeMandate[];
	readonly cases: readonly OpenCase[];
	readonly decisions: readonly CaseDecision[];
}

/** Looks a page. */
const MOST = 100;
const DOWNLOADS_MOST = 50;

const LOOK = `access_id as id, extract(epoch from at)::float8 as at, role, purpose, called, media, resolution,
	from_day as "from", to_day as "to", kind, at::text as mark`;
const LOOKS = `select ${LOOK} from portal.access_log
	where home_id = $1 and kind in ('read', 'metadata') and at < $2::timestamptz order by at desc, access_id limit ${MOST + 1}`;
const DOWNLOADS = `select ${LOOK} from portal.access_log
	where home_id = $1 and kind in ('download', 'export') order by at desc, access_id limit ${DOWNLOADS_MOST}`;
const CASES = `select request_id as id, reference, reason, media, resolutions,
		extract(epoch from closes)::float8 as closes, others_yes = others as complete
	from consent.requests($1::uuid) where answer in ('given', 'confirmed') order by closes`;
const DECISIONS = `select extract(epoch from at)::float8 as at, act, array_agg(distinct medium) as media,
		array_agg(distinct resolution) as resolutions
	from portal.consents where home_id = $1 and purpose = 'case' group by at, act order by at desc limit 50`;

/**
 * The log of a home of whoever asks; null where the home is not theirs or is none.
 * @param before only looks before this instant, as `older` gave it; null: from the newest
 */
export async function readHomeLog(
	{ pool, token }: Reader,
	home: string,
	before: string | null
): Promise<HomeLog | null> {
	const parameters = [home];
	const [homes = [], looks = [], downloads = [], mandates = [], cases = [], decisions = []] =
		await readManyAsSession(pool, token, [
			{ text: `select ${HOME_JSON} as home from portal.homes h where h.home_id = $1`, parameters },
			{ text: LOOKS, parameters: [home, before ?? 'infinity'] },
			{ text: DOWNLOADS, parameters },
			{ text: MANDATES, parameters },
			{ text: CASES, parameters },
			{ text: DECISIONS, parameters }
		]);
	const [found] = homes as { home: HomeRow }[];
	if (found === undefined) return null;
	const rows = looks as (Look & { mark: string })[];
	return {
		home: homeOf(found.home),
		looks: rows.slice(0, MOST),
		older: rows.length > MOST ? (rows[MOST - 1]?.mark ?? null) : null,
		downloads: downloads as Look[],
		mandates: mandates as HomeMandate[],
		cases: cases as OpenCase[],
		decisions: decisions as CaseDecision[]
	};
}
