import { instantOf, telegramTime, type DeviceTime } from '../clock.ts';
import { isObject, own, textAt, type Json, type JsonObject } from '../message.ts';
import { numberOf, tidy } from '../number.ts';
import type { Measure } from '../quantity.ts';
import { Sheet } from '../sheet.ts';
import type { Adapter } from '../source.ts';
import { conversionTo } from '../units.ts';

/** Both versions of the interface; of several names of a quantity the first that is there counts. */
const REGISTERS = [
	[
		'electricity_import',
		['total_power_import_kwh', 'energy_import_kwh'],
		/^(?:total_power|energy)_import_t([1-4])_kwh$/
	],
	[
		'electricity_export',
		['total_power_export_kwh', 'energy_export_kwh'],
		/^(?:total_power|energy)_export_t([1-4])_kwh$/
	]
] as const;

const POWER = ['active_power_w', 'power_w'] as const;

/** Meters on the P1 meter's M-Bus, in HomeWizard's words. Its heat meters do not say what they count. */
const EXTERNAL = new Map<string, Measure>([
	['gas_meter', 'gas'],
	['water_meter', 'cold_water'],
	['warm_water_meter', 'hot_water'],
	['heat_meter', 'heat_volume_or_energy'],
	['inlet_heat_meter', 'heat_volume_or_energy']
]);

const READ = new Set([
	...REGISTERS.flatMap((r) => r[1]),
	...POWER,
	'total_gas_m3',
	'gas_timestamp',
	'total_liter_m3',
	'active_liter_lpm',
	'external',
	'timestamp',
	'unique_id'
]);

/**
 * HomeWizard energy devices, their measurement passed on to MQTT unchanged: P1 meter, kWh meters, socket,
 * water meter. Source: api-documentation.homewizard.com, v1 /api/v1/data and v2 /api/measurement.
 */
export const readHomewizard: Adapter = ({ message, object, topic, segments }) => {
	if (object === null || !isMeasurement(object, segments[0] ?? '')) return null;
	const sheet = new Sheet(
		message,
		`homewizard:${topic}`,
		instantOf(own(object, 'timestamp'), message.receivedAt)
	);
	for (const [quantity, totals, tariff] of REGISTERS) readRegister(sheet, object, quantity, totals, tariff);
	const power = POWER.find((key) => own(object, key) !== undefined);
	if (power) sheet.measure('power', own(object, power), { key: power });
	// clipped onto any water meter: which water it counts, only the household knows
	sheet.measure('water', own(object, 'total_liter_m3'), { key: 'total_liter_m3' });
	sheet.measure('flow', own(object, 'active_liter_lpm'), { key: 'active_liter_lpm', factor: 0.06 });
	readExternal(sheet, object, message.receivedAt);
	const gas = own(object, 'total_gas_m3');
	// the P1 meter tells its gas meter twice
	if (!sheet.readings.some((r) => r.quantity === 'gas')) {
		const sourceTime = timeOf(own(object, 'gas_timestamp'), message.receivedAt);
		sheet.measure('gas', gas, { key: 'total_gas_m3', channel: 'gas', sourceTime });
	}
	for (const key of Object.keys(object))
		if (!READ.has(key) && !REGISTERS.some((r) => r[2].test(key))) sheet.unknown.push(key);
	return { sheet };
};

function isMeasurement(object: JsonObject, prefix: string): boolean {
	const keys = Object.keys(object);
	if (
		keys.some((key) => /^(?:total_power_(?:import|export)|energy_(?:import|export))(?:_t\d)?_kwh$/.test(key))
	)
		return true;
	if (keys.some((key) => key === 'active_power_w' || key === 'total_liter_m3')) return true;
	return /^homewizard/i.test(prefix);
}

function readRegister(
	sheet: Sheet,
	object: JsonObject,
	quantity: Measure,
	totals: readonly string[],
	tariff: RegExp
): void {
	const total = totals.find((key) => (own(object, key) ?? null) !== null);
	if (total) {
		sheet.measure(quantity, own(object, total), { key: total });
		return;
	}
	const tariffs: Record<string, number> = {};
	for (const key of Object.keys(object)) {
		const name = tariff.exec(key)?.[1];
		const raw = own(object, key);
		// a tariff that the meter does not have is null
		if (name === undefined || raw === undefined || raw === null) continue;
		const number = numberOf(raw);
		if ('refused' in number) {
			sheet.refuse(key, number.refused);
			return;
		}
		tariffs[name] = number.value;
	}
	const parts = Object.values(tariffs);
	if (parts.length > 0) sheet.tariffs(quantity, tidy(parts.reduce((sum, part) => sum + part, 0)), tariffs);
}

function readExternal(sheet: Sheet, object: JsonObject, receivedAt: number): void {
	const external = own(object, 'external');
	if (!Array.isArray(external)) return;
	for (const meter of (external as readonly Json[]).slice(0, 32)) {
		if (!isObject(meter)) continue;
		const type = textAt(meter, 'type');
		const unit = textAt(meter, 'unit');
		const named = EXTERNAL.get(type);
		const energy = /^(?:[GM]J|[kM]?Wh)$/.test(unit);
		const quantity = named === 'heat_volume_or_energy' && energy ? 'heat' : named;
		if (quantity === undefined) sheet.unknown.push(`external.${type}`);
		else
			sheet.measure(quantity, own(meter, 'value'), {
				key: `external.${type}`,
				channel: textAt(meter, 'unique_id').slice(0, 64) || type,
				sourceTime: timeOf(own(meter, 'timestamp'), receivedAt),
				...conversionTo(quantity, unit)
			});
	}
}

/** `230101080010` in v1: local time without a zone, so no instant; ISO 8601 in v2. */
function timeOf(raw: Json | undefined, receivedAt: number): DeviceTime {
	if (typeof raw === 'number') return telegramTime(String(raw), receivedAt);
	return instantOf(raw ?? undefined, receivedAt);
}
