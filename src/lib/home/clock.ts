import type { Json } from './message.ts';

/** A device's time: UTC seconds; `unset`: its clock says nothing usable; null: it did not say. */
export type DeviceTime = number | 'unset' | null;

/** Before this no message of ours was sent: a clock that says so was never set. */
const EARLIEST = Date.UTC(2015, 0, 1) / 1000;

/** Clocks run ahead a little; more is a fault. */
const AHEAD = 24 * 3600;

const ZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?(?:\.\d+)?) ?(Z|[-+]\d\d:?\d\d)$/;
const LOCAL = /^(\d{4})-\d\d-\d\d[T ]\d\d:\d\d/;
const TELEGRAM = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([SW])$/;

/** Seconds or milliseconds since 1970, or ISO 8601 with a zone. Local time without one is no instant. */
export function instantOf(raw: Json | undefined, receivedAt: number): DeviceTime {
	if (raw === undefined || raw === null) return raw === null ? 'unset' : null;
	if (typeof raw === 'number') return plausible(raw > 1e11 ? raw / 1000 : raw, receivedAt);
	if (typeof raw !== 'string') return null;
	const zoned = ZONED.exec(raw);
	if (zoned) {
		const ms = Date.parse(`${zoned[1] ?? ''}T${zoned[2] ?? ''}${zoned[3] ?? ''}`);
		return Number.isNaN(ms) ? 'unset' : plausible(ms / 1000, receivedAt);
	}
	const local = LOCAL.exec(raw);
	return local && Number(local[1]) < 2015 ? 'unset' : null;
}

/**
 * A telegram's time `YYMMDDhhmmss` with S for summer and W for winter time.
 * Source: DSMR 5.0.2 P1, TST; the meters with this port stand in Central European Time.
 */
export function telegramTime(raw: string, receivedAt: number): DeviceTime {
	const parts = TELEGRAM.exec(raw);
	if (!parts) return null;
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
	if (year >= 70) return 'unset';
	const local = Date.UTC(2000 + year, month - 1, day, hour, minute, second) / 1000;
	return plausible(local - (parts[7] === 'S' ? 2 : 1) * 3600, receivedAt);
}

function plausible(seconds: number, receivedAt: number): DeviceTime {
	const whole = Math.floor(seconds);
	return whole < EARLIEST || whole > receivedAt + AHEAD ? 'unset' : whole;
}
