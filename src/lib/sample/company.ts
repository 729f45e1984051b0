import { addDays, addMonths, civilDay } from '#lib/energy/calendar.ts';
import { framesBetween } from './day-frame.ts';
import { weatherOf } from './climate.ts';
import type { SampleDay } from './telegrams.ts';

/** One number from which the whole company follows. */
export const SAMPLE_SEED = 7419;

/** How far back the sample goes. */
export const SAMPLE_MONTHS = 14;

/** An invented public housing company in an invented town. */
export const COMPANY = { name: 'Granforsahem', city: 'Granforsa', timeZone: 'Europe/Stockholm' } as const;

/** A house: floors from the entrance (10) up, the same doors on each, `rooms` by door (kitchen not counted). */
export interface Building {
	readonly key: string;
	readonly property: string;
	readonly name: string;
	readonly streetAddress: string;
	readonly postalCode: string;
	readonly floors: number;
	readonly rooms: readonly number[];
	/** Whether every home has a temperature sensor. */
	readonly sensors: boolean;
}

export const PROPERTIES = ['Kvarnen 3', 'Lärkan 1', 'Solrosen 7'] as const;

export const BUILDINGS: readonly Building[] = [
	{
		key: 'K12',
		property: 'Kvarnen 3',
		name: 'Kvarngatan 12',
		streetAddress: 'Kvarngatan 12',
		postalCode: '748 21',
		floors: 5,
		rooms: [2, 3, 1, 2],
		sensors: false
	},
	{
		key: 'K14',
		property: 'Kvarnen 3',
		name: 'Kvarngatan 14',
		streetAddress: 'Kvarngatan 14',
		postalCode: '748 21',
		floors: 4,
		rooms: [3, 2, 2, 4],
		sensors: false
	},
	{
		key: 'L5',
		property: 'Lärkan 1',
		name: 'Lärkvägen 5',
		streetAddress: 'Lärkvägen 5',
		postalCode: '748 23',
		floors: 6,
		rooms: [3, 1, 4],
		sensors: true
	},
	{
		key: 'S2',
		property: 'Solrosen 7',
		name: 'Solrosstigen 2',
		streetAddress: 'Solrosstigen 2',
		postalCode: '748 25',
		floors: 2,
		rooms: [4, 5, 4, 3],
		sensors: true
	}
];

/** A home's place in its building: key 'K12-1001', Lantmäteriet's number '1001', rooms. */
export interface Door {
	readonly key: string;
	readonly building: Building;
	readonly number: string;
	readonly rooms: number;
}

export function doors(): Door[] {
	return BUILDINGS.flatMap((building) =>
		Array.from({ length: building.floors }, (_, floor) =>
			building.rooms.map((rooms, door) => {
				const number = `${String(10 + floor)}${String(door + 1).padStart(2, '0')}`;
				return { key: `${building.key}-${number}`, building, number, rooms };
			})
		).flat()
	);
}

/** First civil day of the sample for an anchor instant (UTC seconds). */
export function firstDay(anchor: number): string {
	return addMonths(civilDay(anchor), -SAMPLE_MONTHS);
}

/** The civil days from `first` to the one that holds `until` (UTC seconds), with their weather. */
export function sampleDays(first: string, until: number): SampleDay[] {
	return framesBetween(first, civilDay(until)).map((frame) => ({
		frame,
		weather: weatherOf(SAMPLE_SEED, frame)
	}));
}

/** UTC seconds of a clock minute `daysAgo` days before the anchor's civil day. */
export function clockTime(anchor: number, daysAgo: number, hour: number, minute = 0): number {
	const day = addDays(civilDay(anchor), -daysAgo);
	const frame = framesBetween(day, day)[0];
	if (!frame) throw new RangeError(day);
	// Noon of a day with a clock change is not twelve hours after midnight.
	const shift = hour >= 3 ? (frame.hours - 24) * 3600 : 0;
	return frame.start + hour * 3600 + minute * 60 + shift;
}
