import type { FreshDatabase } from '../database/fresh.ts';

/**
 * So many other homes in a company, with everything a home can have: people, consents, mandates, cases, bills, displays,
 * readings, a log. Those of a new company unless one is named.
 */
export async function crowd(
	{ superuser: sql }: FreshDatabase,
	homes: number,
	companyId: number | null
): Promise<void> {
	const [place] = await sql<{ building: number; company: number }[]>`
		with c as (insert into housing.company (name) select 'Crowd' where ${companyId}::int is null returning id),
			p as (insert into housing.property (company_id, name)
				select coalesce(${companyId}::int, (select id from c)), 'Crowd' returning id, company_id)
		insert into housing.building (property_id, name, street_address, postal_code, city)
		select id, 'crowd', 'Gatan 1', '1', 'S' from p
		returning id as building, (select company_id from p) as company`;
	const { building, company } = place ?? { building: 0, company: 0 };
	await sql.begin(async (tx) => {
		await tx`create temporary table crowd on commit drop as
			with a as (insert into housing.apartment (building_id, number)
				select ${building}, 'crowd ' || n from generate_series(1, ${homes}::int) n returning id)
			select id as apartment, row_number() over () as n, null::int as home, null::int as person, null::int as account,
				null::int as kase, null::int as mandate from a`;
		await tx`with o as (insert into housing.occupancy (apartment_id, during, kind)
				select apartment, '[2026-01-01,)', 'tenancy' from crowd returning id, apartment_id)
			update crowd set home = o.id from o where o.apartment_id = apartment`;
		await tx`with p as (insert into housing.person (display_name) select 'crowd ' || home from crowd returning id, display_name)
			update crowd set person = p.id from p where p.display_name = 'crowd ' || home`;
		await tx`with a as (insert into account.account (person_id, email, password_hash, kind)
				select person, home || '@crowd.example', 'x', 'tenant' from crowd returning id, person_id)
			update crowd set account = a.id from a where a.person_id = person`;
		await tx`with a as (insert into account.account (email, kind, company_id)
				select 'staff' || home || '@crowd.example', 'staff', ${company} from crowd where n % 3 = 0 returning id)
			insert into staff.role select id, ${company}, 'technician' from a`;
		await tx`insert into account.session (id, secret_hash, account_id, expires)
			select 'crowd' || account, sha256('x'), account, now() + interval '1 day' from crowd`;
		await tx`insert into account.access_token (account_id, name, secret_hash, homes, media, resolutions, expires)
			select account, 'X', sha256(account::text::bytea), array[home], '{cold_water}', '{day}', now() + interval '1 day'
			from crowd`;
		await tx`insert into account.preference select account, 'sv' from crowd`;
		await tx`with t as (insert into housing.tenancy (occupancy_id, contract_number) select home, 'crowd ' || home from crowd
				returning id, occupancy_id)
			insert into housing.tenancy_holder select t.id, person from t join crowd on home = t.occupancy_id`;
		await tx`insert into housing.adult select home, person from crowd`;
		await tx`insert into housing.subtenant select home, person from crowd where n % 3 = 0`;
		await tx`insert into staff.protected_person select person from crowd where n % 3 = 1`;
		await tx`insert into staff.named_handler select person, account from crowd where n % 3 = 1`;
		await tx`insert into staff.estate (occupancy_id, noticed) select home, now() from crowd where n % 3 = 2`;
		await tx`insert into consent.erasure_act (occupancy_id, person_id, act) select home, person, 'requested' from crowd where n % 3 = 0`;
		await tx`insert into metering.meter (apartment_id, medium, serial, unit, scale, installed)
			select apartment, m, m || ' crowd ' || apartment, 'm3', -3, '2026-01-02'
			from crowd, unnest(array['cold_water', 'electricity']) m`;
		await tx`insert into metering.series (occupancy_id, apartment_id, medium)
			select home, apartment, m from crowd, unnest(array['cold_water', 'electricity']) m`;
		for (const [table, day] of [
			['hour_pack', '2026-03-02'],
			['day_pack', '2026-03-01'],
			['month_pack', '2026-01-01']
		] as const) {
			await tx`insert into metering.${tx(table)}
				select s.apartment_id, s.id, m.id, ${day}::date, 1, '{0,3,5}' from crowd
				join metering.series s on s.occupancy_id = home
				join metering.meter m on m.apartment_id = apartment and m.medium = s.medium`;
		}
		await tx`insert into metering.price_part
			select apartment_id, series_id, meter_id, '2026-03-01', '2026-02-28T23:00:00Z', '2026-03-15T23:00:00Z', 0, 3, 0, 0
			from metering.month_pack where apartment_id in (select apartment from crowd)`;
		await tx`insert into metering.reading_pack
			select apartment_id, series_id, meter_id, day, '{60}', '{7}', null, '{1}' from metering.hour_pack
			where apartment_id in (select apartment from crowd)`;
		await tx`select consent.give_sample(array_agg(home)) from crowd`;
		await tx`insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
				language, channel)
			select home, person, act, 'own_view', medium, 'hour', 1, sha256('x'), 'sv', 'portal'
			from crowd, (values ('withdrawn', 'cold_water'), ('objected', null), ('proposed', 'cold_water')) w (act, medium)`;
		await tx`with k as (insert into staff.support_case (company_id, occupancy_id, kind, reference, reason, opened_by, closes)
				select ${company}, home, 'support', 'C-' || home, 'leak', account, now() + interval '9 days' from crowd
				returning id, occupancy_id)
			update crowd set kase = k.id from k where k.occupancy_id = home`;
		await tx`insert into staff.support_case (company_id, occupancy_id, kind, reference, reason, opened_by, closes)
			select ${company}, home, 'billing', 'B-' || home, 'final_bill', account, now() + interval '9 days' from crowd`;
		await tx`insert into housing.subtenant_invitation (occupancy_id, called, code_hash, code_expires)
			select home, 'Bo', sha256(convert_to('move in ' || home, 'UTF8')), now() + interval '9 days' from crowd`;
		await tx`insert into consent.request (occupancy_id, case_id, media, resolutions, reason, asked_by)
			select home, kase, '{cold_water}', '{day}', 'leak', account from crowd`;
		await tx`insert into consent.record (occupancy_id, person_id, act, purpose, recipient_id, medium, resolution,
				text_version, text_hash, language, channel, expires)
			select home, person, 'given', 'case', kase, 'cold_water', 'day', 1, sha256('x'), 'sv', 'portal', now() + interval '9 days'
			from crowd`;
		await tx`insert into staff.invoice (company_id, occupancy_id, reference, media, period)
			select ${company}, home, 'F-' || home, '{cold_water}', '[2026-01-01,2026-07-01)' from crowd`;
		await tx`with m as (insert into consent.mandate (kind, occupancy_id, given_by, called, code_hash, code_expires, person_id,
				accepted, media, resolutions, begins, ends)
				select 'delegate', home, person, 'X', sha256(home::text::bytea), now() + interval '1 day',
					lag(person) over (order by n), case when n > 1 then now() end, '{cold_water}', '{day}', now(),
					now() + interval '1 month' from crowd returning id, given_by)
			insert into consent.mandate_act (mandate_id, person_id, act) select id, given_by, 'approved' from m`;
		await tx`insert into audit.access (occupancy_id, account_id, session_id, role, purpose, basis, basis_id, media, resolution,
				period, kind, ticket_hash)
			select home, account, 'crowd' || account, 'case_handler', 'leak', 'case', kase, '{cold_water}', 'day',
				'[2026-03-01,2026-04-01)', 'read', sha256(home::text::bytea) from crowd`;
		await tx`insert into audit.event (account_id, kind, occupancy_id) select account, 'crowd', home from crowd`;
		await tx`with s as (insert into metering.source (kind, label) select 'collect', 'crowd ' || home from crowd returning id, label)
			insert into node.home_node (key_id, secret_hash, occupancy_id, source_id, name, last_seen)
			select 'crowd' || home, sha256(home::text::bytea), home, s.id, 'D', now()
			from crowd join s on s.label = 'crowd ' || home`;
	});
	await sql`analyze`;
}
