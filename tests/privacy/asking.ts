import {
	callAsSession,
	callAsStaff,
	readAsSession,
	readManyAsVisitor,
	type Parameter
} from '../../src/lib/server/db/session.ts';
import type { FreshDatabase } from '../database/fresh.ts';
import { HOUSEHOLD_MEDIA, TEXT, codeHash, type Household, type Someone } from '../fixtures/household.ts';

export type Resolution = 'month' | 'day' | 'hour';
export const RESOLUTIONS = ['month', 'day', 'hour'] as const;
export type Medium = (typeof HOUSEHOLD_MEDIA)[number];

/** Where a resolution's rows are: the table itself, and the public view. */
const PLACES: Record<Resolution, readonly string[]> = {
	month: ['metering.month_pack'],
	day: ['metering.day_pack'],
	hour: ['metering.hour_pack', 'metering.reading_pack']
};
const VIEWS: Record<Resolution, string> = {
	month: 'portal.packed_months',
	day: 'portal.packed_days',
	hour: 'portal.packed_hours'
};

/** `parts`: months cut where a price changes go with months; a visitor's role has no right to them at all. */
const count = (resolution: Resolution, parts = false): string => {
	const tables = [...PLACES[resolution], ...(parts ? ['metering.price_part'] : [])].map(
		(table) => `(select count(*) > 0 from ${table} where series_id = $1::int)`
	);
	const view = `(select count(*) > 0 from ${VIEWS[resolution]} where home_id = $2::uuid and medium = $3)`;
	return `select array[${[...tables, view].join(', ')}] as found`;
};

function agreed(rows: readonly unknown[]): boolean {
	const found = (rows[0] as { found: boolean[] } | undefined)?.found ?? [];
	if (new Set(found).size !== 1) throw new Error(`Table and view differ: ${String(found)}`);
	return found[0] === true;
}

/** Asks the database as the application does, for the acts of a household. */
export class Asking {
	readonly #db: FreshDatabase;

	constructor(db: FreshDatabase) {
		this.#db = db;
	}

	/** Whether somebody finds rows of a home at a resolution as a tenant's request, in tables and views alike. */
	async own(
		who: Pick<Someone, 'token'>,
		home: Household,
		resolution: Resolution,
		medium: Medium
	): Promise<boolean> {
		const values = [home.series[medium], home.homeId, medium];
		const text = count(resolution, resolution === 'month' && medium !== 'temperature');
		return agreed(await readAsSession(this.#db.portal, who.token, text, values));
	}

	/** Opens a home; the ticket, or null when refused. */
	async open(
		who: Someone,
		home: Pick<Household, 'homeId'>,
		{ basis, id, media, resolution, from = '2026-03-02', to = '2026-03-03' }: Opening
	): Promise<string | null> {
		const call = who.personId === null ? callAsStaff : callAsSession;
		const [row] = await call<{ ticket: string | null; outcome: string }>(
			this.#db.portal,
			who.token,
			'select * from rights.open_access($1::uuid, $2, $3::uuid, $4::text[], $5, $6::date, $7::date)',
			[home.homeId, basis, id, media, resolution, from, to]
		);
		if ((row?.outcome === 'opened') !== (row?.ticket !== null)) throw new Error('outcome and ticket differ');
		return row?.ticket ?? null;
	}

	/** Whether a ticket finds rows of a home, in tables and views alike. */
	async withTicket(
		who: Pick<Someone, 'token'>,
		ticket: string,
		home: Household,
		resolution: Resolution,
		medium: Medium
	): Promise<boolean> {
		const parameters = [home.series[medium], home.homeId, medium];
		const [rows = []] = await readManyAsVisitor(this.#db.portal, { token: who.token, ticket }, [
			{ text: count(resolution), parameters }
		]);
		return agreed(rows);
	}

	/** Whether somebody who opens a home on a basis finds rows there. */
	async visit(
		who: Someone,
		home: Household,
		basis: Basis,
		resolution: Resolution,
		medium: Medium
	): Promise<boolean> {
		const ticket = await this.open(who, home, { ...basis, media: [medium], resolution });
		return ticket !== null && (await this.withTicket(who, ticket, home, resolution, medium));
	}

	async #call(who: Someone, text: string, values: readonly Parameter[]): Promise<string> {
		const [row] = await callAsSession<{ it: string }>(
			this.#db.portal,
			who.token,
			`select ${text} as it`,
			values
		);
		return row?.it ?? '';
	}

