/** Own days that the forecast is made from: the latest four weeks, so that every weekday is in it as often. */
export const FORECAST_DAYS = 28;
/** With fewer measured days among them there is no ground for a forecast. */
const FEWEST = 10;
/**
 * Widens the interval so that at least four months of five end within it, of water and of electricity. Days of a home go in spells (guests, a journey, cold
 * weather), so that the mean of the past is less sure than its days alone say. Set on real homes (tests/real/forecast).
 */
const WIDTH = 2;
const SPELLS = 4;

/** Where a month or a bill ends if the home goes on as in the latest weeks; at least four times of five between low and high. */
export interface Forecast {
	readonly expected: number;
	readonly low: number;
	readonly high: number;
}

/** What a forecast is made from; amounts in any one unit. */
export interface ForecastGround {
	/** The amounts of the measured whole days among the latest FORECAST_DAYS. */
	readonly days: readonly number[];
	/** What the month holds already. */
	readonly soFar: number;
	/** Days that are left of it, the rest of today as a part of a day. */
	readonly daysLeft: number;
}

/** @returns null while there is no ground for one, or when nothing of the month is left */
export function forecastEnd({ days, soFar, daysLeft }: ForecastGround): Forecast | null {
	const n = days.length;
	if (n < FEWEST || daysLeft <= 0) return null;
	const mean = days.reduce((sum, day) => sum + day, 0) / n;
	const variance = days.reduce((sum, day) => sum + (day - mean) ** 2, 0) / (n - 1);
	const rest = mean * daysLeft;
	const half = WIDTH * Math.sqrt(variance * (daysLeft + (SPELLS * daysLeft ** 2) / n));
	return { expected: soFar + rest, low: soFar + Math.max(0, rest - half), high: soFar + rest + half };
}
