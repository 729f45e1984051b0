import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { frameOf, type DayFrame } from '../day-frame.ts';
import { telegramAt } from '../telegrams.ts';
import type { SampleHome } from '../home.ts';

/** A meter's hour from one telegram of the sample company to the next, (begin, end] in UTC seconds. */
export interface Slot {
	/** Civil day that the slot is counted to. */
	readonly day: string;
	readonly slot: number;
	readonly begin: number;
	readonly end: number;
}

const MOST_FRAMES = 50;
const frames = new Map<string, DayFrame>();

function frameFor(day: string): DayFrame {
	const known = frames.get(day);
	if (known) return known;
	if (frames.size >= MOST_FRAMES) frames.clear();
	const frame = frameOf(day);
	frames.set(day, frame);
	return frame;
}

/** When the last telegram of the civil day before is sent. */
function dayBegins(home: SampleHome, index: number, day: string): number {
	const before = frameFor(addDays(day, -1));
	return telegramAt(home, index, before, before.hours - 1);
}

/** The slot that a second falls in. @param index the meter's place in the home's list @param at UTC seconds */
export function slotAt(home: SampleHome, index: number, at: number): Slot {
	let day = civilDay(at);
	let begin = dayBegins(home, index, day);
	if (at <= begin) {
		day = addDays(day, -1);
		begin = dayBegins(home, index, day);
	}
	const frame = frameFor(day);
	let slot = Math.max(0, Math.floor((at - begin) / 3600) - 1);
	while (slot < frame.hours - 1 && telegramAt(home, index, frame, slot) < at) slot += 1;
	if (slot > 0) begin = telegramAt(home, index, frame, slot - 1);
	return { day, slot, begin, end: telegramAt(home, index, frame, slot) };
}
