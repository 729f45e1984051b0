import type { Medium } from '#lib/energy/medium.ts';
import { callAsStaff, readManyAsVisitor } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';
import type { CaseResolution } from './cases.ts';
import { seconds } from './homes.ts';

export interface VisitQuestion {
	readonly home: string;
	readonly basis: 'case' | 'case_billing' | 'invoice';
	/** Of the case or the invoice: a UUID. */
	readonly id: string;
	readonly medium: Medium;
	readonly resolution: CaseResolution;
	/** Civil days, `to` excluded. */
	readonly from: string;
	readonly to: string;
	readonly kind?: 'read' | 'download';
}

/** One interval of a home, over all its meters of the medium. */
export interface VisitRow {
	/** UTC seconds. */
	readonly start: number;
	readonly end: number;
	/** In the medium's unit; null: nothing is known. */
	readonly amount: number | null;
	/** The least sure word of the meters': 'measured' when there is nothing to say. */
	readonly quality: string;
}

const VIEWS = { month: 'portal.months', day: 'portal.days', hour: 'portal.hours' } as const;
/** What a view is narrowed down by: whole packs. */
const PACK = { month: 'year', day: 'month', hour: 'day' } as const;
/** The first day of the pack that holds a day. */
const PACK_OF = {
	month: `date_trunc('year', $3::date)::date`,
	day: `date_trunc('month', $3::date)::date`,
	hour: '$3::date'
};

/**
 * Reads another's home on a basis, in two transactions: the first asks for the right and leaves a row in the home's log,
 * the second reads what that row opens. null: refused, for whatever reason.
 */
export async function readVisit(
	{ pool, token }: Caller,
	question: VisitQuestion
): Promise<VisitRow[] | null> {
	const { home, basis, id, medium, resolution, from, to, kind = 'read' } = question;
	const [opened] = await callAsStaff<{ ticket: string | null }>(
		pool,
		token,
		'select ticket from rights.open_access($1::uuid, $2, $3::uuid, $4::text[], $5, $6::date, $7::date, $8)',
		[home, basis, id, [medium], resolution, from, to, kind]
	);
	if (opened?.ticket == null) return null;
	const sum = medium === 'temperature' ? 'avg' : 'sum';
	const [rows] = await readManyAsVisitor(pool, { token, ticket: opened.ticket }, [
		{
			text: `select ${seconds('start_at')} as start, ${seconds('end_at')} as "end",
					case when bool_and(amount is not null) then ${sum}(amount)::float8 end as amount,
					coalesce(min(quality) filter (where quality <> 'measured'), 'measured') as quality
				from ${VIEWS[resolution]}
				where home_id = $1::uuid and medium = $2 and ${PACK[resolution]} >= ${PACK_OF[resolution]}
					and start_at >= $3::date::timestamp at time zone 'Europe/Stockholm'
					and start_at < $4::date::timestamp at time zone 'Europe/Stockholm'
				group by start_at, end_at order by start_at`,
			parameters: [home, medium, from, to]
		}
	]);
	// the statement above gives these columns
	return (rows ?? []) as VisitRow[];
}