	/** Switches own days or hours on or off, for all media of the household unless one is named. */
	async choose(
		who: Someone,
		{ homeId }: Pick<Household, 'homeId'>,
		resolution: 'day' | 'hour',
		on: boolean,
		{ purpose = 'own_view', media = HOUSEHOLD_MEDIA }: { purpose?: string; media?: readonly string[] } = {}
	): Promise<string[]> {
		const answers = media.map((medium) =>
			this.#call(who, `consent.choose($1::uuid, $2, $3, $4, $5::boolean, 1, decode($6, 'hex'), 'sv')`, [
				homeId,
				purpose,
				medium,
				resolution,
				on,
				TEXT.hash
			])
		);
		return [...new Set(await Promise.all(answers))];
	}

	hideHours(who: Someone, { homeId }: Pick<Household, 'homeId'>, on: boolean): Promise<string> {
		return this.#call(who, `consent.hide_hours($1::uuid, $2::boolean, 1, decode($3, 'hex'), 'sv')`, [
			homeId,
			on,
			TEXT.hash
		]);
	}

	/** A mandate of the home that `visitor` has taken up. @returns its id */
	async mandate(
		giver: Someone,
		visitor: Someone,
		{ homeId }: Pick<Household, 'homeId'>,
		plan: { kind?: 'delegate' | 'care'; resolutions: readonly string[]; media?: readonly string[] }
	): Promise<string> {
		const code = codeHash();
		const [row] = await callAsSession<{ outcome: string; mandate_id: string }>(
			this.#db.portal,
			giver.token,
			`select * from consent.invite($1::uuid, $2, 'Anna', decode($3, 'hex'), $4::text[], $5::text[], now() + interval '6 months')`,
			[homeId, plan.kind ?? 'delegate', code, plan.media ?? HOUSEHOLD_MEDIA, plan.resolutions]
		);
		if (row?.outcome !== 'invited') throw new Error(`invite: ${row?.outcome ?? ''}`);
		await this.accept(visitor, code);
		return row.mandate_id;
	}

	async accept(who: Someone, code: string): Promise<string> {
		const [row] = await callAsSession<{ outcome: string }>(
			this.#db.portal,
			who.token,
			`select outcome from consent.accept(decode($1, 'hex'))`,
			[code]
		);
		return row?.outcome ?? '';
	}

	approve(who: Someone, mandate: string): Promise<string> {
		return this.#call(who, 'consent.approve($1::uuid)', [mandate]);
	}

	endMandate(who: Someone, mandate: string): Promise<string> {
		return this.#call(who, 'consent.end_mandate($1::uuid)', [mandate]);
	}

	/** Opens a case; null when refused. */
	async openCase(staff: Someone, { homeId }: Pick<Household, 'homeId'>, days = 14): Promise<string | null> {
		const [row] = await this.asStaff<{ case_id: string | null }>(
			staff,
			`select * from staff.open_case($1::uuid, 'A-1', 'leak', $2::int)`,
			[homeId, days]
		);
		return row?.case_id ?? null;
	}

	/** Asks for everything in a case, and lets these holders answer. */
	async askAndAnswer(
		staff: Someone,
		home: Household,
		id: string,
		answers: readonly (readonly [Someone, boolean])[],
		{
			media = HOUSEHOLD_MEDIA,
			resolutions = RESOLUTIONS
		}: { media?: readonly string[]; resolutions?: readonly string[] } = {}
	): Promise<void> {
		await this.asStaff(staff, 'select staff.ask_consent($1::uuid, $2::text[], $3::text[])', [
			id,
			media,
			resolutions
		]);
		for (const [holder, yes] of answers) await this.answer(holder, home, yes);
	}

	/** Answers the latest request of the home. */
	async answer(who: Someone, { homeId }: Pick<Household, 'homeId'>, yes: boolean): Promise<string> {
		return this.#call(
			who,
			`(select consent.answer(request_id, $2::boolean, 1, decode($3, 'hex'), 'sv') from consent.requests($1::uuid) limit 1)`,
			[homeId, yes, TEXT.hash]
		);
	}

	asStaff<Row>(who: Someone, text: string, values: readonly Parameter[] = []): Promise<Row[]> {
		return callAsStaff<Row>(this.#db.portal, who.token, text, values);
	}
}

export interface Basis {
	readonly basis: string;
	readonly id: string | null;
}

export interface Opening extends Basis {
	readonly media: readonly string[];
	readonly resolution: Resolution;
	/** Civil days, `to` excluded. */
	readonly from?: string;
	readonly to?: string;
}
