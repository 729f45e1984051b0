import type { Medium } from '#lib/energy/medium.ts';
import type { Home } from '#lib/energy/series.ts';
import { callAsSession, readManyAsSession } from '#lib/server/db/session.ts';
import type { OpenedResolution } from '../open-access.ts';
import { HOME_JSON, homeOf, type HomeRow } from '../read-homes.ts';
import type { Reader } from '../reader.ts';

export type MandateKind = 'delegate' | 'guardian' | 'care';

/** Somebody who may look into a home, or might, or could once: as its holders see it. Times are UTC seconds. */
export interface HomeMandate {
	readonly id: string;
	readonly kind: MandateKind;
	/** What the holders call them. */
	readonly called: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly OpenedResolution[];
	readonly begins: number;
	readonly ends: number;
	/** null: the invitation has not been taken up. */
	readonly accepted: number | null;
	/** null: nobody has ended it. */
	readonly ended: number | null;
	/** Whether whoever asks has agreed to it. */
	readonly agreed: boolean;
	/** Whether it opens anything at this moment. */
	readonly live: boolean;
}

const HOME = `select ${HOME_JSON} as home from portal.homes h where h.home_id = $1`;
/** The columns of portal.mandates that a HomeMandate is made of, newest first. */
export const MANDATES = `select mandate_id as id, kind, called, media, resolutions,
		extract(epoch from begins)::float8 as begins, extract(epoch from ends)::float8 as ends,
		extract(epoch from accepted)::float8 as accepted, extract(epoch from ended)::float8 as ended,
		coalesce(i_agree, false) as agreed, is_live as live
	from portal.mandates where home_id = $1 order by begins desc, mandate_id`;

/** A home of whoever asks with everybody invited to look into it; null where the home is not theirs or is none. */
export async function readHomeMandates(
	{ pool, token }: Reader,
	home: string
): Promise<{ readonly home: Home; readonly mandates: readonly HomeMandate[] } | null> {
	const [homes = [], mandates = []] = await readManyAsSession(pool, token, [
		{ text: HOME, parameters: [home] },
		{ text: MANDATES, parameters: [home] }
	]);
	const [found] = homes as { home: HomeRow }[];
	return found === undefined ? null : { home: homeOf(found.home), mandates: mandates as HomeMandate[] };
}

/** An invitation to a home. */
export interface Invited {
	readonly home: string;
	readonly kind: 'delegate' | 'care';
	readonly called: string;
	/** SHA-256, hex. */
	readonly codeHash: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly OpenedResolution[];
	/** UTC seconds; cut at twelve months from now. */
	readonly ends: number;
}

/** `not_offered`: not in this home, too many already, or not so much for this kind. */
export type InviteOutcome = 'invited' | 'no_home' | 'not_offered';

const INVITE = `select outcome from consent.invite($1::uuid, $2, $3, decode($4, 'hex'), $5::text[], $6::text[],
	least(to_timestamp($7::float8), statement_timestamp() + interval '12 months'))`;

/** Invites somebody on behalf of whoever presents the token, who thereby agrees. */
export async function invite({ pool, token }: Reader, it: Invited): Promise<InviteOutcome> {
	const values = [it.home, it.kind, it.called, it.codeHash, it.media, it.resolutions, it.ends];
	const [row] = await callAsSession<{ outcome: InviteOutcome }>(pool, token, INVITE, values);
	return row?.outcome ?? 'no_home';
}

/** Agrees to a mandate of a home of one's own; false: there is none of this id to agree to. */
export async function approveMandate({ pool, token }: Reader, mandate: string): Promise<boolean> {
	return done(await callAsSession(pool, token, 'select consent.approve($1::uuid) as outcome', [mandate]));
}

/** Ends a mandate of a home of one's own, or gives one's own up; false: there is none of this id to end. */
export async function endMandate({ pool, token }: Reader, mandate: string): Promise<boolean> {
	return done(await callAsSession(pool, token, 'select consent.end_mandate($1::uuid) as outcome', [mandate]));
}

const done = ([row]: { outcome: string }[]): boolean => row?.outcome === 'done';
