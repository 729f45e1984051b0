import { clockTime } from './company.ts';
import type { Fault } from './faults.ts';
import type { Channel } from './home.ts';
import type { HouseholdWish } from './household.ts';

/*
 * What happens in the sample company, and in which home. Everything not named here is ordinary life.
 *
 *  L5-1201   tenant@ and partner@: two holders, a school child; 14 months in one home. Cold meter exchanged (both
 *            registers known), all meters silent for three days, cold water silent for two hours, late telegrams
 *            of a night, a corrected electricity register, two temperature sensors.
 *  K12-1203  former@ left it at noon three weeks ago, newcomer@ came at the same noon.
 *  S2-1001   solar@: panels with export, a sauna.
 *  K12-1402  leak@: a toilet that has been running for three days, and still is.
 *  K14-1004  water from two shafts: two cold and two hot meters.
 *  K12-1003  vacant for two months.
 *  K14-1301  moved out five months ago, empty for 17 days, let again.
 *  K12-1101  hot meter replaced by a used one.
 *  K14-1202  cold meter replaced, and nobody wrote down its last register.
 *  K12-1302  electricity meter that passes 99,999 kWh.
 *  L5-1402   silent for eleven days.
 *  K14-1101  a hot-water register that is 640 m³ off once, never put right.
 *  K12-1201  a cold-water register that says 0 once.
 */

/** A meter of the home taken out for another. */
export interface Exchange {
	readonly channel: Channel;
	readonly at: number;
	/** Register of the new meter when it was put in, smallest units. */
	readonly initial: number;
	readonly finalKnown: boolean;
}

/** A change of holders: the old ones leave at `out`, new ones come at `in` (null: not yet). */
export interface Move {
	readonly out: number;
	readonly in: number | null;
}

/** A fault with the meter named by its channel; 'all' = every meter of the home. */
export type FaultPlan =
	| { kind: 'silence' | 'late'; channel: Channel | 'all'; from: number; to: number }
	| { kind: 'corrected' | 'spike'; channel: Channel; at: number; error: number }
	| { kind: 'dip'; channel: Channel; at: number };

/** What is special about one home. */
export interface Plan {
	readonly wish?: HouseholdWish;
	/** Number of persons on the (present) contract. */
	readonly holders?: number;
	/** The first tenancy begins with the meters, not long before. */
	readonly cameWithMeters?: boolean;
	readonly channels?: readonly Channel[];
	readonly move?: Move;
	readonly exchange?: Exchange;
	readonly leak?: { readonly from: number; readonly litresPerHour: number };
	/** Registers at installation other than by chance. */
	readonly initial?: Partial<Record<Channel, number>>;
	readonly faults?: readonly FaultPlan[];
}

/** The plans by the home's key, placed back from `anchor` (UTC seconds). */
export function plans(anchor: number): Readonly<Record<string, Plan>> {
	const at = (daysAgo: number, hour: number, minute = 0) => clockTime(anchor, daysAgo, hour, minute);
	return {
		'L5-1201': {
			wish: { adults: ['office', 'home_worker'], children: ['school'], dishwasher: true, bathtub: true },
			holders: 2,
			cameWithMeters: true,
			channels: ['cold', 'hot', 'electricity', 'room', 'bedroom'],
			exchange: { channel: 'cold', at: at(152, 10, 20), initial: 0, finalKnown: true },
			faults: [
				{ kind: 'silence', channel: 'all', from: at(215, 15), to: at(212, 9) },
				{ kind: 'silence', channel: 'cold', from: at(19, 13, 30), to: at(19, 15, 30) },
				{ kind: 'late', channel: 'cold', from: at(9, 18), to: at(8, 6) },
				{ kind: 'corrected', channel: 'electricity', at: at(12, 17), error: 1300 }
			]
		},
		'K12-1203': { move: { out: at(21, 12), in: at(21, 12) } },
		'S2-1001': {
			wish: { adults: ['office', 'early'], children: ['school'], saunaKwh: 5.8, solarKw: 4.6 },
			channels: ['cold', 'hot', 'electricity', 'export', 'room']
		},
		'K12-1402': { leak: { from: at(3, 4), litresPerHour: 19 } },
		'K14-1004': {
			wish: { adults: ['office', 'shift'], children: ['school', 'toddler'], washingMachine: true },
			channels: ['cold_kitchen', 'cold_bath', 'hot_kitchen', 'hot_bath', 'electricity']
		},
		'K12-1003': { move: { out: at(61, 12), in: null } },
		'K14-1301': { move: { out: at(150, 12), in: at(133, 12) } },
		'K12-1101': { exchange: { channel: 'hot', at: at(97, 13, 40), initial: 214_387, finalKnown: true } },
		'K14-1202': { exchange: { channel: 'cold', at: at(240, 9, 15), initial: 0, finalKnown: false } },
		'K12-1302': { initial: { electricity: 99_999_999 - 612_345 } },
		'L5-1402': { faults: [{ kind: 'silence', channel: 'all', from: at(82, 3), to: at(71, 16) }] },
		'K14-1101': { faults: [{ kind: 'spike', channel: 'hot', at: at(44, 11), error: 640_000 }] },
		'K12-1201': { faults: [{ kind: 'dip', channel: 'cold', at: at(30, 8) }] }
	};
}

/** The plan's faults with the serials of the meters in place at the time. */
export function placeFaults(
	planned: readonly FaultPlan[],
	meters: readonly { serial: string; channel: Channel; installed: number; removed: number | null }[]
): Fault[] {
	return planned.flatMap((fault): Fault[] => {
		const when = 'from' in fault ? fault.from : fault.at;
		return meters
			.filter((m) => fault.channel === 'all' || m.channel === fault.channel)
			.filter((m) => m.installed <= when && (m.removed === null || m.removed > when))
			.map(({ serial }): Fault => {
				if ('from' in fault) return { kind: fault.kind, serial, from: fault.from, to: fault.to };
				if (fault.kind === 'dip') return { kind: fault.kind, serial, at: fault.at };
				return { kind: fault.kind, serial, at: fault.at, error: fault.error };
			});
	});
}
