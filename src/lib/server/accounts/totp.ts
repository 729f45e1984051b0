import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that one code stands for. */
export const STEP_S = 30;
/** Steps before and after the present one that still count: clocks differ. */
const TOLERATED_STEPS = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The six digits of a step, as authenticator apps show them: RFC 6238 with SHA-1. @param step whole 30 seconds since 1970 */
export function totpCode(secret: Uint8Array, step: number): string {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const digest = createHmac('sha1', secret).update(counter).digest();
	const offset = (digest.at(-1) ?? 0) & 15;
	return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * The step that a code belongs to, or null when it is none of the present ones or not after `lastStep`: a code counts
 * once. @param now UTC seconds
 */
export function stepOfCode(secret: Uint8Array, code: string, lastStep: number, now: number): number | null {
	if (!/^\d{6}$/.test(code)) return null;
	const present = Math.floor(now / STEP_S);
	for (let step = present - TOLERATED_STEPS; step <= present + TOLERATED_STEPS; step++) {
		const right = timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code));
		if (right && step > lastStep) return step;
	}
	return null;
}

/** A secret as people type it into an authenticator app: RFC 4648 base32 without padding. */
export function base32(bytes: Uint8Array): string {
	let bits = 0;
	let value = 0;
	let text = '';
	for (const byte of bytes) {
		value = (value << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			text += BASE32.charAt((value >> (bits - 5)) & 31);
			bits -= 5;
		}
		value &= (1 << bits) - 1;
	}
	return bits > 0 ? text + BASE32.charAt((value << (5 - bits)) & 31) : text;
}

/** The bytes of a secret as `base32` writes it; spaces do not matter. @throws Error for another letter */
export function fromBase32(text: string): Buffer {
	const bits = Array.from(text.replaceAll(' ', ''), (letter) => {
		const value = BASE32.indexOf(letter);
		if (value < 0) throw new Error('No letter of base32');
		return value.toString(2).padStart(5, '0');
	});
	const bytes = bits.join('').match(/.{8}/g) ?? [];
	return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** What an authenticator app reads from a QR code or a link. */
export function totpUri(secret: Uint8Array, email: string, issuer = 'Hemvy'): string {
	const label = encodeURIComponent(`${issuer}:${email}`);
	return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
