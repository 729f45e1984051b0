import { addDays, addMonths, civilDay, firstOfMonth, firstOfYear } from '#lib/energy/calendar.ts';
import { yearBefore } from '#lib/energy/compare.ts';
import { MEDIA } from '#lib/energy/medium.ts';
import type { Statement } from '#lib/server/db/session.ts';
import { HOME, METERS, packsOf, PLACE } from '../packed.ts';
import { HOME_JSON } from '../read-homes.ts';

/** Hours of so many days back: when a leak began, and which hours of a day are not known. */
const HOUR_DAYS = 14;
/** Years of months, this one included. */
const YEARS = 3;

/** Everything that the overview shows, in one question. `now`: UTC seconds. */
export function overviewStatements(home: string, now: number): Statement[] {
	// Which civil day it is depends on the home's time zone, which is not known yet.
	const day = civilDay(now, 'UTC');
	const around = [-1, 0, 1].map((n) => addDays(day, n));
	const hours = Array.from({ length: HOUR_DAYS }, (_, i) => addDays(day, 1 - i));
	const before = around.flatMap((each) => yearBefore(each) ?? []);
	const first = addMonths(firstOfYear(addDays(day, -1)), -12);
	const months: string[] = [];
	for (let month = first; month <= firstOfMonth(addDays(day, 1)); month = addMonths(month, 1))
		months.push(month);
	const year = firstOfYear(addDays(day, 1));
	const years = Array.from({ length: YEARS + 1 }, (_, i) => addMonths(year, -12 * i));
	const packed = `${PLACE}
		select ${HOME} as home, ${METERS} as meters,
			${packsOf('hour_packs', 'day', 'p.day = any($3::date[])')} as hours,
			${packsOf('day_packs', 'month', 'p.month = any($4::date[])')} as days,
			${packsOf('month_packs', 'year', 'p.year = any($5::date[])')} as months`;
	const facts = `select (select ${HOME_JSON} from portal.homes h where h.home_id = $1) as home,
		(select json_agg(json_build_object('medium', c.medium, 'from', extract(epoch from c.valid_from)::float8,
			'to', extract(epoch from c.valid_to)::float8, 'perUnit', c.price_per_unit::text, 'vat', c.vat::text,
			'feePerDay', c.fixed_fee_per_day::text)) from portal.prices c where c.home_id = $1) as prices,
		(select json_agg(r) from rights.readable_media($1::uuid) r) as rights`;
	return [
		{ text: packed, parameters: [home, MEDIA, [...hours, ...before], months, years] },
		{ text: facts, parameters: [home] }
	];
}
