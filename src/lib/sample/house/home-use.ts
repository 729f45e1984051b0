import { addDays } from '#lib/energy/calendar.ts';
import { weatherOf } from '../climate.ts';
import { SAMPLE_SEED } from '../company.ts';
import { frameOf } from '../day-frame.ts';
import { valueOf } from '../telegrams.ts';
import { DayCells, type Stream } from './day-cells.ts';
import { slotAt } from './slot.ts';
import type { SampleHome } from '../home.ts';

/** Days that are remembered: today, and those beside it. */
const MOST_DAYS = 4;

/** A second in a meter's day: the slot that it falls in, and the share of it that has passed, in (0, 1]. */
export interface Moment {
	readonly day: string;
	readonly slot: number;
	readonly share: number;
}

/**
 * What a home uses at any second, past or future: the same at every asking. A meter's day runs from the last telegram
 * of the civil day before to its own last one, so that its sums are those that the meter's telegrams tell.
 */
export class HomeUse {
	readonly home: SampleHome;
	readonly #days = new Map<string, DayCells>();

	constructor(home: SampleHome) {
		this.home = home;
	}

	/** A civil day 'YYYY-MM-DD'. */
	day(day: string): DayCells {
		const known = this.#days.get(day);
		if (known) return known;
		const frame = frameOf(day);
		const cells = new DayCells(this.home, frame, weatherOf(SAMPLE_SEED, frame));
		for (const [oldest] of this.#days) {
			if (this.#days.size < MOST_DAYS) break;
			this.#days.delete(oldest);
		}
		this.#days.set(day, cells);
		return cells;
	}

	/** Where a second lies for the meter at a place in the home's list. @param at UTC seconds */
	momentOf(index: number, at: number): Moment {
		const { day, slot, begin, end } = slotAt(this.home, index, at);
		return { day, slot, share: (at - begin) / (end - begin) };
	}

	/** What was used from the beginning of the meter's day up to a moment. */
	usedAt(stream: Stream, { day, slot, share }: Moment): number {
		return this.day(day).at(stream, slot, share);
	}

	/** A room's temperature, °C, on its way from one of the model's hourly values to the next. */
	celsiusAt(channel: 'room' | 'bedroom', index: number, at: number): number {
		const { day, slot, share } = this.momentOf(index, at);
		const { use } = this.day(day);
		const next = valueOf(use, channel, slot);
		if (slot > 0) return mixed(valueOf(use, channel, slot - 1), next, share);
		const before = this.day(addDays(day, -1));
		return mixed(valueOf(before.use, channel, before.frame.hours - 1), next, share);
	}
}

const mixed = (before: number, after: number, share: number) => (before + (after - before) * share) / 100;
