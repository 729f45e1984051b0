import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { frameOf, passedMinutes } from '../day-frame.ts';
import { presenceOf } from '../presence.ts';
import type { SampleHome } from '../home.ts';

/** A door stands open for so long when somebody comes or goes. */
export const OPEN_S = 14;

/** When the home's door is opened on a civil day: as its people leave and return. UTC seconds, ascending. */
export function doorOpenings(home: SampleHome, day: string): number[] {
	const frame = frameOf(day);
	const noon = frame.start + 43_200;
	const living = home.occupancies.find(({ from, to }) => from <= noon && (to === null || to > noon));
	if (!living) return [];
	const minutes: number[] = [];
	for (const { awake, wakes, bed } of presenceOf(living.household, frame).members) {
		for (const [from, to] of awake) {
			if (from > wakes) minutes.push(from);
			if (to < bed) minutes.push(to);
		}
	}
	const openings = minutes
		.map((minute) => Math.round(frame.start + passedMinutes(frame, minute) * 60))
		.sort((a, b) => a - b);
	return openings.filter((at, i) => i === 0 || at - (openings[i - 1] ?? 0) > 2 * OPEN_S);
}

/** Whether the door is open at a second. */
export function isDoorOpen(home: SampleHome, at: number): boolean {
	return doorOpenings(home, civilDay(at)).some((opened) => at >= opened && at < opened + OPEN_S);
}

/** The next second after `after` at which the door is opened or shut. */
export function nextDoorChange(home: SampleHome, after: number): number {
	for (let day = civilDay(after - 60); ; day = addDays(day, 1)) {
		const changes = doorOpenings(home, day).flatMap((at) => [at, at + OPEN_S]);
		const next = changes.find((at) => at > after);
		if (next !== undefined) return next;
		if (day > addDays(civilDay(after), 30)) return Number.POSITIVE_INFINITY;
	}
}
