/** Use now beside the own normal at this time of day. */
export type Ambient = 'low' | 'normal' | 'high' | 'unknown';

/** Fewer hours than this are no normal: three days with one hour on each side. */
const LEAST_HOURS = 9;

/** Beyond the quantile alone every home would be high a seventh of the time: it must also be far from the middle. */
const LOW = { quantile: 0.15, ofMedian: 0.75 };
const HIGH = { quantile: 0.85, ofMedian: 1.25 };

/** The value below which `share` of the ascending values lie, between neighbours in proportion. */
export function quantile(ascending: readonly number[], share: number): number {
	const place = (ascending.length - 1) * share;
	const low = ascending[Math.floor(place)] ?? 0;
	const high = ascending[Math.ceil(place)] ?? low;
	return low + (high - low) * (place - Math.floor(place));
}

/**
 * A plain sign of use now.
 * @param now use now, in any unit; null: not known
 * @param normals use in the same unit in hours at this time of day, of days before, in any order
 * @param least what is no nearer to the middle than this is normal: a lamp, a glass of water
 */
export function ambientOf(now: number | null, normals: readonly number[], least = 0): Ambient {
	if (now === null || normals.length < LEAST_HOURS) return 'unknown';
	const ascending = [...normals].sort((a, b) => a - b);
	const median = quantile(ascending, 0.5);
	if (Math.abs(now - median) < least) return 'normal';
	if (now > quantile(ascending, HIGH.quantile) && now > median * HIGH.ofMedian) return 'high';
	if (now < quantile(ascending, LOW.quantile) && now < median * LOW.ofMedian) return 'low';
	return 'normal';
}
