import { isMedium, MEDIA, type Medium } from '#lib/energy/medium.ts';
import type { Asked, Choice, Paper, PastAct } from '#lib/privacy/choice.ts';
import type { ChosenPurpose, ChosenResolution } from '#lib/privacy/purpose.ts';
import type { Pool } from '../db/connection.ts';
import { readManyAsSession } from '../db/session.ts';

/** What one has decided about a home, and is asked. */
export interface HomeChoices {
	readonly timeZone: string;
	/** UTC seconds; null: the home goes on. */
	readonly to: number | null;
	/** What is measured in the home. */
	readonly media: readonly Medium[];
	/** Empty: nothing to choose any more, or others decide there. */
	readonly choices: readonly Choice<Medium>[];
	/** Somebody has hidden the home's hours; nobody is told who. */
	readonly hoursHidden: boolean;
	/** One has hidden them oneself. */
	readonly hiddenByMe: boolean;
	readonly asked: readonly Asked<Medium>[];
	readonly papers: readonly Paper<Medium>[];
	/** Latest first. */
	readonly past: readonly PastAct<Medium>[];
}

const PAST_MOST = 200;
const seconds = (column: string) => `extract(epoch from ${column})::float8`;

const HOME = `select time_zone, ${seconds('to_at')} as "to", media from portal.homes where home_id = $1::uuid`;
const CHOICES = `select purpose, medium, resolution, is_on, ${seconds('expires')} as expires, hours_hidden, hidden_by_me,
	is_offered from consent.choices($1::uuid)`;
const ASKED = `select request_id as id, reference, reason, media, resolutions, ${seconds('asked')} as asked,
	${seconds('closes')} as closes,
	case when answer in ('given', 'confirmed') then 'yes' when answer is not null then 'no' end as answer,
	others_yes as "othersYes", others from consent.requests($1::uuid)`;
const ACTS = `select record_id as id, act, purpose, medium, resolution, channel, ${seconds('at')} as at,
	${seconds('expires')} as expires from portal.consents where home_id = $1::uuid order by at desc, act limit ${PAST_MOST}`;
const PAPERS = `select record_id as id, purpose, reference, medium, resolution, ${seconds('at')} as at from consent.papers($1::uuid)`;

interface HomeRow {
	time_zone: string;
	to: number | null;
	media: string[];
}
interface ChoiceRow {
	purpose: ChosenPurpose;
	medium: Medium;
	resolution: ChosenResolution;
	is_on: boolean;
	expires: number | null;
	hours_hidden: boolean;
	hidden_by_me: boolean;
	is_offered: boolean;
}

/** What whoever presents the token has chosen in a home; null where the home is not theirs or is none. One round trip. */
export async function readChoices(pool: Pool, token: string, home: string): Promise<HomeChoices | null> {
	const [homes = [], choices = [], asked = [], papers = [], acts = []] = await readManyAsSession(
		pool,
		token,
		[HOME, CHOICES, ASKED, PAPERS, ACTS].map((text) => ({ text, parameters: [home] }))
	);
	const [found] = homes as HomeRow[];
	if (found === undefined) return null;
	const rows = (choices as ChoiceRow[]).sort((a, b) => MEDIA.indexOf(a.medium) - MEDIA.indexOf(b.medium));
	return {
		timeZone: found.time_zone,
		to: found.to,
		media: MEDIA.filter((medium) => found.media.includes(medium)),
		choices: rows.map(({ is_on: isOn, is_offered: isOffered, purpose, medium, resolution, expires }) => ({
			purpose,
			medium,
			resolution,
			isOn,
			isOffered,
			expires
		})),
		hoursHidden: rows.some((row) => row.hours_hidden),
		hiddenByMe: rows.some((row) => row.hidden_by_me),
		asked: (asked as Asked<Medium>[]).map((each) => ({ ...each, media: each.media.filter(isMedium) })),
		papers: papers as Paper<Medium>[],
		past: (acts as (PastAct<Medium> | { act: 'proposed' })[]).filter((each) => each.act !== 'proposed')
	};
}
