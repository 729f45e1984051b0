import { isoWithOffset } from '#lib/energy/calendar.ts';
import { areSteady } from '#lib/energy/cost/cut.ts';
import { priceChanges, priceOf } from '#lib/energy/cost/price.ts';
import type { ListLine, ListProblem } from './parse-list.ts';

/** A price that is in force, as the database holds it. */
export interface HeldPrice extends Omit<ListLine, 'line'> {
	readonly id: number;
}

/** What a list would change. */
export interface Placed {
	readonly added: readonly ListLine[];
	/** Prices without an end that a later one ends, and when (UTC seconds). */
	readonly ended: readonly { readonly held: HeldPrice; readonly at: number }[];
	readonly unchanged: number;
	readonly problems: readonly ListProblem[];
}

const same = (a: Omit<ListLine, 'line'>, b: Omit<ListLine, 'line'>): boolean => {
	const [one, other] = [priceOf(a), priceOf(b)];
	return (
		one.perUnit === other.perUnit &&
		one.vat === other.vat &&
		one.feePerDay === other.feePerDay &&
		a.to === b.to
	);
};

/**
 * Where the lines of a list belong among the prices in force of one company. A price without an end is ended by the
 * next that begins after it; any other overlap is a problem, and so are changes so close that they would tell a
 * month's days.
 */
export function placeLines(lines: readonly ListLine[], held: readonly HeldPrice[]): Placed {
	const added: ListLine[] = [];
	const ended = new Map<number, { held: HeldPrice; at: number }>();
	const problems: ListProblem[] = [];
	let unchanged = 0;
	for (const own of Map.groupBy(lines, ({ medium }) => medium).values()) {
		const before = held.filter(({ medium }) => medium === own[0]?.medium);
		const all: (ListLine | HeldPrice)[] = [...before];
		for (const line of [...own].sort((a, b) => a.from - b.from)) {
			const double = all.find(({ from }) => from === line.from);
			if (double && 'id' in double && same(endless(double, ended), line)) {
				unchanged += 1;
				continue;
			}
			const open = all.find((one) => one.to === null && one.from < line.from);
			const index = open ? all.indexOf(open) : -1;
			if (open) all[index] = { ...open, to: line.from };
			const clash = all.find((one) => one.from < (line.to ?? Infinity) && (one.to ?? Infinity) > line.from);
			if (clash) {
				if (open) all[index] = open;
				problems.push({ line: line.line, problem: `overlaps the price of ${line.medium} ${spanOf(clash)}` });
				continue;
			}
			if (open && 'id' in open) ended.set(open.id, { held: open, at: line.from });
			all.push(line);
			added.push(line);
		}
		const changes = priceChanges(all.map(priceOf), -Infinity, Infinity).sort((a, b) => a - b);
		if (own.some(({ from }) => changes.includes(from)) && !areSteady(changes)) {
			problems.push({
				line: own[0]?.line ?? 0,
				problem: `the price of ${own[0]?.medium ?? ''} would change twice within seven days; prices by the hour or the day are not supported`
			});
		}
	}
	const endings = [...ended.values()].map(({ held: one, at }) => ({ held: one, at }));
	return { added: closed(added, lines), ended: endings, unchanged, problems };
}

/** A held price as it was before this list ended it. */
const endless = (one: HeldPrice, ended: ReadonlyMap<number, { held: HeldPrice }>): HeldPrice =>
	ended.get(one.id)?.held ?? one;

/** Lines without an end, ended by the list's own next line of the medium. */
function closed(added: readonly ListLine[], lines: readonly ListLine[]): ListLine[] {
	return added.map((line) => {
		if (line.to !== null) return line;
		const later = lines.filter(({ medium, from }) => medium === line.medium && from > line.from);
		return later.length === 0 ? line : { ...line, to: Math.min(...later.map(({ from }) => from)) };
	});
}

/** 'from … to …' for an operator. */
export function spanOf({ from, to }: { readonly from: number; readonly to: number | null }): string {
	return `from ${isoWithOffset(from)} ${to === null ? 'until further notice' : `to ${isoWithOffset(to)}`}`;
}
