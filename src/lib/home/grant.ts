import { MEDIA, type Medium } from '#lib/energy/medium.ts';
import type { MonthMedium } from './display.ts';
import type { Quantity } from './quantity.ts';
import type { Power, Snapshot, Tile, Today, Water } from './snapshot.ts';

/**
 * What a display may show finer than months, as the tenant has switched it on: media at each resolution, each for
 * itself. Days: the day so far, in steps where hours are off. Hours: all that is of now, and the last hour.
 */
export interface Grant {
	readonly day: readonly Medium[];
	readonly hour: readonly Medium[];
}

export const NOTHING_GRANTED: Grant = { day: [], hour: [] };

/** Whether anything finer than months may be shown. @param grant null: nobody limits it */
export const isFiner = (grant: Grant | null): boolean =>
	grant === null || grant.day.length > 0 || grant.hour.length > 0;

const isAll = ({ day, hour }: Grant): boolean => day.length === MEDIA.length && hour.length === MEDIA.length;

/** A snapshot with what a grant leaves of it; null leaves all. The rest is not there at all. */
export function withinGrant(snapshot: Snapshot, grant: Grant | null): Snapshot {
	if (grant === null || isAll(grant)) return snapshot;
	const hours = new Set(grant.hour);
	const days = new Set(grant.day);
	const isOut = hours.has('electricity_export');
	const { month } = snapshot;
	return {
		...snapshot,
		power: powerWithin(snapshot.power, hours),
		strip: hours.has('electricity') ? snapshot.strip.filter(({ watts }) => watts >= 0 || isOut) : [],
		water: waterWithin(snapshot.water, hours),
		today: todayWithin(snapshot.today, days, hours),
		rooms: hours.has('temperature') ? snapshot.rooms : [],
		tiles: snapshot.tiles.filter((tile) => isShown(tile, hours)),
		month: {
			from: month.from,
			media: month.media.map((each) => (hours.has(each.medium) ? each : aboutMonth(each)))
		}
	};
}

/** A month as a visitor sees it: to the litre, seen twice, it would be the hour between. */
export function aboutMonth(medium: MonthMedium): MonthMedium {
	const step = MONTH_STEP[medium.unit];
	return { ...medium, used: inSteps(medium.used, step), usual: inSteps(medium.usual, step) };
}

/** A step of a month is about as much as a home uses in half a day, one of a day as much as in a third of it. */
const MONTH_STEP = { l: 100, kWh: 5 } as const;
const DAY_STEP = { l: 50, kWh: 2 } as const;

const inSteps = (amount: number | null, step: number) =>
	amount === null ? null : Math.round(amount / step) * step;

function powerWithin(power: Power, hours: ReadonlySet<Medium>): Power {
	const isOut = power.watts !== null && power.watts < 0;
	if (hours.has('electricity') && (!isOut || hours.has('electricity_export'))) return power;
	return { ...power, watts: null, at: null, stale: true, ambient: 'unknown' };
}

/** Of one of the two alone: its own flow, which is then the whole, and no sign, which is of both. */
function waterWithin(water: Water, hours: ReadonlySet<Medium>): Water {
	const [isCold, isHot] = [hours.has('cold_water'), hours.has('hot_water')];
	if (isCold && isHot) return water;
	const cold = isCold ? water.coldLitresPerMinute : null;
	const hot = isHot ? water.hotLitresPerMinute : null;
	return {
		...water,
		...{ coldLitresPerMinute: cold, hotLitresPerMinute: hot, litresPerMinute: cold ?? hot },
		...{ at: isCold || isHot ? water.at : null, stale: water.stale || !(isCold || isHot) },
		ambient: 'unknown'
	};
}

function todayWithin(today: Today, days: ReadonlySet<Medium>, hours: ReadonlySet<Medium>): Today {
	const of = (medium: Medium, amount: number | null) => {
		if (!days.has(medium)) return null;
		if (hours.has(medium)) return amount;
		return inSteps(amount, medium.endsWith('water') ? DAY_STEP.l : DAY_STEP.kWh);
	};
	return {
		electricityKWh: of('electricity', today.electricityKWh),
		usualKWh: of('electricity', today.usualKWh),
		exportKWh: of('electricity_export', today.exportKWh),
		coldL: of('cold_water', today.coldL),
		usualColdL: of('cold_water', today.usualColdL),
		hotL: of('hot_water', today.hotL),
		usualHotL: of('hot_water', today.usualHotL),
		since: today.since
	};
}

/** What warns of danger, or that it soon could not, is nobody's habits. */
const SAFETY = new Set<Quantity>(['smoke', 'leak', 'tamper', 'battery_low']);

/** A tile is of now: it goes with the hours of its medium; a door or a socket, which is of none, with any hours at all. */
function isShown({ quantity, medium, value }: Tile, hours: ReadonlySet<Medium>): boolean {
	if (SAFETY.has(quantity)) return true;
	if (quantity === 'power' && typeof value === 'number' && value < 0 && !hours.has('electricity_export'))
		return false;
	const media = medium === null ? mediaOf(quantity) : [medium];
	return media.length === 0 ? hours.size > 0 : media.every((each) => hours.has(each));
}

/** What a quantity that is commissioned as no medium may be of. */
function mediaOf(quantity: Quantity): readonly Medium[] {
	switch (quantity) {
		case 'power_export':
		case 'electricity_export':
			return ['electricity_export'];
		case 'power':
		case 'power_import':
		case 'electricity_import':
			return ['electricity'];
		case 'temperature':
		case 'humidity':
		case 'co2':
			return ['temperature'];
		case 'cold_water':
		case 'hot_water':
			return [quantity];
		case 'water':
		case 'volume_medium_unknown':
			return ['cold_water', 'hot_water'];
		default:
			return [];
	}
}
