import type { LiveValue } from '#lib/home/live.ts';
import { mediaFor } from '#lib/home/setup.ts';
import { valueKey } from './devices.ts';

/** What every register showed when somebody began to look. */
export interface FirstLook {
	/** UTC seconds. */
	readonly since: number;
	/** By `valueKey`. */
	readonly values: ReadonlyMap<string, number>;
}

/** A register that stood still for this long does not move any more. */
const MOVING_S = 120;
/** What is smaller than a register's last figure is no movement. */
const LEAST = 0.0005;

/** How far a register has counted on since somebody began to look; null: not at all, or it is none. */
export function movementOf(value: LiveValue, look: FirstLook): number | null {
	if (value.kind !== 'counter' || typeof value.value !== 'number') return null;
	if (mediaFor(value.quantity).length === 0) return null;
	const moved = value.value - (look.values.get(valueKey(value)) ?? value.value);
	return moved < LEAST ? null : moved;
}

/** Does it count on at this moment? Somebody has opened a tap. @param now UTC seconds */
export function isMoving(value: LiveValue, look: FirstLook, now: number): boolean {
	return movementOf(value, look) !== null && value.since !== null && now - value.since <= MOVING_S;
}
