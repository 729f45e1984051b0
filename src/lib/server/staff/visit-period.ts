import { addDays, addMonths } from '#lib/energy/calendar.ts';
import type { CaseResolution } from './cases.ts';

/** What a page of another's home shows: civil days, `to` excluded, and how finely. */
export interface VisitSpan {
	readonly resolution: CaseResolution;
	readonly from: string;
	readonly to: string;
	/** The periods before and after, as they stand in an address. */
	readonly before: string;
	readonly after: string;
}

const isDay = (text: string): boolean => {
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** '2026': its months; '2026-11': its days; '2026-11-21': its hours; null: no period. */
export function spanOfPeriod(period: string): VisitSpan | null {
	if (!/^20\d\d(-\d\d(-\d\d)?)?$/.test(period)) return null;
	const from = `${period}-01-01`.slice(0, 10);
	if (!isDay(from)) return null;
	if (period.length === 4) {
		const step = (n: number) => addMonths(from, n);
		return {
			resolution: 'month',
			from,
			to: step(12),
			before: step(-12).slice(0, 4),
			after: step(12).slice(0, 4)
		};
	}
	if (period.length === 7) {
		const step = (n: number) => addMonths(from, n);
		return { resolution: 'day', from, to: step(1), before: step(-1).slice(0, 7), after: step(1).slice(0, 7) };
	}
	return {
		resolution: 'hour',
		from,
		to: addDays(from, 1),
		before: addDays(from, -1),
		after: addDays(from, 1)
	};
}
