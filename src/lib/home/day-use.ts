import { addDays, civilDay, dayStart } from '#lib/energy/calendar.ts';
import type { Medium } from '#lib/energy/medium.ts';
import type { HourValue } from './hours.ts';
import { risen } from './rise.ts';

/** What one counter has shown of one civil day. Amounts in the medium's smallest unit, times in UTC seconds. */
export interface DayUse {
	/** 'YYYY-MM-DD'. */
	readonly day: string;
	/** Used between `since` and `until`, as far as it is known. */
	readonly used: number;
	/** The first and the last hour boundary of the day, its end included, at which the register is known. */
	readonly since: number;
	readonly until: number;
	/** Known from midnight to midnight, and all of it is use: no exchange, nothing doubtful. */
	readonly isWhole: boolean;
}

/**
 * Days from registers at UTC hour boundaries: one of 23 or 25 hours is the sum of its hours. Where the register fell,
 * rose by more than a home can use, or is doubtful, nothing is known to have been used, and the day is not whole.
 * @param hours of one counter, time ascending
 */
export function dayUses(hours: readonly HourValue[], medium: Medium, zone?: string): DayUse[] {
	const days: DayUse[] = [];
	for (const [i, hour] of hours.entries()) {
		const { at } = hour;
		const before = hours[i - 1];
		const last = days.at(-1);
		// midnight ends one day and begins the next
		if (before && last && at <= dayStart(addDays(last.day, 1), zone)) {
			const used = hour.quality === 'suspect' ? null : risen(before, hour, medium);
			const whole = last.isWhole && used !== null;
			days[days.length - 1] = { ...last, used: last.used + (used ?? 0), until: at, isWhole: whole };
		}
		const day = civilDay(at, zone);
		if (last?.day !== day) days.push({ day, used: 0, since: at, until: at, isWhole: true });
	}
	return days.map((each) => ({ ...each, isWhole: each.isWhole && spans(each, zone) }));
}

function spans({ day, since, until }: DayUse, zone?: string): boolean {
	return since === dayStart(day, zone) && until === dayStart(addDays(day, 1), zone);
}
