import { aPerson, aStaff } from '../fixtures/household.ts';
import { RESOLUTIONS } from './asking.ts';
import type { MatrixRow } from './matrix-rows.ts';
import type { Scene } from './scene.ts';

const ALL = RESOLUTIONS;
const BOTH = ['day', 'hour'] as const;
const BILLED = ['cold_water', 'electricity'] as const;

/** A row about a case: what the handler reads after `change`. */
function onCase(
	condition: string,
	reads: MatrixRow['reads'],
	change: (s: Scene, it: CaseSituation) => Promise<unknown> = () => Promise.resolve(),
	{ holders = 2, answers }: { holders?: number; answers?: readonly boolean[] } = {}
): MatrixRow {
	return {
		actor: 'Case handler',
		condition,
		reads,
		async arrange(s) {
			const home = await s.home([], { holders });
			const { handler, id } = await s.openCase(home, answers);
			await change(s, { home, handler, id });
			return s.visit(handler, home, 'case', id);
		}
	};
}

interface CaseSituation {
	readonly home: Awaited<ReturnType<Scene['home']>>;
	readonly handler: Awaited<ReturnType<typeof aStaff>>;
	readonly id: string;
}

/** A row about a member of staff who asks on every basis that there is, none of which is theirs. */
function staffWithout(actor: string, condition: string, roles: readonly string[]): MatrixRow {
	return {
		actor,
		condition,
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH);
			const { id } = await s.openCase(home);
			const { id: billed } = await s.billingCase(home);
			const invoice = await s.invoice(home);
			const who = await aStaff(s.db, home.companyId, roles);
			return async (resolution, medium) => {
				const bases = [
					['case', id],
					['case_billing', billed],
					['invoice', invoice],
					['estate', null]
				] as const;
				const found = await Promise.all(
					bases.map(([basis, number]) => s.visit(who, home, basis, number)(resolution, medium))
				);
				return found.some((it) => it) || (await s.ask.own(who, home, resolution, medium));
			};
		}
	};
}

/** A row about an unsettled bill, or one that was. */
function onBill(
	condition: string,
	reads: MatrixRow['reads'],
	media: NonNullable<MatrixRow['media']>,
	settled = false
): MatrixRow {
	return {
		actor: 'Billing staff',
		condition,
		reads,
		media,
		async arrange(s) {
			const home = await s.home(BOTH);
			const who = await aStaff(s.db, home.companyId, ['billing']);
			return s.visit(who, home, 'invoice', await s.invoice(home, { settled }));
		}
	};
}

/** A row about a case of billing staff: what they read after `change`. */
function onBillingCase(
	condition: string,
	reads: MatrixRow['reads'],
	media: NonNullable<MatrixRow['media']>,
	change: (s: Scene, it: { biller: CaseSituation['handler']; id: string }) => Promise<unknown> = () =>
		Promise.resolve()
): MatrixRow {
	return {
		actor: 'Billing staff',
		condition,
		reads,
		media,
		async arrange(s) {
			const home = await s.home(BOTH);
			const { biller, id } = await s.billingCase(home);
			await change(s, { biller, id });
			return s.visit(biller, home, 'case_billing', id);
		}
	};
}

