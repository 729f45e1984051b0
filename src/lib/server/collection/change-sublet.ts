import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';
import { changeOccupancy } from './change-occupancy.ts';

/** `too_late`: hours and days around the instant are gone. `in_use`: somebody has moved in or decided something. */
export type SubletAnswer = 'done' | 'no_home' | 'not_offered' | 'too_late' | 'in_use';

/** What changes about a home's sublet. Times are UTC seconds. */
export type SubletChange =
	| { readonly act: 'begin'; readonly from: number; readonly to: number | null }
	| { readonly act: 'end'; readonly to: number }
	| { readonly act: 'undo' };

/** What the change asks of the database, which decides, and from when on readings change hands. */
function question(change: SubletChange, now: number): { text: string; at: (number | null)[]; from: number } {
	const instant = (n: number) => `to_timestamp($${n}::float8)`;
	if (change.act === 'begin') {
		const text = `staff.begin_sublet($1::uuid, ${instant(2)}, ${instant(3)})`;
		return { text, at: [change.from, change.to], from: change.from };
	}
	if (change.act === 'end')
		return { text: `staff.end_sublet($1::uuid, ${instant(2)})`, at: [change.to], from: change.to };
	return { text: 'staff.undo_sublet($1::uuid)', at: [], from: now };
}

/** Rolls the change back. */
class Refused extends Error {
	readonly answer: SubletAnswer;

	constructor(answer: SubletAnswer) {
		super(answer);
		this.answer = answer;
	}
}

/**
 * Begins, ends or undoes a sublet, also after the fact, and gives what was read to whom it belongs, all in one
 * transaction. What is refused changes nothing.
 * @param gate signed in as hemvy_gate
 * @param token of the consent officer who asks: from it the database decides
 */
export async function changeSublet(
	gate: Pool,
	{ token, home, change, now }: { token: string; home: string; change: SubletChange; now: number }
): Promise<SubletAnswer> {
	const { text, at, from } = question(change, now);
	const [place] = await asRole(
		gate,
		'hemvy_collector',
		null,
		(tx) => tx<{ apartment: number; starts: number; ends: number }[]>`
			select apartment_id as apartment, extract(epoch from lower(during))::float8 as starts,
				coalesce(extract(epoch from upper(during))::float8, ${now}::float8) as ends
			from housing.occupancy where public_id = ${home}`
	);
	if (place === undefined) return 'no_home';
	try {
		await changeOccupancy(gate, {
			apartmentId: place.apartment,
			// what the stretch had reaches from its beginning; what an end moves, from the earlier of both ends
			from: Math.min(
				now,
				change.act === 'undo' ? place.starts : change.act === 'end' ? Math.min(from, place.ends) : from
			),
			now,
			token,
			async change(tx) {
				const [row] = await tx.unsafe<{ it: SubletAnswer }[]>(`select ${text} as it`, [home, ...at]);
				if (row?.it !== 'done') throw new Refused(row?.it ?? 'no_home');
			}
		});
		return 'done';
	} catch (error) {
		if (error instanceof Refused) return error.answer;
		throw error;
	}
}
