import { randomUUID } from 'node:crypto';
import type { Medium } from '#lib/energy/medium.ts';
import { callAsSession, callAsStaff, type Statement } from '#lib/server/db/session.ts';
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

const OPEN = `select outcome from rights.open_access($1::uuid, $2, $3::uuid, $4::text[], $5, $6::date, $7::date, $8, $9::uuid)`;

/**
 * What opens another's home, once: drawn here, and worth nothing until the database has written the row of the log
 * under it. The first to read with it does both in one trip (readRows).
 */
export class Ticket {
	/** What the database is shown: a random UUID. */
	readonly id = randomUUID();
	/** As whom it is opened. */
	readonly role: 'hemvy_tenant' | 'hemvy_staff';
	/** The call that opens. */
	readonly opening: Statement;
	/** Over when the opening is; undefined: nobody has begun. */
	opened: Promise<unknown> | undefined;

	constructor({ home, basis, media, resolution, span, as = 'read' }: Opening) {
		const id = 'id' in basis ? basis.id : null;
		this.role = isPersons(basis) ? 'hemvy_tenant' : 'hemvy_staff';
		this.opening = {
			text: OPEN,
			parameters: [home, basis.kind, id, media, resolution, span.from, span.to, as, this.id]
		};
	}
}
