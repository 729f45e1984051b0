import { mix } from '../random.ts';

/**
 * The first second after `after` of a device that speaks about every `period` seconds: each time up to `jitter` seconds
 * late, always the same for a device. `jitter` < `period`.
 */
export function nextBeat(key: number, period: number, jitter: number, after: number): number {
	const phase = mix(key, 41) % period;
	let n = Math.floor((after - phase - jitter) / period);
	for (;;) {
		const at = n * period + phase + (mix(key, n) % (jitter + 1));
		if (at > after) return at;
		n += 1;
	}
}

/** Chance in [0, 1), the same for a device and a second. */
export const chanceAt = (key: number, at: number): number => mix(key, at, 43) / 4294967296;
