import type { Medium } from '#lib/energy/medium.ts';
import type { Ambient } from './ambient.ts';
import type { Display, MonthUse } from './display.ts';
import type { Quantity } from './quantity.ts';
import type { ReadingQuality } from './reading.ts';
import type { HomeState } from './home-state.ts';
import { powerNow } from './power.ts';
import { roomsOf } from './rooms.ts';
import { tilesOf } from './tiles.ts';
import { waterNow } from './water.ts';

/** Times are UTC seconds since 1970, whole or not. Missing is null, never 0. */

/** How a link is: `none` where there is nothing to be linked to (no central address, no radio device heard yet). */
export interface Link {
	readonly state: 'up' | 'down' | 'unknown' | 'none';
	/** Since when it is so; null: since before the node started. */
	readonly since: number | null;
}

/** One value of one device, as the display shows it. */
export interface Tile {
	/** Stable over restarts: device, channel and quantity. */
	readonly key: string;
	readonly device: string;
	readonly channel: string;
	readonly quantity: Quantity;
	/** What its register is of, where that is known: never guessed. */
	readonly medium: Medium | null;
	/** As it was commissioned, else as it is called in its topics. */
	readonly name: string;
	readonly room: string | null;
	readonly value: number | boolean;
	readonly unit: string | null;
	/** When it was measured; null: a replayed value that does not say. */
	readonly at: number | null;
	/** now − at, whole seconds. */
	readonly ageS: number | null;
	/** Older than such a device may be (or of unknown age): grey, and with a word. */
	readonly stale: boolean;
	/** After this many seconds it is stale, so that a page can tell by itself. */
	readonly staleAfterS: number;
	readonly quality: ReadingQuality;
}

export interface Power {
	/** Net: import positive, export negative; null: not known now. */
	readonly watts: number | null;
	readonly at: number | null;
	readonly stale: boolean;
	readonly staleAfterS: number;
	readonly ambient: Ambient;
}

export interface Water {
	/** Cold and hot together, over the last two telegrams of each; null: not known now. */
	readonly litresPerMinute: number | null;
	readonly coldLitresPerMinute: number | null;
	readonly hotLitresPerMinute: number | null;
	readonly at: number | null;
	readonly stale: boolean;
	readonly staleAfterS: number;
	readonly ambient: Ambient;
}

/** Since civil midnight, and what is usual until this time of day (median of up to 14 days; null: below 3 days). */
export interface Today {
	readonly electricityKWh: number | null;
	readonly usualKWh: number | null;
	readonly exportKWh: number | null;
	readonly coldL: number | null;
	readonly usualColdL: number | null;
	readonly hotL: number | null;
	readonly usualHotL: number | null;
	/** From when the day is known, where that is not its midnight; else null. */
	readonly since: number | null;
}

export interface Room {
	readonly name: string;
	readonly celsius: number;
	readonly humidity: number | null;
	readonly at: number | null;
	readonly stale: boolean;
	readonly staleAfterS: number;
}

/** A point of the last hour's strip: the mean of the 30 s that begin at `at`. */
export interface StripPoint {
	readonly at: number;
	readonly watts: number;
}

export const NOTICES = [
	'broker_down',
	'radio_silent',
	'central_away',
	'not_paired',
	'pairing_ended',
	'clock_off',
	'disk_full',
	'disk_low',
	'hours_dropped'
] as const;

/** Something that the resident or the installer should know, as the key of a text. */
export interface Notice {
	readonly key: (typeof NOTICES)[number];
	readonly since: number | null;
}

/** Everything that the display shows. */
export interface Snapshot {
	readonly now: number;
	readonly home: { readonly paired: boolean; readonly name: string; readonly timeZone: string };
	readonly links: { readonly broker: Link; readonly radio: Link; readonly central: Link };
	readonly tiles: readonly Tile[];
	readonly power: Power;
	readonly water: Water;
	readonly today: Today;
	readonly month: MonthUse;
	readonly rooms: readonly Room[];
	/** Time ascending, at most 120; a pause is a pause. */
	readonly strip: readonly StripPoint[];
	readonly notices: readonly Notice[];
	readonly display: Display;
}

/** What changed since the snapshot or delta before. Tiles by key; a strip point replaces the one of its time. */
export interface Delta {
	readonly now: number;
	readonly home?: Snapshot['home'];
	readonly links?: Snapshot['links'];
	readonly tiles?: readonly Tile[];
	/** Keys of tiles that are gone. */
	readonly gone?: readonly string[];
	readonly power?: Power;
	readonly water?: Water;
	readonly today?: Today;
	readonly month?: MonthUse;
	readonly rooms?: readonly Room[];
	readonly strip?: readonly StripPoint[];
	readonly notices?: readonly Notice[];
	readonly display?: Display;
}

/** The last hour, and the half minute that is going on. */
export const STRIP_S = 3630;

/** What is shown of a home. Times in UTC seconds. */
export function snapshotOf(state: HomeState): Snapshot {
	const { now, home, links, today, month, strip, notices, display } = state;
	return {
		now,
		home,
		links,
		tiles: tilesOf(state),
		power: powerNow(state),
		water: waterNow(state),
		today,
		month,
		rooms: roomsOf(state),
		strip: stripOf(strip, now),
		notices,
		display
	};
}

/** Mostly nothing is to be left out, and then it is the same object. Time ascending. */
function stripOf(strip: HomeState['strip'], now: number): HomeState['strip'] {
	const [first, last] = [strip[0], strip.at(-1)];
	if (first === undefined || last === undefined || (first.at > now - STRIP_S && last.at <= now)) return strip;
	return strip.filter(({ at }) => at > now - STRIP_S && at <= now);
}
