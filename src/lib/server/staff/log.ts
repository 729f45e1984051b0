import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';
import { seconds } from './homes.ts';

/** Roles that a row of the log can have. */
export const LOG_ROLES = [
	'holder',
	'delegate',
	'guardian',
	'care_giver',
	'case_handler',
	'billing',
	'estate',
	'consent_officer',
	'auditor'
] as const;
export type LogRole = (typeof LOG_ROLES)[number];

export interface LogQuestion {
	/** Civil days, both included. */
	readonly from: string;
	readonly to: string;
	/** null: all. */
	readonly role: LogRole | null;
	/** A UUID; null: all homes of the company. */
	readonly home: string | null;
	readonly most: number;
}

/** A row of the access log as auditors see it: no reading, no name. `at` is UTC seconds. */
export interface LogRow {
	readonly id: string;
	readonly at: number;
	readonly account: number;
	readonly role: LogRole;
	readonly purpose: string;
	readonly basis: string;
	readonly home: string;
	readonly media: readonly string[];
	readonly resolution: string | null;
	/** Civil days, `toDay` excluded; null: about no period. */
	readonly fromDay: string | null;
	readonly toDay: string | null;
	readonly lastDay: string | null;
	readonly kind: 'read' | 'download' | 'metadata' | 'export';
}

const ZONE = `at time zone 'Europe/Stockholm'`;

/** Searches the access log, the latest first; the search is itself written down, an export as such. */
export function searchLog(
	{ pool, token }: Caller,
	{ from, to, role, home, most }: LogQuestion,
	{ isExport = false }: { readonly isExport?: boolean } = {}
): Promise<LogRow[]> {
	return callAsStaff(
		pool,
		token,
		`select access_id as id, ${seconds('at')} as at, account_id as account, role, purpose, basis, home_id as home, media,
				resolution, from_day::text as "fromDay", to_day::text as "toDay", (to_day - 1)::text as "lastDay", kind
			from staff.search_log($1::date::timestamp ${ZONE}, ($2::date + 1)::timestamp ${ZONE}, $3, $4::uuid, $5::boolean,
				$6::int)`,
		[from, to, role, home, isExport, most]
	);
}

/** Something that happened about consents, cases or staff. `at` is UTC seconds. */
export interface EventRow {
	readonly id: string;
	readonly at: number;
	readonly account: number | null;
	readonly kind: string;
	readonly home: string | null;
	readonly detail: string | null;
}

/** The events of those days, the latest first. */
export function searchEvents(
	{ pool, token }: Caller,
	{ from, to, most }: Pick<LogQuestion, 'from' | 'to' | 'most'>
): Promise<EventRow[]> {
	return callAsStaff(
		pool,
		token,
		`select event_id as id, ${seconds('at')} as at, account_id as account, kind, home_id as home, detail
			from staff.search_events($1::date::timestamp ${ZONE}, ($2::date + 1)::timestamp ${ZONE}, $3::int)`,
		[from, to, most]
	);
}

const HEAD = 'time,account,role,purpose,basis,home,media,resolution,from_day,to_day,kind';

/** A cell of a CSV file (RFC 4180); what a spreadsheet would take for a formula is kept as text. */
function cell(value: string | number | null): string {
	const text = value === null ? '' : String(value);
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as a CSV file: UTF-8, CRLF, times in UTC, one line a row; media parted by spaces. */
export function logCsv(rows: readonly LogRow[]): string {
	const lines = rows.map((row) =>
		[
			new Date(row.at * 1000).toISOString(),
			row.account,
			row.role,
			row.purpose,
			row.basis,
			row.home,
			row.media.join(' '),
			row.resolution,
			row.fromDay,
			row.toDay,
			row.kind
		]
			.map(cell)
			.join(',')
	);
	return [HEAD, ...lines, ''].join('\r\n');
}
