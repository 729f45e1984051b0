import type { Medium } from '#lib/energy/medium.ts';
import { HOME_ZONE } from '#lib/energy/calendar.ts';
import type { AccountDraft, BuildingDraft, CompanyDraft, MeterDraft } from './company-draft.ts';
import type { SeriesFile } from './series-file.ts';
import type { SeriesReading } from './series-lines.ts';

/** A meter found in a file. */
interface FoundMeter {
	readonly serial: string;
	readonly medium: Medium;
	readonly position: string | null;
	readonly digits: number | null;
	readonly exchange: { readonly last: number; readonly first: number } | null;
	first: number;
	count: number;
}

/** A home found in the files: all meters that share its key. */
export interface FoundHome {
	readonly key: string;
	/** The names that its meters have in the files: each becomes a sign-in. */
	readonly names: Set<string>;
	readonly file: SeriesFile;
	readonly meters: Map<string, FoundMeter>;
}

/** Homes by key, as the files are scanned. */
export type FoundHomes = Map<string, FoundHome>;

/**
 * Which home a meter belongs to. `water-<id>` and `hot-<id>` are two meters of one home; so are the rooms and the
 * electricity of files that say the same place (`rooms_<place>`, `electricity_<place>`).
 */
export function homeKey(file: SeriesFile, meter: string): string {
	const place = /^(?:rooms|electricity)_(.+)$/.exec(file.stem)?.[1];
	if (file.meterIndex === null) return `place ${place ?? file.stem}`;
	const id = /^(?:water|hot)-(.+)$/.exec(meter)?.[1];
	return id === undefined ? `meter ${meter}` : `water ${id}`;
}

/** Notes a reading's meter and home. */
export function note(homes: FoundHomes, file: SeriesFile, reading: SeriesReading): void {
	const key = homeKey(file, reading.meter);
	let home = homes.get(key);
	if (!home) homes.set(key, (home = { key, names: new Set(), file, meters: new Map() }));
	let meter = home.meters.get(reading.serial);
	if (!meter) {
		home.names.add(reading.meter);
		const label = file.labels?.get(reading.meter);
		meter = {
			serial: reading.serial,
			medium: reading.medium,
			position: reading.column.position,
			digits: label?.digits ?? null,
			exchange: label?.exchange ?? null,
			first: reading.at,
			count: 0
		};
		home.meters.set(reading.serial, meter);
	}
	if (reading.at < meter.first) meter.first = reading.at;
	meter.count += 1;
}

/** A file of one home and a file with a single meter, both named after one place, are the same home's. */
export function joinPlaces(homes: FoundHomes): void {
	for (const [key, rooms] of homes) {
		const place = /^place (.+)$/.exec(key)?.[1];
		if (place === undefined) continue;
		const others = [...homes.values()].filter((home) => home.file.stem === `electricity_${place}`);
		const [other] = others;
		if (!other || others.length > 1) continue;
		for (const [serial, meter] of rooms.meters) other.meters.set(serial, meter);
		homes.delete(key);
	}
}

/** The home that shows most: media first, then readings. */
export function richest(homes: FoundHomes): FoundHome | undefined {
	const media = (home: FoundHome) => new Set([...home.meters.values()].map((meter) => meter.medium)).size;
	const count = (home: FoundHome) => [...home.meters.values()].reduce((sum, meter) => sum + meter.count, 0);
	return [...homes.values()].sort((a, b) => media(b) - media(a) || count(b) - count(a))[0];
}

/** The files' homes as a housing company: one building a file, one tenancy a home, from just before its first reading. */
export function seriesDraft(homes: FoundHomes, accounts: readonly AccountDraft[]): CompanyDraft {
	const buildings = new Map<string, BuildingDraft & { apartments: BuildingDraft['apartments'][number][] }>();
	for (const home of homes.values()) {
		const { stem } = home.file;
		const words = stem.replaceAll('_', ' ');
		let building = buildings.get(stem);
		if (!building) {
			building = {
				property: words,
				name: words,
				streetAddress: words,
				postalCode: '',
				city: '',
				apartments: []
			};
			buildings.set(stem, building);
		}
		const meters = [...home.meters.values()];
		const from = hourBefore(Math.min(...meters.map((meter) => meter.first)));
		building.apartments.push({
			number: nameOf(home),
			occupancies: [{ from, to: null, holders: [home.key], contract: nameOf(home) }],
			meters: meters.map(meterDraft)
		});
	}
	return {
		name: 'Mätserier',
		timeZone: HOME_ZONE,
		isSample: false,
		buildings: [...buildings.values()],
		persons: new Map([...homes.values()].map((home) => [home.key, nameOf(home)])),
		prices: [],
		accounts
	};
}

/** The first of the names that its meters have. */
export function nameOf(home: FoundHome): string {
	return [...home.names][0] ?? home.key;
}

function meterDraft(meter: FoundMeter): MeterDraft {
	const { exchange } = meter;
	const renewed = exchange !== null && meter.first >= exchange.first;
	return {
		serial: meter.serial,
		medium: meter.medium,
		digits: meter.digits,
		position: meter.position,
		installed: renewed ? exchange.first : hourBefore(meter.first),
		removed: exchange !== null && !renewed ? exchange.last + 1 : null,
		initialRegister: null,
		finalRegister: null,
		mostPerHour: null,
		nextCalibration: null
	};
}

/** The whole hour at or before an instant. */
function hourBefore(at: number): number {
	return Math.floor(at / 3600) * 3600;
}
