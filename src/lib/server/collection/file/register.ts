import type { Rejection } from './rejection.ts';

const PLAIN = /^([+-]?)(\d{1,15})(?:\.(\d{1,20}))?$/;
const LARGEST = 2_147_483_647;

/**
 * A register written as a decimal number in the meter's unit, as an integer of its smallest unit (unit × 10^scale).
 * Worked out on the digits, never through a binary fraction. Zeros behind the meter's decimals are harmless; other
 * digits there are refused, because rounding would store what the meter never said.
 * @param scale ≤ 0, such as −3 for litres of m³
 */
export function parseRegister(text: string, scale: number): number | Rejection {
	const parts = PLAIN.exec(text);
	if (!parts) return /^[+-]?\d+,\d+$/.test(text) ? 'decimal_comma' : 'bad_register';
	const decimals = -scale;
	const fraction = parts[3] ?? '';
	for (let i = decimals; i < fraction.length; i++) if (fraction.charCodeAt(i) !== 48) return 'too_precise';
	const digits = (parts[2] ?? '') + fraction.slice(0, decimals).padEnd(decimals, '0');
	const value = Number(digits);
	if (value > LARGEST) return 'out_of_range';
	return parts[1] === '-' && value !== 0 ? -value : value;
}

/** An integer of the smallest unit as a decimal number in the meter's unit: all its decimals, no exponent. */
export function writeRegister(register: number, scale: number): string {
	const decimals = -scale;
	if (decimals === 0) return String(register);
	const digits = String(Math.abs(register)).padStart(decimals + 1, '0');
	return `${register < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
