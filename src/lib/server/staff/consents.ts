import type { Medium } from '#lib/energy/medium.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';
import type { CaseResolution } from './cases.ts';
import { seconds } from './homes.ts';

export type ConsentAct = 'given' | 'withdrawn' | 'proposed' | 'confirmed' | 'declined';
export type ConsentPurpose = 'own_view' | 'display' | 'tv' | 'case';

/** What a holder decided, as consent staff and auditors see it. Times are UTC seconds. */
export interface ConsentRecord {
	readonly holder: string;
	readonly act: ConsentAct;
	readonly purpose: ConsentPurpose;
	/** Of the case, when it is about one. */
	readonly reference: string | null;
	readonly medium: Medium;
	readonly resolution: CaseResolution;
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
	readonly purpose: 'own_view' | 'case';
	/** null: of the own view. */
	readonly caseId: string | null;
	readonly media: readonly string[];
	readonly resolutions: readonly string[];
	readonly text: {
		readonly version: number;
		/** SHA-256 of the paper's text, hex. */
		readonly hash: string;
		readonly language: string;
	};
}

/** Types in a paper; it counts for nothing until that holder confirms it. */
export async function proposeConsent(
	{ pool, token }: Caller,
	{ home, holder, purpose, caseId, media, resolutions, text }: PaperConsent
): Promise<'proposed' | 'no_home' | 'not_offered'> {
	const [row] = await callAsStaff<{ it: 'proposed' | 'no_home' | 'not_offered' }>(
		pool,
		token,
		`select staff.propose($1::uuid, $2::uuid, $3, $4::uuid, $5::text[], $6::text[], $7::int, decode($8, 'hex'), $9)
			as it`,
		[home, holder, purpose, caseId, media, resolutions, text.version, text.hash, text.language]
	);
	return row?.it ?? 'no_home';
}

/** A consent somewhere that runs out, or was withdrawn, at `at` (UTC seconds). */
export interface ConsentChange {
	readonly home: string;
	readonly address: string;
	readonly apartment: string;
	readonly purpose: ConsentPurpose;
	readonly medium: Medium;
	readonly resolution: CaseResolution;
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
