import type { Home } from '#lib/energy/series.ts';

interface Plan {
	readonly home: Pick<Home, 'from' | 'to'>;
	readonly open: readonly { readonly resolution: 'month' | 'day' | 'hour' }[];
}

const YEAR_S = 365.25 * 86_400;
/** Years for which what is kept is kept at most, and what a year of it takes packed, as measured; bytes. */
const OF = {
	hour: { years: 13 / 12, yearly: 110_000 },
	day: { years: 25 / 12, yearly: 6_000 },
	month: { years: 7, yearly: 500 }
} as const;

/** About how large a take-out will be, in megabytes; never less than a tenth. @param now UTC seconds */
export function archiveMegabytes(plans: readonly Plan[], now: number): number {
	const bytes = plans.flatMap(({ home, open }) => {
		const lived = (Math.min(home.to ?? now, now) - home.from) / YEAR_S;
		return open.map(({ resolution }) => Math.min(lived, OF[resolution].years) * OF[resolution].yearly);
	});
	const megabytes = bytes.reduce((sum, each) => sum + each, 0) / 1_000_000;
	return Math.max(0.1, megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes));
}
