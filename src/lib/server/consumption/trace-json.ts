import { isoWithOffset } from '#lib/energy/calendar.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { qualityOf, type Quality } from '#lib/energy/quality.ts';
import type { Trace } from '#lib/energy/series.ts';

/** The answer of GET /api/v1/homes/{home}/intervals/{medium}/{start}/trace. Registers and amounts in the unit. */
export function traceJson(
	home: string,
	medium: Medium,
	{ trace, timeZone }: { readonly trace: Trace; readonly timeZone: string }
): string {
	const iso = (at: number) => isoWithOffset(at, timeZone);
	const quality = (flags: number): Quality => qualityOf(flags);
	return JSON.stringify({
		home,
		medium,
		timeZone,
		start: iso(trace.start),
		end: iso(trace.end),
		meters: trace.meters.map(({ flags, readings, medium: _, ...meter }) => ({
			...meter,
			quality: quality(flags),
			flags,
			readings: readings.map(({ at, register, flags: own, source, replaced }) => ({
				at: iso(at),
				register,
				quality: quality(own),
				flags: own,
				source,
				replaced: replaced.map((earlier) => ({
					register: earlier.register,
					replacedAt: iso(earlier.replacedAt)
				}))
			}))
		}))
	});
}
