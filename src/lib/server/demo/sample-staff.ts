import { addMonths, civilDay, firstOfMonth } from '#lib/energy/calendar.ts';
import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';
import { DEMO_ACCOUNTS, hashAccounts } from './demo-accounts.ts';
import { writeAccounts } from './write-accounts.ts';

const STAFF = DEMO_ACCOUNTS.filter(({ kind }) => kind === 'staff');

/** Signs the sample's staff up where an older Hemvy did not know them. @param companyId of the sample company */
export async function employStaff(sql: Pool, companyId: number): Promise<void> {
	const known = await asRole(
		sql,
		'hemvy_registrar',
		null,
		(tx) => tx<{ email: string }[]>`select email from account.account where is_demo and kind = 'staff'`
	);
	const missing = STAFF.filter((one) => !known.some(({ email }) => email === one.email));
	if (missing.length === 0) return;
	const drafts = await hashAccounts(missing);
	await asRole(sql, 'hemvy_registrar', null, (tx) =>
		writeAccounts(tx, companyId, drafts, () => {
			throw new Error('Staff are no persons of the draft');
		})
	);
}

/** Homes whose bill is not settled, so that there is something for who does billing. */
const BILLED = ['L5-1201', 'K12-1402', 'S2-1001'];

/** Issues the sample's bills, of the last three whole months, unless there are some. @param now UTC seconds */
export async function issueBills(sql: Pool, companyId: number, now: number): Promise<void> {
	const to = firstOfMonth(civilDay(now));
	await asRole(
		sql,
		'hemvy_registrar',
		null,
		(tx) => tx`
			insert into staff.invoice (company_id, occupancy_id, reference, media, period)
			select ${companyId}, o.id, 'F-' || to_char(${to}::date, 'YYMM') || '-' || a.number,
				array(select distinct m.medium from metering.meter m
					join housing.price_list l on l.medium = m.medium and l.company_id = ${companyId}
					where m.apartment_id = a.id and m.removed is null order by 1),
				daterange(greatest(${addMonths(to, -3)}::date, (lower(o.during) at time zone 'Europe/Stockholm')::date), ${to}::date)
			from housing.occupancy o
			join housing.tenancy t on t.occupancy_id = o.id
			join housing.apartment a on a.id = o.apartment_id
			where t.contract_number ~ ${`^GF-(${BILLED.join('|')})-`} and upper_inf(o.during)
				and lower(o.during) < ${to}::date
				and not exists (select from staff.invoice i where i.company_id = ${companyId})`
	);
}

/** Homes of which something that was agreed to ends soon. */
const ENDING = ['K14-1102', 'L5-1301'];

/** Lets a consent of two homes end within weeks, unless one does: so that there is something for who looks after consents. */
export async function letConsentsEnd(sql: Pool, companyId: number): Promise<void> {
	await asRole(
		sql,
		'hemvy_registrar',
		null,
		(tx) => tx`
			select consent.give_sample_ending(o.id)
			from housing.property p
			join housing.building b on b.property_id = p.id
			join housing.apartment a on a.building_id = b.id
			join housing.occupancy o on o.apartment_id = a.id and upper_inf(o.during)
			join housing.tenancy t on t.occupancy_id = o.id
			where p.company_id = ${companyId} and t.contract_number ~ ${`^GF-(${ENDING.join('|')})-`}`
	);
}
