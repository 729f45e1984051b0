import { formatClock, formatNumber, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import type { LiveValue } from '#lib/home/live.ts';
import type { Quantity } from '#lib/home/quantity.ts';
import type { Family } from './devices.ts';

/** By which way a device comes, in words. */
export function familyName(family: Family | null, language: Language): string {
	const locale = { locale: language };
	if (family === null) return m.setup_family_other({}, locale);
	const name = {
		wmbus: m.setup_family_wmbus,
		zigbee: m.setup_family_zigbee,
		han: m.setup_family_han,
		p1: m.setup_family_p1,
		tasmota: m.setup_family_tasmota,
		shelly: m.setup_family_shelly,
		homewizard: m.setup_family_homewizard,
		ha: m.setup_family_ha
	}[family];
	return name({}, locale);
}

const QUANTITY_NAMES = {
	electricity_import: m.setup_q_electricity_import,
	electricity_export: m.setup_q_electricity_export,
	cold_water: m.setup_q_cold_water,
	hot_water: m.setup_q_hot_water,
	water: m.setup_q_water,
	cold_water_backward: m.setup_q_water_backward,
	hot_water_backward: m.setup_q_water_backward,
	water_backward: m.setup_q_water_backward,
	gas: m.setup_q_gas,
	heat: m.setup_q_heat,
	cooling: m.setup_q_cooling,
	heat_volume: m.setup_q_heat_volume,
	heat_volume_or_energy: m.setup_q_heat_volume,
	volume_medium_unknown: m.setup_q_volume,
	heat_cost_units: m.setup_q_heat_cost_units,
	power: m.setup_q_power,
	power_import: m.setup_q_power_import,
	power_export: m.setup_q_power_export,
	voltage: m.setup_q_voltage,
	voltage_l1: m.setup_q_voltage,
	voltage_l2: m.setup_q_voltage,
	voltage_l3: m.setup_q_voltage,
	current: m.setup_q_current,
	current_l1: m.setup_q_current,
	current_l2: m.setup_q_current,
	current_l3: m.setup_q_current,
	temperature: m.setup_q_temperature,
	device_temperature: m.setup_q_device_temperature,
	water_temperature: m.setup_q_water_temperature,
	humidity: m.setup_q_humidity,
	co2: m.setup_q_co2,
	pressure: m.setup_q_pressure,
	flow: m.setup_q_flow,
	heating_setpoint: m.setup_q_heating_setpoint,
	battery: m.setup_q_battery,
	battery_voltage: m.setup_q_battery,
	link_quality: m.setup_q_link_quality,
	contact_open: m.setup_q_contact_open,
	motion: m.setup_q_motion,
	leak: m.setup_q_leak,
	smoke: m.setup_q_smoke,
	vibration: m.setup_q_vibration,
	tamper: m.setup_q_tamper,
	battery_low: m.setup_q_battery,
	switch_on: m.setup_q_switch_on,
	online: m.setup_q_online
} as const satisfies Record<Quantity, unknown>;

/** What a value is of: 'Vatten', 'Effekt', 'Spänning, fas 2'. */
export function quantityName(quantity: Quantity, language: Language): string {
	const locale = { locale: language };
	const name = QUANTITY_NAMES[quantity]({}, locale);
	const phase = /_l([123])$/.exec(quantity)?.[1];
	return phase === undefined ? name : m.setup_phase({ name, phase }, locale);
}

/** Decimals that tell something, by unit; a register keeps all of them, so that it is seen to move. */
const DECIMALS: Readonly<Record<string, number>> = { m3: 3, kWh: 3, 'm3/h': 3, C: 1, V: 1, A: 2 };
const UNITS: Readonly<Record<string, string>> = { m3: 'm³', C: '°C', 'm3/h': 'm³/h', lqi: '', hca: '' };

/** A value in words: '12,345 m³', 'öppen', 'på'. */
export function valueWords({ quantity, value, unit }: LiveValue, language: Language): string {
	if (typeof value === 'boolean') return stateWords(quantity, value, language);
	const decimals = DECIMALS[unit ?? ''] ?? 0;
	const number = formatNumber(value, language, decimals, decimals);
	return `${number} ${UNITS[unit ?? ''] ?? unit ?? ''}`.trim();
}

/** How far a register has counted on: '+0,012 m³ sedan 14:03'. */
export function movedWords(
	{ moved, value, since, timeZone }: { moved: number; value: LiveValue; since: number; timeZone: string },
	language: Language
): string {
	const amount = `+${valueWords({ ...value, value: moved }, language)}`;
	return m.setup_moved({ amount, time: formatClock(since, timeZone) }, { locale: language });
}

function stateWords(quantity: Quantity, isSo: boolean, language: Language): string {
	const locale = { locale: language };
	switch (quantity) {
		case 'contact_open':
			return isSo ? m.setup_state_open({}, locale) : m.setup_state_closed({}, locale);
		case 'switch_on':
			return isSo ? m.setup_state_on({}, locale) : m.setup_state_off({}, locale);
		case 'online':
			return isSo ? m.setup_state_online({}, locale) : m.setup_state_offline({}, locale);
		case 'battery_low':
			return isSo ? m.setup_state_weak({}, locale) : m.setup_state_good({}, locale);
		default:
			return isSo ? m.setup_state_yes({}, locale) : m.setup_state_no({}, locale);
	}
}

/** 'nyss', 'för 12 s sedan', 'för 3 min sedan'; null: nobody knows. Both in UTC seconds. */
export function ageWords(at: number | null, now: number, language: Language): string {
	const locale = { locale: language };
	if (at === null) return m.setup_age_unknown({}, locale);
	const s = Math.max(0, Math.round(now - at));
	if (s < 3) return m.setup_age_now({}, locale);
	if (s < 90) return m.setup_age_seconds({ count: s }, locale);
	if (s < 90 * 60) return m.setup_age_minutes({ count: Math.round(s / 60) }, locale);
	if (s < 48 * 3600) return m.setup_age_hours({ count: Math.round(s / 3600) }, locale);
	return m.setup_age_days({ count: Math.round(s / 86_400) }, locale);
}
