import { instantOf } from '../clock.ts';
import { own, textAt, type JsonObject } from '../message.ts';
import type { Measure } from '../quantity.ts';
import { Sheet } from '../sheet.ts';
import type { Adapter } from '../source.ts';

/** What a field of a telegram means for meters of one medium. Of several fields for one quantity the first counts. */
interface Rule {
	readonly quantity: Measure;
	readonly fields: readonly string[];
	readonly factor?: number;
}

const ELECTRICITY: readonly Rule[] = [
	{
		quantity: 'electricity_import',
		fields: ['total_energy_consumption_kwh', 'total_active_positive_3phase_kwh']
	},
	{
		quantity: 'electricity_export',
		fields: ['total_energy_production_kwh', 'total_active_negative_3phase_kwh']
	},
	{ quantity: 'power_import', fields: ['current_power_consumption_kw'], factor: 1000 },
	{ quantity: 'power_export', fields: ['current_power_production_kw'], factor: 1000 },
	{ quantity: 'voltage_l1', fields: ['voltage_at_phase_1_v'] },
	{ quantity: 'voltage_l2', fields: ['voltage_at_phase_2_v'] },
	{ quantity: 'voltage_l3', fields: ['voltage_at_phase_3_v'] }
];

const HEAT: readonly Rule[] = [
	{
		quantity: 'heat',
		fields: [
			'total_energy_consumption_kwh',
			'total_heat_energy_consumption_kwh',
			'total_heating_kwh',
			'total_kwh',
			'heat_kwh'
		]
	},
	{ quantity: 'cooling', fields: ['total_cooling_kwh', 'total_cooling_energy_consumption_kwh'] },
	{ quantity: 'heat_volume', fields: ['total_volume_m3', 'total_water_m3', 'total_m3', 'volume_m3'] }
];

const ALLOCATOR: readonly Rule[] = [
	{
		quantity: 'heat_cost_units',
		fields: ['current_hca', 'current_consumption_hca', 'consumption_hca']
	},
	{
		quantity: 'temperature',
		fields: ['temp_room_c', 'curr_temp_room_c', 'temp_room_avg_c', 'current_temperature_c', 'temperature_c']
	}
];

const ROOM: readonly Rule[] = [
	{ quantity: 'temperature', fields: ['current_temperature_c', 'temperature_c'] },
	{ quantity: 'humidity', fields: ['current_relative_humidity_rh', 'relative_humidity_rh'] }
];

/** Cold, hot, or not said: a meter that says only water is never guessed. */
const water = (quantity: 'cold_water' | 'hot_water' | 'water'): readonly Rule[] => [
	{ quantity, fields: ['total_m3'] },
	{ quantity: `${quantity}_backward`, fields: ['total_backward_m3'] },
	{ quantity: 'flow', fields: ['volume_flow_m3h'] },
	{ quantity: 'water_temperature', fields: ['flow_temperature_c'] }
];

const UNKNOWN: readonly Rule[] = [{ quantity: 'volume_medium_unknown', fields: ['total_m3'] }];

/** The medium in the words of wmbusmeters, which are those of EN 13757-3. */
const MEDIA = new Map<string, readonly Rule[]>([
	['electricity', ELECTRICITY],
	['water', water('water')],
	['cold water', water('cold_water')],
	['warm water', water('hot_water')],
	['hot water', water('hot_water')],
	['warm water (30-90°c)', water('hot_water')],
	['gas', [{ quantity: 'gas', fields: ['total_m3'] }]],
	['heat', HEAT],
	['heat volume at inlet', HEAT],
	['heat/cooling load', HEAT],
	['cooling load volume at outlet', HEAT],
	['cooling load volume at inlet', HEAT],
	['heat cost allocation', ALLOCATOR],
	['room sensor', ROOM]
]);

/** Fields that say who speaks and when; whatever else no rule reads is counted as unknown. */
const FRAME = new Set(['_', 'media', 'meter', 'name', 'id', 'timestamp', 'status', 'rssi_dbm', 'device']);

/** Telegrams as wmbusmeters publishes them. Source: its README, MQTT output in JSON. */
export const readWmbusmeters: Adapter = ({ message, object }) => {
	if (object === null || !isTelegram(object)) return null;
	const id = textAt(object, 'id') || textAt(object, 'name');
	if (id === '') return { rejected: 'malformed' };
	const time = instantOf(own(object, 'timestamp'), message.receivedAt);
	const sheet = new Sheet(message, `wmbus:${id}`, time);
	const media = textAt(object, 'media').toLowerCase();
	const rules = MEDIA.get(media) ?? UNKNOWN;
	const known = new Set(FRAME);
	for (const { quantity, fields, factor = 1 } of rules) {
		const there = fields.filter((f) => own(object, f) !== undefined);
		const field = there.find((f) => own(object, f) !== null) ?? there[0];
		fields.forEach((f) => known.add(f));
		if (field !== undefined) sheet.measure(quantity, own(object, field), { key: field, factor });
	}
	readStatus(sheet, media, textAt(object, 'status').split(/\s+/));
	sheet.leave(object, known);
	return { sheet };
};

function isTelegram(object: JsonObject): boolean {
	if (own(object, '_') === 'telegram') return true;
	return ['media', 'meter', 'id', 'timestamp'].every((key) => textAt(object, key) !== '');
}

/** Flags parted by spaces. Doors and smoke detectors say their state there and nowhere else. */
function readStatus(sheet: Sheet, media: string, flags: readonly string[]): void {
	if (flags.some((flag) => flag.startsWith('DECODING_ERROR'))) sheet.refuse('status', 'malformed');
	if (media === 'smoke detector') {
		if (flags.includes('SMOKE') || flags.includes('ALARM')) sheet.state('smoke', true);
	} else if (!MEDIA.has(media)) {
		// of a meter, open and closed are its valve
		if (flags.includes('OPEN')) sheet.state('contact_open', true);
		else if (flags.includes('CLOSED')) sheet.state('contact_open', false);
	}
}
