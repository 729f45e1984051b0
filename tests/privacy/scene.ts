import type { FreshDatabase } from '../database/fresh.ts';
import {
	aHousehold,
	aPerson,
	aStaff,
	codeHash,
	type Household,
	type Someone
} from '../fixtures/household.ts';
import { Asking, type Medium, type Resolution } from './asking.ts';

/** What an arrangement works with. */
export class Scene {
	readonly db: FreshDatabase;
	readonly ask: Asking;

	/** @param ask of whom the questions are asked: the database itself, unless told otherwise */
	constructor(db: FreshDatabase, ask = new Asking(db)) {
		this.db = db;
		this.ask = ask;
	}

	/** A home in which all holders have switched on these for themselves. */
	async home(
		chosen: readonly ('day' | 'hour')[] = [],
		plan: Parameters<typeof aHousehold>[1] = {}
	): Promise<Household & { readonly first: Someone; readonly second: Someone }> {
		const home = await aHousehold(this.db, plan);
		for (const holder of home.holders) for (const r of chosen) await this.ask.choose(holder, home, r, true);
		const [first] = home.holders;
		if (!first) throw new Error('no holder');
		return { ...home, first, second: home.holders[1] ?? first };
	}

	/** A home in which nobody lives, its meters going on. */
	vacancy(): Promise<Household> {
		return aHousehold(this.db, { holders: 0, kind: 'vacancy' });
	}

	/** Somebody who moved into a former household's apartment and has switched on everything. */
	async newHolder(before: Household): Promise<Someone> {
		const next = await aPerson(this.db, 'new holder');
		await this.db.superuser`
			with o as (insert into housing.occupancy (apartment_id, during, kind)
					values (${before.apartmentId}, '[2026-06-01,)', 'tenancy') returning id, apartment_id),
				s as (insert into metering.series (occupancy_id, apartment_id, medium) select o.id, o.apartment_id, m
					from o, unnest(array['cold_water', 'electricity', 'temperature']) m),
				t as (insert into housing.tenancy (occupancy_id, contract_number) select id, 'next' from o returning id),
				h as (insert into housing.tenancy_holder select t.id, ${next.personId} from t)
			insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
				language, channel, expires)
			select o.id, ${next.personId}, 'given', 'own_view', m, r, 1, sha256('x'), 'sv', 'portal', now() + interval '1 year'
			from o, unnest(array['cold_water', 'electricity', 'temperature']) m, unnest(array['day', 'hour']) r`;
		return next;
	}

	own(who: Someone, home: Household) {
		return (resolution: Resolution, medium: Medium) => this.ask.own(who, home, resolution, medium);
	}

	visit(who: Someone, home: Household, basis: string, id: string | null) {
		return (resolution: Resolution, medium: Medium) =>
			this.ask.visit(who, home, { basis, id }, resolution, medium);
	}

	/** A case of the home with everybody's consent, and its handler. */
	async openCase(home: Household, answers: readonly boolean[] = home.holders.map(() => true)) {
		const handler = await aStaff(this.db, home.companyId, ['case_handler']);
		const id = (await this.ask.openCase(handler, home)) ?? '';
		const said = home.holders.flatMap((holder, i) => {
			const answer = answers[i];
			return answer === undefined ? [] : [[holder, answer] as const];
		});
		await this.ask.askAndAnswer(handler, home, id, said);
		return { handler, id };
	}

	/** A billing case of the home, and who opened it. */
	async billingCase(home: Household) {
		const biller = await aStaff(this.db, home.companyId, ['billing']);
		const [row] = await this.ask.asStaff<{ case_id: string | null }>(
			biller,
			`select case_id from staff.open_billing_case($1::uuid, 'B-1', 'bill_question', 14)`,
			[home.homeId]
		);
		return { biller, id: row?.case_id ?? '' };
	}

	async invoice(home: Household, { settled = false }: { settled?: boolean } = {}): Promise<string> {
		const [row] = await this.db.superuser<{ id: string }[]>`
			insert into staff.invoice (company_id, occupancy_id, reference, media, period, settled)
			values (${home.companyId}, ${home.occupancyId}, 'F-1', '{cold_water,electricity,temperature}',
				'[2026-01-01,2026-07-01)', ${settled ? '2026-11-01' : null}) returning public_id as id`;
		return row?.id ?? '';
	}

	/** The identity of this person is protected; this member of staff is named for them. */
	async protect(who: Someone, named?: Someone): Promise<void> {
		await this.db.superuser`insert into staff.protected_person values (${who.personId})`;
		if (named)
			await this.db.superuser`insert into staff.named_handler values (${who.personId}, ${named.accountId})`;
	}

	async guardian(home: Household, resolutions: readonly Resolution[], ends = '1 year') {
		const officer = await aStaff(this.db, home.companyId, ['consent_officer']);
		const guardian = await aPerson(this.db, 'guardian');
		const code = codeHash();
		const [row] = await this.ask.asStaff<{ mandate_id: string }>(
			officer,
			`select * from staff.enter_guardian($1::uuid, 'God man', 'T 123-26', decode($2, 'hex'),
				'{cold_water,electricity,temperature}', $3::text[], now() - interval '1 day', now() + $4::interval)`,
			[home.homeId, code, resolutions, ends]
		);
		await this.ask.accept(guardian, code);
		return { guardian, id: row?.mandate_id ?? '' };
	}
}
