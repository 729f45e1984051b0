import { isMedium, MEDIA, type Medium } from '#lib/energy/medium.ts';
import type { ErasureLine, ErasureState } from '#lib/privacy/erasure.ts';
import type { Pool } from '../db/connection.ts';
import { callAsSession, readManyAsSession } from '../db/session.ts';

/** What an erasure of a home would take and leave, and how far one has come. */
export interface HomeErasure {
	readonly timeZone: string;
	readonly state: ErasureState;
	readonly lines: readonly ErasureLine<Medium>[];
}

const seconds = (column: string) => `extract(epoch from ${column})::float8`;
const HOME = 'select time_zone as "timeZone" from portal.homes where home_id = $1::uuid';
const STATE = `select is_asked as "isAsked", asked, deciders, ${seconds('due')} as due,
	${seconds('carried_out')} as "carriedOut", is_over as "isOver" from consent.erasure_state($1::uuid)`;
const LINES = `select kind, medium, reason, first_day as first, last_day as last, amount from consent.erasure_preview($1::uuid)`;
const KINDS: readonly ErasureLine<Medium>['kind'][] = ['hours', 'days', 'months', 'consents', 'log'];

/** Of a home in which whoever presents the token decides or has decided; null: of any other, and of none. */
export async function readErasure(pool: Pool, token: string, home: string): Promise<HomeErasure | null> {
	const [homes = [], states = [], lines = []] = await readManyAsSession(
		pool,
		token,
		[HOME, STATE, LINES].map((text) => ({ text, parameters: [home] }))
	);
	const [found] = homes as { timeZone: string }[];
	const [state] = states as ErasureState[];
	if (found === undefined || state === undefined) return null;
	const order = ({ kind, medium }: ErasureLine<Medium>) =>
		KINDS.indexOf(kind) * 10 + (medium === null ? 0 : MEDIA.indexOf(medium));
	const known = (lines as ErasureLine<Medium>[]).filter(({ medium }) => medium === null || isMedium(medium));
	return { ...found, state, lines: known.sort((a, b) => order(a) - order(b)) };
}

/** `not_offered`: it has been asked for, or taken back, already. */
export type ErasureAnswer = 'done' | 'no_home' | 'not_offered';

/** Asks for the home's hours and days to be erased, or takes that back. */
export async function askErasure(
	pool: Pool,
	token: string,
	{ home, isAsked }: { readonly home: string; readonly isAsked: boolean }
): Promise<ErasureAnswer> {
	const [row] = await callAsSession<{ answer: ErasureAnswer }>(
		pool,
		token,
		'select consent.ask_erasure($1::uuid, $2::boolean) as answer',
		[home, isAsked]
	);
	return row?.answer ?? 'no_home';
}