/** Staff, auditors, and homes of special care. */
export const STAFF_ROWS: readonly MatrixRow[] = [
	onBill('an unsettled bill; billed media', ['month'], BILLED),
	onBill('an unsettled bill; media that are not billed', [], ['temperature']),
	onBill('the bill is settled', [], BILLED, true),
	onBillingCase('an open billing case; billed media', ['month'], BILLED),
	onBillingCase('an open billing case; media that are not billed', [], ['temperature']),
	onBillingCase('the billing case was closed', [], BILLED, (s, { biller, id }) =>
		s.ask.asStaff(biller, 'select staff.close_case($1::uuid)', [id])
	),
	onBillingCase(
		'the billing case’s time is over',
		[],
		BILLED,
		(s, { id }) => s.db.superuser`
		update staff.support_case set opened = now() - interval '31 days', closes = now() - interval '1 day'
		where public_id = ${id}`
	),
	{
		actor: 'Billing staff',
		condition: 'an open case of a case handler; all holders consent',
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH);
			const { id } = await s.openCase(home);
			const who = await aStaff(s.db, home.companyId, ['billing']);
			return s.visit(who, home, 'case_billing', id);
		}
	},
	onCase('an open case; all holders consent', ALL),
	onCase('one of two holders has not answered', [], undefined, { answers: [true] }),
	onCase('one of two holders said no', [], undefined, { answers: [true, false] }),
	onCase('one of two holders withdrew', [], (s, { home }) => s.ask.answer(home.second, home, false)),
	onCase('all consent; somebody of the household hides hours', ['month', 'day'], (s, { home }) =>
		s.ask.hideHours(home.second, home, true)
	),
	{
		actor: 'Case handler',
		condition: 'an open billing case',
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH);
			const { id } = await s.billingCase(home);
			return s.visit(await aStaff(s.db, home.companyId, ['case_handler']), home, 'case', id);
		}
	},
	onCase('the case was closed', [], (s, { handler, id }) =>
		s.ask.asStaff(handler, 'select staff.close_case($1::uuid)', [id])
	),
	onCase(
		'the case’s time is over',
		[],
		(s, { id }) => s.db.superuser`
		update staff.support_case set opened = now() - interval '31 days', closes = now() - interval '1 day'
		where public_id = ${id}`
	),
	onCase('the consents have run out', [], async (s, { home }) => {
		await s.db.superuser`alter table consent.record disable trigger only_added`;
		await s.db.superuser`
			update consent.record set at = now() - interval '12 months', expires = now()
			where occupancy_id = ${home.occupancyId}`;
		await s.db.superuser`alter table consent.record enable trigger only_added`;
	}),
	onCase(
		'the tenancy is over',
		[],
		(s, { home }) => s.db.superuser`
		update housing.occupancy set during = '[2026-01-01,2026-06-01)' where id = ${home.occupancyId}`
	),
	onCase(
		'a session without second factor',
		[],
		(s, { handler }) => s.db.superuser`
		update account.session set second_factor_at = null where account_id = ${handler.accountId}`
	),
	onCase(
		'the role was taken away',
		[],
		(s, { handler }) => s.db.superuser`
		delete from staff.role where account_id = ${handler.accountId}`
	),
	onCase('the identity of a holder is protected', [], (s, { home }) => s.protect(home.first)),
	onCase('the identity of a holder is protected; named for it', ALL, (s, { home, handler }) =>
		s.protect(home.first, handler)
	),
	{
		actor: 'Case handler',
		condition: 'of another company',
		reads: [],
		async arrange(s) {
			const home = await s.home();
			const { id } = await s.openCase(home);
			const [other] = await s.db.superuser<{ id: number }[]>`
				insert into housing.company (name) values ('Annan') returning id`;
			return s.visit(await aStaff(s.db, other?.id ?? 0, ['case_handler']), home, 'case', id);
		}
	},
	{
		actor: 'Staff who is also a tenant',
		condition: 'the own home, by a case',
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH);
			const { id } = await s.openCase(home);
			const who = await aStaff(s.db, home.companyId, ['case_handler'], { personId: home.first.personId });
			return s.visit(who, home, 'case', id);
		}
	},
	{
		actor: 'Staff who is also a tenant',
		condition: 'the own home, through the staff sign-in',
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH);
			const who = await aStaff(s.db, home.companyId, ['case_handler'], { personId: home.first.personId });
			return s.own(who, home);
		}
	},
	staffWithout('Consent staff', 'everything is switched on, a case and a bill are open', ['consent_officer']),
	staffWithout('Technician', 'everything is switched on, a case and a bill are open', ['technician']),
	staffWithout('Statistics staff', 'everything is switched on, a case and a bill are open', ['statistics']),
	staffWithout('Auditor', 'everything is switched on, a case and a bill are open', ['auditor']),
	{
		actor: 'Delegate',
		condition: 'the identity of a holder is protected',
		reads: [],
		async arrange(s) {
			const home = await s.home();
			const visitor = await aPerson(s.db, 'delegate');
			const id = await s.ask.mandate(home.first, visitor, home, { resolutions: ALL });
			await s.protect(home.first);
			return s.visit(visitor, home, 'mandate', id);
		}
	},
	{
		actor: 'Contract holder',
		condition: 'the own identity is protected; has switched on both',
		reads: ALL,
		async arrange(s) {
			const home = await s.home(BOTH);
			await s.protect(home.first);
			return s.own(home.first, home);
		}
	},
	{
		actor: 'Contract holder',
		condition: 'the home is an estate',
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH, { holders: 2 });
			await s.db.superuser`insert into staff.estate values (${home.occupancyId}, now())`;
			return s.own(home.first, home);
		}
	},
	...(['who proved to act for it; billed media', 'somebody else; billed media'] as const).map(
		(condition, i): MatrixRow => ({
			actor: 'Estate',
			condition,
			reads: i === 0 ? ['month'] : [],
			media: BILLED,
			async arrange(s) {
				const home = await s.home(BOTH);
				const [executor, other] = [await aPerson(s.db, 'estate'), await aPerson(s.db, 'other')];
				await s.db
					.superuser`insert into staff.estate values (${home.occupancyId}, now(), ${executor.personId})`;
				return s.visit(i === 0 ? executor : other, home, 'estate', null);
			}
		})
	),
	{
		actor: 'Contract holder',
		condition: 'the home is sublet; everything had been switched on',
		reads: ['month'],
		async arrange(s) {
			const home = await s.home(BOTH);
			await s.db.superuser`update housing.occupancy set kind = 'sublet' where id = ${home.occupancyId}`;
			return s.own(home.first, home);
		}
	},
	...(['has chosen nothing', 'has switched on both'] as const).map((condition, i): MatrixRow => ({
		actor: 'Subtenant',
		condition,
		reads: i === 0 ? ['month'] : ALL,
		async arrange(s) {
			const home = await s.home([], { kind: 'sublet' });
			const subtenant = await aPerson(s.db, 'subtenant');
			await s.db.superuser`insert into housing.subtenant values (${home.occupancyId}, ${subtenant.personId})`;
			if (i === 1) for (const r of BOTH) await s.ask.choose(subtenant, home, r, true);
			return s.own(subtenant, home);
		}
	})),
	{
		actor: 'Subtenant',
		condition: 'has switched on both; the contract holder’s time before',
		reads: [],
		async arrange(s) {
			const before = await s.home(BOTH, { during: '[2026-01-01,2026-06-01)' });
			const subtenant = await aPerson(s.db, 'subtenant');
			const [home] = await s.db.superuser<{ id: string }[]>`
				with o as (insert into housing.occupancy (apartment_id, during, kind)
						values (${before.apartmentId}, '[2026-06-01,)', 'sublet') returning id, apartment_id, public_id),
					i as (insert into housing.subtenant select id, ${subtenant.personId} from o)
				insert into metering.series (occupancy_id, apartment_id, medium)
				select id, apartment_id, m from o, unnest(array['cold_water', 'electricity', 'temperature']) m
				returning (select public_id from o) as id`;
			for (const r of BOTH) await s.ask.choose(subtenant, { homeId: home?.id ?? '' }, r, true);
			return s.own(subtenant, before);
		}
	},
	{
		actor: 'Nobody signed in',
		condition: 'everything is switched on',
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH);
			return s.own({ ...home.first, token: '' }, home);
		}
	},
	{
		actor: 'Vacant apartment',
		condition: 'read by its last holder',
		reads: [],
		async arrange(s) {
			const last = await s.home(BOTH, { during: '[2025-01-01,2026-01-01)' });
			return s.own(last.first, await s.vacancy());
		}
	}
];
