import { addDays, addMonths, civilDay, firstOfMonth } from '#lib/energy/calendar.ts';
import { isCounterCell, type Cell, type CounterCell, type GaugeCell } from '#lib/energy/cell.ts';
import { amountOf, foldDays } from '#lib/energy/fold.ts';
import { flagSuspects, judgeDays, judgeHours, judgeRoom, type Usual } from '#lib/energy/plausibility.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { loadPacks, type Change } from './amount-packs.ts';
import { DAYS } from './levels.ts';
import type { Transaction } from './packed-rows.ts';

/** What is usual is the mean of the known days among this many before; fewer known days than LEAST say nothing. */
const DAYS_BACK = 92;
const MONTHS_BACK = 4;
const LEAST = 28;
const NOT_KNOWN: Usual = { week: null, month: null };

/**
 * Flags what is not plausible, before it is stored: hours as large as a usual week or above the meter's highest flow,
 * days as large as a usual month (all their hours), rooms that are no rooms. Each day is judged by those before it.
 */
export async function judgeAmounts(tx: Transaction, changes: readonly Change[]): Promise<Change[]> {
	const counters = changes.filter((change) => change.meter.kind === 'counter');
	const history = await loadHistory(tx, counters);
	return changes.map((change) => {
		const cells =
			change.meter.kind === 'counter'
				? judgeCounter(change, history.get(keyOf(change)) ?? [])
				: judgeGauge(change.cells, change.meter.scale);
		return { ...change, cells };
	});
}

function judgeGauge(cells: readonly Cell[], scale: number): Cell[] {
	const gauge = cells.filter((cell): cell is GaugeCell => !isCounterCell(cell));
	return flagSuspects(gauge, judgeRoom(gauge, scale));
}

function judgeCounter({ meter, cells }: Change, history: readonly CounterCell[]): Cell[] {
	const hours = cells.filter(isCounterCell);
	const first = hours[0];
	if (!first) return [];
	const firstDay = civilDay(first.start);
	const days = foldDays(hours);
	const known = [...history.filter((day) => civilDay(day.start) < firstDay), ...days];
	const suspicions = [];
	let next = 0;
	for (const [i, day] of days.entries()) {
		const usual = usualBefore(known, known.length - days.length + i);
		const own: CounterCell[] = [];
		for (; next < hours.length; next++) {
			const hour = hours[next];
			if (!hour || hour.start >= day.end) break;
			own.push(hour);
		}
		suspicions.push(...judgeHours(own, usual, meter.maxFlowPerHour));
		if (judgeDays([day], usual).length > 0) {
			suspicions.push(
				...own.map(
					({ start, end }) => ({ start, end, reason: 'day_as_a_month', flag: FLAG.SUSPECT }) as const
				)
			);
		}
	}
	return suspicions.length > 0 ? flagSuspects(hours, suspicions) : hours;
}

/** The usual week and month by the known days before `index`. */
function usualBefore(days: readonly CounterCell[], index: number): Usual {
	const until = days[index]?.start ?? 0;
	const since = until - DAYS_BACK * 86_400;
	let sum = 0;
	let count = 0;
	for (let i = index - 1; i >= 0; i--) {
		const day = days[i];
		if (!day || day.start < since) break;
		if (day.flags & (FLAG.MISSING | FLAG.SUSPECT | FLAG.INTERPOLATED)) continue;
		sum += amountOf(day);
		count += 1;
	}
	if (count < LEAST) return NOT_KNOWN;
	return { week: (sum / count) * 7, month: (sum / count) * 30 };
}

async function loadHistory(tx: Transaction, changes: readonly Change[]): Promise<Map<string, CounterCell[]>> {
	const wanted = changes.flatMap((change) => {
		const first = change.cells[0];
		if (!first) return [];
		const month = firstOfMonth(addDays(civilDay(first.start), -1));
		return Array.from({ length: MONTHS_BACK }, (_, i) => ({
			...change,
			period: addMonths(month, i + 1 - MONTHS_BACK)
		}));
	});
	const packs = await loadPacks(tx, DAYS, wanted);
	const history = new Map<string, CounterCell[]>();
	for (const { meter, seriesId, period } of wanted) {
		const pack = packs.get(`${seriesId} ${meter.id} ${period}`);
		if (!pack) continue;
		const key = keyOf({ meter, seriesId });
		const days = history.get(key) ?? [];
		days.push(...DAYS.unpack(pack, period, meter.kind).filter(isCounterCell));
		history.set(key, days);
	}
	return history;
}

const keyOf = ({ meter, seriesId }: Pick<Change, 'meter' | 'seriesId'>) => `${seriesId} ${meter.id}`;
