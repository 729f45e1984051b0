import type { Medium } from '#lib/energy/medium.ts';
import { callAsSession, callAsStaff } from '#lib/server/db/session.ts';
import type { DaySpan } from './intervals.ts';
import type { Reader } from './reader.ts';

/** What another's home is opened at: each is a right of its own. */
export type OpenedResolution = 'month' | 'day' | 'hour';

/** By what right: a mandate and an estate are a person's, the others a member of staff's. Ids are public ones. */
export type Basis =
	| { readonly kind: 'mandate' | 'case' | 'case_billing' | 'invoice'; readonly id: string }
	| { readonly kind: 'estate' };

export interface Opening {
	/** Public id of the home. */
	readonly home: string;
	readonly basis: Basis;
	readonly media: readonly Medium[];
	readonly resolution: OpenedResolution;
	/** Widened by the database: days to months, months to years. 3,700 days at most. */
	readonly span: DaySpan;
	readonly as?: 'read' | 'download';
}

/** A right to be asked about: as an opening, for no particular days. */
export type Standing = Omit<Opening, 'span' | 'as'>;

const HOLDS = 'select rights.still_holds($1::uuid, $2, $3::uuid, $4::text[], $5) as holds';

/** Whether an opening would be granted at this moment. Opens nothing and leaves no row: for pages that are open already. */
export async function stillHolds(
	{ pool, token }: Pick<Reader, 'pool' | 'token'>,
	{ home, basis, media, resolution }: Standing
): Promise<boolean> {
	const id = 'id' in basis ? basis.id : null;
	const call = isPersons(basis) ? callAsSession : callAsStaff;
	const [row] = await call<{ holds: boolean }>(pool, token, HOLDS, [home, basis.kind, id, media, resolution]);
	return row?.holds ?? false;
}

const isPersons = ({ kind }: Basis): boolean => kind === 'mandate' || kind === 'estate';

const OPEN = `select ticket, outcome from rights.open_access($1::uuid, $2, $3::uuid, $4::text[], $5, $6::date, $7::date, $8)`;

interface Row {
	ticket: string | null;
	outcome: 'opened' | 'refused';
}

/**
 * Asks to read another's home and leaves the row in its log, committed when this returns: only then is the ticket worth
 * anything, in the same session and for half a minute. Read with `{ ...reader, ticket }`.
 * @returns null when refused, whatever the reason
 */
export async function openAccess({ pool, token }: Reader, opening: Opening): Promise<string | null> {
	const { home, basis, media, resolution, span, as = 'read' } = opening;
	const id = 'id' in basis ? basis.id : null;
	const call = isPersons(basis) ? callAsSession : callAsStaff;
	const values = [home, basis.kind, id, media, resolution, span.from, span.to, as];
	const [row] = await call<Row>(pool, token, OPEN, values);
	return row?.outcome === 'opened' ? row.ticket : null;
}
