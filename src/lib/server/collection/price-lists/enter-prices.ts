import type { Medium } from '#lib/energy/medium.ts';
import type { Pool } from '../../db/connection.ts';
import { asRole } from '../../db/session.ts';
import type { ListLine, ListProblem } from './parse-list.ts';
import { placeLines, type HeldPrice, type Placed } from './place-lines.ts';
import { recut, type Recut } from './recut.ts';

/** What became of a price list. Refused: nothing of it was written. */
export type Entered =
	| { readonly kind: 'no_company' }
	| { readonly kind: 'which_company'; readonly names: readonly string[] }
	| { readonly kind: 'refused'; readonly problems: readonly ListProblem[] }
	| { readonly kind: 'entered'; readonly placed: Placed; readonly months: Recut | null };

export interface EnterOptions {
	/** By name or id; may be left out where there is one company. */
	readonly company: string | null;
	readonly dryRun: boolean;
	/** UTC seconds. */
	readonly now: number;
}

/**
 * Enters a company's prices, whole or not at all, and cuts the months that a change lies in, also those long past, as
 * far as their hours are kept.
 * @param sql connected as hemvy_owner
 */
export async function enterPrices(
	sql: Pool,
	lines: readonly ListLine[],
	{ company, dryRun, now }: EnterOptions
): Promise<Entered> {
	const found = await asRole(sql, 'hemvy_registrar', null, async (tx) => {
		const companies = await tx<{ id: number; name: string }[]>`
			select id, name from housing.company
			where ${company}::text is null or name = ${company} or public_id::text = ${company} order by name`;
		const [one] = companies;
		if (one === undefined) return { kind: 'no_company' } as const;
		if (companies.length > 1)
			return { kind: 'which_company', names: companies.map(({ name }) => name) } as const;
		await tx`select pg_advisory_xact_lock(hashtext('housing.price_list'), ${one.id})`;
		const held = await tx<HeldRow[]>`
			select id, medium, coalesce(extract(epoch from lower(valid)), 0)::float8 as from,
				extract(epoch from upper(valid))::float8 as to, price_per_unit::text as "perUnit", vat::text as vat,
				fixed_fee_per_day::text as "feePerDay"
			from housing.price_list where company_id = ${one.id} order by lower(valid)`;
		const placed = placeLines(lines, held);
		if (placed.problems.length > 0) return { kind: 'refused', problems: placed.problems } as const;
		if (!dryRun) {
			for (const { held: old, at } of placed.ended) {
				await tx`update housing.price_list set valid = tstzrange(lower(valid), to_timestamp(${at})) where id = ${old.id}`;
			}
			for (const line of placed.added) {
				await tx`
					insert into housing.price_list (company_id, medium, valid, price_per_unit, vat, fixed_fee_per_day)
					values (${one.id}, ${line.medium}, tstzrange(to_timestamp(${line.from}), to_timestamp(${line.to})),
						${line.perUnit}::numeric, ${line.vat}::numeric, ${line.feePerDay}::numeric)`;
			}
		}
		return { kind: 'entered', placed, companyId: one.id } as const;
	});
	if (found.kind !== 'entered') return found;
	// also when nothing was new: an earlier run may have been cut off
	const months = dryRun ? null : await recut(sql, found.companyId, now);
	return { kind: 'entered', placed: found.placed, months };
}

interface HeldRow extends HeldPrice {
	readonly medium: Medium;
}
