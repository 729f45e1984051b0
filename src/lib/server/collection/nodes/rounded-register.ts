const PLAIN = /^(-?)(\d{1,15})(?:\.(\d{1,20}))?$/;
const LARGEST = 2_147_483_647;

/**
 * A decimal number in the meter's unit as an integer of its smallest unit (unit × 10^scale), rounded half away from
 * zero, worked out on the digits. Unlike an imported reading, an hourly value was worked out between two telegrams or
 * as a mean: digits behind the meter's own are no contradiction. null: no decimal number, or too large.
 * @param scale ≤ 0, such as −3 for litres of m³
 */
export function roundedRegister(text: string, scale: number): number | null {
	const parts = PLAIN.exec(text);
	if (!parts) return null;
	const decimals = -scale;
	const fraction = (parts[3] ?? '').padEnd(decimals + 1, '0');
	const up = fraction.charCodeAt(decimals) >= 53 ? 1 : 0;
	const value = Number((parts[2] ?? '') + fraction.slice(0, decimals)) + up;
	if (value > LARGEST) return null;
	return parts[1] === '-' && value !== 0 ? -value : value;
}
