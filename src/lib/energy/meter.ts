import type { Medium, MeterKind } from './medium.ts';

/** What is known of a meter besides its readings. Registers are integers in the smallest unit, 10^scale units. */
export interface MeterFacts {
	readonly medium: Medium;
	readonly kind: MeterKind;
	/** Digits before the decimal point: the register wraps at 10^digits units. null: unknown, never wraps. */
	readonly digits: number | null;
	readonly scale: number;
	/** Q4 (overload flow rate, ISO 4064-1) or the like, smallest units per hour; null: a generous limit. */
	readonly maxFlowPerHour: number | null;
	/** UTC seconds. Nothing before it, and nothing after `removed`, belongs to this meter here. */
	readonly installed: number;
	readonly removed: number | null;
	/** Register when it was put in; null: unknown, the history begins with the first reading. */
	readonly initialRegister: number | null;
	/** Register when it was taken out; null: unknown, what follows the last reading is missing. */
	readonly finalRegister: number | null;
	/** It took another meter's place: the hour of its installation says so. Absent = false. */
	readonly replaces?: boolean;
}

/** Units per hour that no apartment's pipe or fuse exceeds by much: 10 m³/h, 100 kWh/h. */
const MAX_FLOW: Readonly<Record<Medium, number>> = {
	cold_water: 10,
	hot_water: 10,
	electricity: 100,
	electricity_export: 100,
	temperature: Infinity
};

/** A rise above this many times the medium's limit is no flow at all but another register. */
const IMPOSSIBLE = 10;

/** Without a check valve water slips back, 1–3 l at a time (the same in Wh, for want of better). In units: */
const BACKFLOW = 0.003;

/** Seldom as much as this, in units … */
const SLIP = 0.02;
/** … and then believed to be backflow only below this part of the register: another meter's is nearer by chance. */
const SLIP_PART = 0.001;

/** The part of its range that a register must have reached before a fall to near 0 can be its overflow. */
const LAST_PART = 0.1;

/** A meter's limits in its smallest unit. */
export interface Limits {
	/** Per hour; above it an amount is suspect. */
	readonly flow: number;
	/** Per hour; above it a rise is no amount. */
	readonly impossible: number;
	/** Falls up to this are backflow: held, not believed. */
	readonly backflow: number;
	/** Falls up to this are backflow too, if tiny beside the register (`isSlip`). */
	readonly slip: number;
	/** The register wraps here; null: never. */
	readonly range: number | null;
	/** Lowest register from which it may wrap. */
	readonly wrapsFrom: number;
}

/** The limits that screening uses, from what is known of the meter. */
export function limitsOf(meter: MeterFacts): Limits {
	const perUnit = 10 ** -meter.scale;
	const generous = MAX_FLOW[meter.medium] * perUnit;
	const flow = meter.maxFlowPerHour ?? generous;
	const range = meter.digits === null ? null : Math.round(10 ** meter.digits * perUnit);
	return {
		flow,
		impossible: Math.max(generous, flow) * IMPOSSIBLE,
		backflow: Math.floor(BACKFLOW * perUnit + 1e-9),
		slip: Math.floor(SLIP * perUnit + 1e-9),
		range,
		wrapsFrom: range === null ? Infinity : range * (1 - LAST_PART)
	};
}

/** A fall from `register` that is backflow rather than another register, though more than a valve lets through. */
export function isSlip(fall: number, register: number, limits: Limits): boolean {
	return fall <= limits.slip && fall <= register * SLIP_PART;
}

/** The most that may pass in `seconds`, at least an hour's worth: delivery times jitter. */
export function mostIn(seconds: number, flowPerHour: number): number {
	return flowPerHour * Math.max(1, seconds / 3600);
}
