import type { Medium } from '#lib/energy/medium.ts';
import { SHOWN_RESOLUTIONS, type Reason, type ShownResolution } from '#lib/privacy/purpose.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';
import { inOrder, seconds } from './homes.ts';

/** Most days that a case is open. */
export const CASE_DAYS_MOST = 30;

/** An open case, and what all holders have consented to at this moment. Times are UTC seconds. */
export interface SupportCase {
	readonly id: string;
	readonly reference: string;
	readonly reason: Reason;
	readonly home: string;
	readonly address: string;
	readonly apartment: string;
	readonly opened: number;
	readonly closes: number;
	readonly readable: Readonly<Record<ShownResolution, readonly Medium[]>>;
	/** The tenants have been asked for something. */
	readonly isAsked: boolean;
}

interface CaseRow extends Omit<SupportCase, 'readable'> {
	month: string[] | null;
	day: string[] | null;
	hour: string[] | null;
}

/** The open cases of the companies that the caller handles cases for, the first to close first. */
export async function readCases({ pool, token }: Caller): Promise<SupportCase[]> {
	const rows = await callAsStaff<CaseRow>(
		pool,
		token,
		`select case_id as id, reference, reason, home_id as home, address, apartment, ${seconds('opened')} as opened,
				${seconds('closes')} as closes, month_media as month, day_media as day, hour_media as hour, asked as "isAsked"
			from staff.cases()`
	);
	return rows.map(({ month, day, hour, ...row }) => ({
		...row,
		readable: { month: inOrder(month), day: inOrder(day), hour: inOrder(hour) }
	}));
}

/** One of them; null when it is closed, another's or none. */
export async function readCase(caller: Caller, id: string): Promise<SupportCase | null> {
	return (await readCases(caller)).find((each) => each.id === id) ?? null;
}

export type OpenCaseAnswer =
	{ readonly kind: 'opened'; readonly id: string } | { readonly kind: 'no_home' | 'not_offered' };

/** What a case is opened with. */
export interface CasePlan {
	/** A UUID. */
	readonly home: string;
	readonly reference: string;
	readonly reason: string;
	/** 1 to CASE_DAYS_MOST. */
	readonly days: number;
}

/** Opens a case: of a case handler, or of billing staff. `not_offered`: a reference, reason or length that is none. */
export async function openCase(
	{ pool, token }: Caller,
	{ home, reference, reason, days }: CasePlan,
	kind: 'support' | 'billing' = 'support'
): Promise<OpenCaseAnswer> {
	const [row] = await callAsStaff<{ outcome: string; case_id: string | null }>(
		pool,
		token,
		`select * from staff.${kind === 'billing' ? 'open_billing_case' : 'open_case'}($1::uuid, $2, $3, $4::int)`,
		[home, reference, reason, days]
	);
	if (row?.outcome === 'opened' && row.case_id !== null) return { kind: 'opened', id: row.case_id };
	return { kind: row?.outcome === 'not_offered' ? 'not_offered' : 'no_home' };
}

/** Closes a case of either kind; false when there was none to close. */
export async function closeCase({ pool, token }: Caller, id: string): Promise<boolean> {
	const [row] = await callAsStaff<{ done: boolean }>(
		pool,
		token,
		'select staff.close_case($1::uuid) as done',
		[id]
	);
	return row?.done === true;
}

/** What is asked of a home for a case. */
export interface OpenCase extends Pick<SupportCase, 'id' | 'reference' | 'reason' | 'closes'> {
	/** null: nothing yet. */
	readonly asked: {
		readonly media: readonly Medium[];
		readonly resolutions: readonly ShownResolution[];
	} | null;
}

/** The open cases of a home, with what the tenants are asked for. @param home a UUID */
export async function readOpenCases({ pool, token }: Caller, home: string): Promise<OpenCase[]> {
	const rows = await callAsStaff<
		Omit<OpenCase, 'asked'> & { asked_media: string[] | null; asked_resolutions: string[] | null }
	>(
		pool,
		token,
		`select case_id as id, reference, reason, ${seconds('closes')} as closes, asked_media, asked_resolutions
			from staff.open_cases($1::uuid)`,
		[home]
	);
	return rows.map(({ asked_media: media, asked_resolutions: resolutions, ...row }) => ({
		...row,
		asked:
			media === null
				? null
				: {
						media: inOrder(media),
						resolutions: SHOWN_RESOLUTIONS.filter((each) => resolutions?.includes(each))
					}
	}));
}

/** Asks the tenants to let a case read; replaces what was asked before. `not_offered`: no such media or resolutions. */
export async function askConsent(
	{ pool, token }: Caller,
	id: string,
	{ media, resolutions }: { readonly media: readonly string[]; readonly resolutions: readonly string[] }
): Promise<'asked' | 'no_case' | 'not_offered'> {
	const [row] = await callAsStaff<{ it: 'asked' | 'no_case' | 'not_offered' }>(
		pool,
		token,
		'select staff.ask_consent($1::uuid, $2::text[], $3::text[]) as it',
		[id, media, resolutions]
	);
	return row?.it ?? 'no_case';
}
