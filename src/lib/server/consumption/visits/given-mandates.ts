import type { Medium } from '#lib/energy/medium.ts';
import type { Basis, OpenedResolution } from '../open-access.ts';
import type { Reader } from '../reader.ts';
import type { Visit } from '../visit.ts';
import { callAsSession, readAsSession } from '#lib/server/db/session.ts';
import type { MandateKind } from './home-mandates.ts';

/** A home that somebody has been let into: by a mandate, or because they act for the estate of who lived there. */
export interface GivenMandate {
	/** Of the mandate; of an estate the home's. */
	readonly id: string;
	readonly kind: MandateKind | 'estate';
	/** Public id of the home. */
	readonly home: string;
	readonly address: string;
	readonly apartment: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly OpenedResolution[];
	/** UTC seconds; null: as long as the months are kept. */
	readonly ends: number | null;
	/** Whether it opens anything at this moment. */
	readonly live: boolean;
}

const GIVEN = `select mandate_id as id, kind, home_id as home, address, apartment, media, resolutions,
		extract(epoch from ends)::float8 as ends, is_live as live
	from consent.mandates_given()
	union all
	select home_id, 'estate', home_id, address, apartment, media, '{month}', null, cardinality(media) > 0
	from consent.estates_given()
	order by live desc, address, apartment, id`;

/** The homes that whoever presents the token has been let into, those open at this moment first. */
export function readGivenMandates({ pool, token }: Pick<Reader, 'pool' | 'token'>): Promise<GivenMandate[]> {
	return readAsSession<GivenMandate>(pool, token, GIVEN);
}

/** Where the pages of a given home are. */
export const sharedAddress = (mandate: string): string => `/shared/${mandate}/usage`;

/** A mandate as a look into that home; null when there is none of this id, or it opens nothing at this moment. */
export async function readVisit(
	reader: Pick<Reader, 'pool' | 'token'>,
	mandate: string
): Promise<{ readonly visit: Visit; readonly given: GivenMandate } | null> {
	const given = (await readGivenMandates(reader)).find(({ id, live }) => id === mandate && live);
	if (given === undefined) return null;
	const at = (resolution: OpenedResolution) => (given.resolutions.includes(resolution) ? given.media : []);
	const basis: Basis = given.kind === 'estate' ? { kind: 'estate' } : { kind: 'mandate', id: given.id };
	const visit = {
		...{ home: given.home, basis },
		scope: { month: at('month'), day: at('day'), hour: at('hour') },
		base: sharedAddress(given.id)
	};
	return { visit, given };
}

/** `no_code`: wrong, over, taken up already or one's own home's: all alike. */
export type AcceptAnswer =
	| { readonly kind: 'accepted'; readonly mandate: string }
	/** Into a home that is sublet. */
	| { readonly kind: 'moved_in' }
	| { readonly kind: 'no_code' }
	| { readonly kind: 'too_many'; readonly retryAfterS: number };

interface AcceptRow {
	outcome: AcceptAnswer['kind'];
	mandate_id: string | null;
	retry_after_s: number | null;
}

/** Takes up an invitation for whoever presents the token. @param codeHash SHA-256 of link and code, hex */
export async function acceptMandate({ pool, token }: Reader, codeHash: string): Promise<AcceptAnswer> {
	const text = `select outcome, mandate_id, retry_after_s from consent.accept(decode($1, 'hex'))`;
	const [row] = await callAsSession<AcceptRow>(pool, token, text, [codeHash]);
	if (row?.outcome === 'accepted' && row.mandate_id !== null) {
		return { kind: 'accepted', mandate: row.mandate_id };
	}
	if (row?.outcome === 'moved_in') return { kind: 'moved_in' };
	if (row?.outcome === 'too_many')
		return { kind: 'too_many', retryAfterS: Math.max(1, row.retry_after_s ?? 1) };
	return { kind: 'no_code' };
}
