/** A value axis with round steps. Pixel y grows downwards, as in SVG. */
export interface Scale {
	readonly min: number;
	readonly max: number;
	readonly step: number;
	readonly ticks: readonly number[];
	/** Decimals that every tick needs and none has too many of. */
	readonly decimals: number;
}

/** The round step (1, 2 or 5 × a power of ten) nearest above `rough`. */
export function roundStep(rough: number): number {
	const power = 10 ** Math.floor(Math.log10(rough));
	const digit = rough / power;
	return (digit <= 1.0001 ? 1 : digit <= 2.0001 ? 2 : digit <= 5.0001 ? 5 : 10) * power;
}

/**
 * A scale that holds [low, high] with about `count` steps. The ends are ticks.
 * `least`: the smallest span, so that a flat series does not turn noise into mountains.
 */
export function roundScale(low: number, high: number, count: number, least: number): Scale {
	const missing = Math.max(0, least - (high - low));
	const below = low === 0 ? 0 : high === 0 ? missing : missing / 2;
	const bottom = low - below;
	const to = high + missing - below;
	const step = roundStep((to - bottom) / count);
	const first = Math.floor(bottom / step + 1e-9);
	const last = Math.ceil(to / step - 1e-9);
	const ticks = Array.from({ length: last - first + 1 }, (_, i) => clean((first + i) * step));
	const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
	return { min: clean(first * step), max: clean(last * step), step, ticks, decimals };
}

/** Removes the dust of binary fractions: 0.30000000000000004 → 0.3. */
const clean = (value: number) => Number(value.toPrecision(12));

/** Pixel y of a value in a scale laid between `top` and `bottom`. */
export function yOf(scale: Scale, value: number, top: number, bottom: number): number {
	return bottom - ((value - scale.min) / (scale.max - scale.min)) * (bottom - top);
}
