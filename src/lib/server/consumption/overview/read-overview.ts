import { HOUR } from '#lib/energy/calendar.ts';
import { isCounterCell, type Cell } from '#lib/energy/cell.ts';
import { priceOf, type ListedPrice, type Price } from '#lib/energy/cost/price.ts';
import { findLeak, type Leak } from '#lib/energy/leak.ts';
import { isMedium, MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import type { Frame, MediumParts } from '#lib/energy/overview/known.ts';
import { overviewOf } from '#lib/energy/overview/overview-of.ts';
import type { Overview, Reads } from '#lib/energy/overview/overview.ts';
import { unpackDays, unpackHours, unpackMonths } from '#lib/energy/pack.ts';
import type { OffReason } from '#lib/privacy/choice.ts';
import { ownTime } from '../intervals.ts';
import { reasonOf, type ReadableMedium } from '../off-media.ts';
import { packOf, parsePacked, type MeterSeries, type Packed, type PackRow } from '../packed.ts';
import { scaleOf, sumMeters } from '../points.ts';
import { homeOf, type HomeRow } from '../read-homes.ts';
import { readRows, type Reader } from '../reader.ts';
import { overviewStatements } from './overview-statement.ts';

interface FactsRow {
	readonly home: HomeRow | null;
	readonly prices: readonly (ListedPrice & { readonly medium: string })[] | null;
	readonly rights: readonly ReadableMedium[] | null;
}

/** A medium of which the overview shows less than hours, and why. */
export interface Coarser {
	readonly medium: Medium;
	/** The finest that is missing most: days, or hours alone. */
	readonly resolution: 'day' | 'hour';
	readonly reason: OffReason;
}

/** The overview of a home and what of it is closed; null: there is no such home for whoever asks. One round trip. */
export async function readOverview(
	reader: Reader,
	id: string
): Promise<{ readonly overview: Overview; readonly off: readonly Coarser[] } | null> {
	const [packedRows, factsRows] = await readRows(reader, overviewStatements(id, reader.now));
	const facts = factsRows?.[0] as FactsRow | undefined;
	const packed = parsePacked(packedRows?.[0]);
	if (!facts?.home) return null;
	const home = homeOf(facts.home);
	const rights = facts.rights ?? [];
	const own = ownTime([home.timeZone, home.from, home.to]);
	const isLeft = own.end <= reader.now;
	const frame: Frame = { zone: home.timeZone, ...own, at: isLeft ? own.end - 1 : reader.now, isLeft };
	const parts = home.media.map((medium) => partsOf(packed, { medium, frame, rights }));
	return {
		overview: overviewOf(home, parts, { frame, prices: pricesOf(facts) }),
		off: isLeft ? [] : home.media.flatMap((medium) => coarser(rights, medium))
	};
}

function pricesOf({ prices }: FactsRow): Map<Medium, Price[]> {
	const byMedium = new Map<Medium, Price[]>();
	for (const listed of prices ?? []) {
		if (!isMedium(listed.medium)) continue;
		byMedium.set(listed.medium, [...(byMedium.get(listed.medium) ?? []), priceOf(listed)]);
	}
	return byMedium;
}

function coarser(rights: readonly ReadableMedium[], medium: Medium): Coarser[] {
	const row = rights.find((each) => each.medium === medium);
	if (row === undefined || (row.day && row.hour)) return [];
	const resolution = row.day ? 'hour' : 'day';
	return [{ medium, resolution, reason: reasonOf(row, resolution) }];
}

interface Asked {
	readonly medium: Medium;
	readonly frame: Frame;
	readonly rights: readonly ReadableMedium[];
}

function partsOf(packed: Packed, { medium, frame, rights }: Asked): MediumParts {
	const { kind } = MEDIUM_FACTS[medium];
	const { zone, at } = frame;
	const meters = packed.meters.filter((meter) => meter[1] === medium);
	const series = (rows: readonly PackRow[], cells: (row: PackRow) => Cell[]): MeterSeries[] =>
		meters.map((meter) => ({
			meter,
			cells: rows.filter((row) => row[0] === meter[0]).flatMap(cells),
			continues: false
		}));
	const hours = series(packed.hours, (row) =>
		unpackHours(packOf(row), row[1], zone, kind).filter(({ end }) => end <= at + 1)
	);
	const days = series(packed.days, (row) => unpackDays(packOf(row), row[1], zone, kind));
	const months = series(packed.months, (row) => unpackMonths(packOf(row), row[1], zone, kind));
	const right = rights.find((each) => each.medium === medium);
	const reads: Reads = right?.day !== true ? 'month' : right.hour ? 'hour' : 'day';
	return {
		medium,
		reads,
		scale: scaleOf([...hours, ...days, ...months]),
		hours: sumMeters(hours, kind),
		days: sumMeters(days, kind),
		months: sumMeters(months, kind),
		leaks: medium === 'cold_water' || medium === 'hot_water' ? leaksOf(hours, at) : []
	};
}

/** Hours this old are last year's, which are read for the comparison. */
const RECENT_S = 60 * 24 * HOUR;

/** What the latest hours of each meter say; of several the worst. */
function leaksOf(meters: readonly MeterSeries[], at: number): Leak[] {
	const found = meters.flatMap(({ meter, cells }) => {
		const recent = cells.filter(isCounterCell).filter(({ start }) => start > at - RECENT_S);
		return findLeak(recent, meter[2]) ?? [];
	});
	const [worst] = found.sort(
		(a, b) => Number(a.isOver) - Number(b.isOver) || b.litresPerHour - a.litresPerHour
	);
	return worst === undefined ? [] : [worst];
}
