import { z } from 'zod';
import { isMedium, type Medium } from '#lib/energy/medium.ts';
import { NO_ENDS, type GrantEnds, type Lease } from '#lib/home/grant-ends.ts';

const instants = z.record(z.string(), z.iso.datetime({ offset: true }));

/** What the central system tells of a display; an older one tells no ends and no version. */
export const leaseSchema = z.object({
	day: z.array(z.string()),
	hour: z.array(z.string()),
	ends: z
		.object({ home: z.iso.datetime({ offset: true }).nullable(), day: instants, hour: instants })
		.optional(),
	version: z.string().max(100).optional()
});

/** What was told, with ends in UTC seconds. What this version does not know is left out. */
export function leaseOf({ day, hour, ends }: z.infer<typeof leaseSchema>): Lease {
	return {
		grant: { day: day.filter(isMedium), hour: hour.filter(isMedium) },
		ends:
			ends === undefined
				? NO_ENDS
				: {
						home: ends.home === null ? null : seconds(ends.home),
						day: endsOf(ends.day, seconds),
						hour: endsOf(ends.hour, seconds)
					}
	};
}

const kept = z.record(z.string(), z.number());
const media = z.array(z.string()).transform((words) => words.filter(isMedium));

/** A lease as the node's own store holds it; before there were ends it held none. */
export const keptLeaseSchema = z.object({
	grant: z.object({ day: media, hour: media }),
	ends: z
		.object({ home: z.number().nullable(), day: kept, hour: kept })
		.transform(({ home, day, hour }): GrantEnds => ({
			home,
			day: endsOf(day, same),
			hour: endsOf(hour, same)
		}))
		.default(NO_ENDS)
});

const seconds = (instant: string) => Date.parse(instant) / 1000;
const same = (at: number) => at;

function endsOf<T>(told: Readonly<Record<string, T>>, read: (end: T) => number) {
	const ends: Partial<Record<Medium, number>> = {};
	for (const [medium, end] of Object.entries(told)) if (isMedium(medium)) ends[medium] = read(end);
	return ends;
}
