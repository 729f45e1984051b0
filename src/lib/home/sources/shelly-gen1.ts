import { instantOf } from '../clock.ts';
import { isObject, objectAt, own, textAt, type Json, type JsonObject } from '../message.ts';
import { Sheet } from '../sheet.ts';
import { ASIDE, type Adapter } from '../source.ts';
import { readGen1Topic } from './shelly-gen1-topics.ts';

/** A meter of a relay counts watt-minutes, an energy meter watt-hours. */
const KWH_PER_WATT_MINUTE = 1 / 60_000;
const KWH_PER_WH = 0.001;

const READ = new Set(
	`relays lights meters emeters thermostats temperature tmp hum bat sensor flood smoke motion ext_temperature ext_humidity
	total_power unixtime time serial mac uptime has_update ram_total ram_free fs_size fs_free update cfg_changed_cnt
	is_valid connect_retries sensor_error act_reasons wifi_sta cloud mqtt actions_stats overtemperature`.split(
		/\s+/
	)
);

/**
 * Shelly of the first generation: `shellies/<device>/info` and a topic for each value.
 * `unixtime` is 0 or null until the clock is set after waking.
 * Source: Shelly API, Gen1, /status and MQTT.
 */
export const readShellyGen1: Adapter = (opened) => {
	const { segments, message, object } = opened;
	if (segments[0] !== 'shellies' || segments.length < 3) return null;
	if (segments.includes('command')) return { rejected: 'command' };
	const device = `shelly:${segments[1] ?? ''}`;
	const rest = segments.slice(2).join('/');
	if (rest !== 'info' && rest !== 'status') return readGen1Topic(opened, device, rest);
	if (object === null) return { rejected: opened.json === undefined ? 'not_json' : 'malformed' };
	const time = instantOf(
		own(object, 'unixtime') || ('unixtime' in object ? null : undefined),
		message.receivedAt
	);
	const sheet = new Sheet(message, device, time);
	readSwitches(sheet, object);
	readMeters(sheet, object);
	readSensors(sheet, object);
	sheet.leave(object, READ);
	return sheet.readings.length + sheet.refused.length + sheet.unknown.length === 0 ? ASIDE : { sheet };
};

function readSwitches(sheet: Sheet, object: JsonObject): void {
	for (const kind of ['relays', 'lights'] as const)
		each(object, kind, (item, port) => {
			sheet.state('switch_on', own(item, 'ison'), { key: 'ison', channel: `relay:${port}`, port });
		});
}

function readMeters(sheet: Sheet, object: JsonObject): void {
	const meters = own(object, 'meters');
	const single = Array.isArray(meters) && meters.length === 1;
	each(object, 'meters', (meter, port) => {
		const place = { channel: `meter:${port}`, port };
		// the power of the only meter is the device's
		const ofDevice = single ? { channel: place.channel } : place;
		sheet.measure('power', own(meter, 'power'), { key: 'power', ...ofDevice });
		sheet.measure('electricity_import', own(meter, 'total'), {
			key: 'total',
			...place,
			factor: KWH_PER_WATT_MINUTE
		});
	});
	each(object, 'emeters', (meter, port) => {
		const place = { channel: `emeter:${port}`, port };
		sheet.measure('power', own(meter, 'power'), { key: 'power', ...place });
		sheet.measure('electricity_import', own(meter, 'total'), { key: 'total', ...place, factor: KWH_PER_WH });
		sheet.measure('electricity_export', own(meter, 'total_returned'), {
			key: 'total_returned',
			...place,
			factor: KWH_PER_WH
		});
	});
}

function readSensors(sheet: Sheet, object: JsonObject): void {
	readTemperature(sheet, object);
	const humidity = valid(objectAt(object, 'hum'));
	sheet.measure('humidity', own(humidity, 'value'), { key: 'hum' });
	each(object, 'thermostats', (thermostat) => {
		sheet.measure('temperature', own(valid(objectAt(thermostat, 'tmp')), 'value'), {
			key: 'thermostats.tmp'
		});
		const target = objectAt(thermostat, 'target_t');
		sheet.measure('heating_setpoint', own(target, 'value'), { key: 'thermostats.target_t' });
	});
	sheet.measure('battery', own(objectAt(object, 'bat'), 'value'), { key: 'bat' });
	const sensor = valid(objectAt(object, 'sensor'));
	const door = textAt(sensor, 'state');
	if (door === 'open' || door === 'close')
		sheet.state('contact_open', door === 'open', { key: 'sensor.state' });
	sheet.state('motion', own(sensor, 'motion') ?? scalar(own(object, 'motion')), { key: 'sensor.motion' });
	sheet.state('leak', scalar(own(object, 'flood')), { key: 'flood' });
	sheet.state('smoke', scalar(own(object, 'smoke')), { key: 'smoke' });
	for (const [kind, quantity] of [
		['ext_temperature', 'temperature'],
		['ext_humidity', 'humidity']
	] as const) {
		const probes = objectAt(object, kind);
		for (const id of Object.keys(probes)) {
			const probe = objectAt(probes, id);
			const raw = own(probe, kind === 'ext_temperature' ? 'tC' : 'hum');
			sheet.measure(quantity, raw, { key: kind, channel: `probe:${id}`, port: Number(id) });
		}
	}
}

/**
 * A sensor's `tmp` says value and units, a relay's `tmp` only repeats what its own chip has under
 * `temperature`.
 */
function readTemperature(sheet: Sheet, object: JsonObject): void {
	const tmp = valid(objectAt(object, 'tmp'));
	const chip = own(object, 'temperature');
	if (own(tmp, 'value') !== undefined) {
		sheet.measure('temperature', own(tmp, 'tC') ?? own(tmp, 'value'), { key: 'tmp' });
	} else if (chip !== undefined || own(tmp, 'tC') !== undefined) {
		sheet.measure('device_temperature', chip ?? own(tmp, 'tC'), { key: 'temperature' });
	}
}

/** A part that says of itself that it is not valid says nothing. */
function valid(part: JsonObject): JsonObject {
	return own(part, 'is_valid') === false ? {} : part;
}

const scalar = (raw: Json | undefined) => (typeof raw === 'object' ? undefined : raw);

function each(object: JsonObject, key: string, read: (item: JsonObject, port: number) => void): void {
	const list = own(object, key);
	if (!Array.isArray(list)) return;
	(list as readonly Json[]).slice(0, 32).forEach((item, port) => {
		if (isObject(item)) read(valid(item), port);
	});
}
