import { civilDay } from '#lib/energy/calendar.ts';
import { SUBJECT_MEDIA, type Home, type Subject } from '#lib/energy/series.ts';
import { readAsSession } from '#lib/server/db/session.ts';
import { ownTime } from './intervals.ts';
import { HOME_JSON, homeOf, type HomeRow } from './read-homes.ts';
import { subjectsOf } from './read-usage.ts';
import type { Reader } from './reader.ts';

/** Where the usage of a home begins: the days of the latest month with data; the latest year where no days may be read. */
export interface LatestPeriod {
	readonly subject: Subject;
	readonly resolution: 'day' | 'month';
	readonly period: string;
}

const LATEST = `select (select ${HOME_JSON} from portal.homes h where h.home_id = $1) as home,
	(select json_object_agg(l.medium, l.month) from (
		select p.medium, max(p.month) as month from portal.packed_days p where p.home_id = $1 group by p.medium
	) l) as months,
	(select json_object_agg(l.medium, l.year) from (
		select p.medium, max(p.year) as year from portal.packed_months p where p.home_id = $1 group by p.medium
	) l) as years`;

/** The home's first subject with data, at its latest month; where there is none at all, the last month of its own time. */
export async function readLatestPeriod(
	{ pool, token, now }: Reader,
	home: string
): Promise<LatestPeriod | null> {
	interface Row {
		home: HomeRow | null;
		months: Record<string, string> | null;
		years: Record<string, string> | null;
	}
	const [row] = await readAsSession<Row>(pool, token, LATEST, [home]);
	if (!row?.home) return null;
	const found = homeOf(row.home);
	const latestOf = (periods: Row['months']) => (subject: Subject) =>
		SUBJECT_MEDIA[subject].map((medium) => periods?.[medium] ?? '').reduce((a, b) => (a > b ? a : b));
	const [monthOf, yearOf] = [latestOf(row.months), latestOf(row.years)];
	const subjects = subjectsOf(found);
	const byDay = subjects.find((each) => monthOf(each) !== '');
	const byMonth = subjects.find((each) => yearOf(each) !== '');
	if (byDay === undefined && byMonth !== undefined) {
		return { subject: byMonth, resolution: 'month', period: yearOf(byMonth).slice(0, 4) };
	}
	const subject = byDay ?? subjects[0] ?? 'water';
	const day = monthOf(subject) || lastDay(found, now);
	return { subject, resolution: 'day', period: day.slice(0, 7) };
}

function lastDay({ timeZone, from, to }: Home, now: number): string {
	const own = ownTime([timeZone, from, to]);
	return civilDay(Math.max(own.start, Math.min(own.end - 1, now)), timeZone);
}
