import type { Medium } from '#lib/energy/medium.ts';
import type { ConsentText } from '#lib/privacy/consent-text.ts';
import type { Purpose, ShownResolution } from '#lib/privacy/purpose.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';
import { seconds } from './homes.ts';

export type ConsentAct = 'given' | 'withdrawn' | 'proposed' | 'confirmed' | 'declined';

/** What a holder decided, as consent staff and auditors see it. Times are UTC seconds. */
export interface ConsentRecord {
	readonly holder: string;
	readonly act: ConsentAct;
	readonly purpose: Purpose;
	/** Of the case, when it is about one. */
	readonly reference: string | null;
	readonly medium: Medium;
	readonly resolution: ShownResolution;
	readonly channel: 'portal' | 'paper' | 'display' | 'sample';
	readonly at: number;
	/** null: of an act that gives nothing. */
	readonly expires: number | null;
}

/** What was decided in a home, latest first. The database leaves a row in the home's log. @param home a UUID */
export function readConsents({ pool, token }: Caller, home: string): Promise<ConsentRecord[]> {
	return callAsStaff(
		pool,
		token,
		`select holder, act, purpose, reference, medium, resolution, channel, ${seconds('at')} as at,
				${seconds('expires')} as expires
			from staff.consents($1::uuid)`,
		[home]
	);
}

export interface Holder {
	readonly id: string;
	readonly name: string;
}

/** Who decides in a home. @param home a UUID */
export function readHolders({ pool, token }: Caller, home: string): Promise<Holder[]> {
	return callAsStaff(pool, token, 'select holder_id as id, holder as name from staff.holders($1::uuid)', [
		home
	]);
}

/** A consent that was given on paper. */
export interface PaperConsent {
	readonly home: string;
	readonly holder: string;
	/** null: of the own view. */
	readonly caseId: string | null;
	readonly media: readonly string[];
	/** What was signed: each with the text that stands for it. */
	readonly signed: readonly {
		readonly resolution: string;
		readonly text: Pick<ConsentText, 'version' | 'hash'>;
	}[];
	readonly language: string;
}

/** Types in a paper, all of it or nothing; it counts for nothing until that holder confirms it. */
export async function proposeConsent(
	{ pool, token }: Caller,
	{ home, holder, caseId, media, signed, language }: PaperConsent
): Promise<'proposed' | 'no_home' | 'not_offered'> {
	const rows = await callAsStaff<{ it: 'proposed' | 'no_home' | 'not_offered' }>(
		pool,
		token,
		`select staff.propose($1::uuid, $2::uuid, $3, $4::uuid, $5::text[], array[s.resolution], s.version,
				decode(s.hash, 'hex'), $9) as it
			from unnest($6::text[], $7::int[], $8::text[]) s (resolution, version, hash)`,
		[
			...[home, holder, caseId === null ? 'own_view' : 'case', caseId, media],
			...[
				signed.map(({ resolution }) => resolution),
				signed.map(({ text }) => text.version),
				signed.map(({ text }) => text.hash)
			],
			language
		]
	);
	return rows.find(({ it }) => it !== 'proposed')?.it ?? (rows.length > 0 ? 'proposed' : 'not_offered');
}

/** A consent somewhere that runs out, or was withdrawn, at `at` (UTC seconds). */
export interface ConsentChange {
	readonly home: string;
	readonly address: string;
	readonly apartment: string;
	readonly purpose: Purpose;
	readonly medium: Medium;
	readonly resolution: ShownResolution;
	readonly at: number;
}

const CHANGE = 'home_id as home, address, apartment, purpose, medium, resolution';

/** Consents that run out within `days`, the first first. */
export function readExpiring({ pool, token }: Caller, days: number): Promise<ConsentChange[]> {
	return callAsStaff(
		pool,
		token,
		`select ${CHANGE}, ${seconds('expires')} as at from staff.expiring(make_interval(days => $1::int)) limit 200`,
		[days]
	);
}

/** Consents withdrawn since an instant (UTC seconds), the latest first. */
export function readWithdrawals({ pool, token }: Caller, since: number): Promise<ConsentChange[]> {
	return callAsStaff(
		pool,
		token,
		`select ${CHANGE}, ${seconds('at')} as at from staff.withdrawals(to_timestamp($1::float8)) limit 200`,
		[since]
	);
}
