import type { Resolution } from '#lib/energy/medium.ts';
import type { OffMedium } from '#lib/server/consumption/off-media.ts';
import { problem } from './problem.ts';

const WHY = {
	not_chosen: (home: string) => `Switch it on under /homes/${home}/my-data.`,
	hidden: () => 'The hours of this home are hidden.',
	not_yours: () => 'This home has it no longer, or others decide about it.'
} as const;

/** The home is the asker's, but not at this resolution. Only a holder of the home is ever told so. */
export function resolutionOff(home: string, resolution: Resolution, off: OffMedium | undefined): Response {
	const why = WHY[off?.reason ?? 'not_yours'](home.toLowerCase());
	return problem('resolution_off', `The ${resolution} values of this home are not open to you. ${why}`);
}
