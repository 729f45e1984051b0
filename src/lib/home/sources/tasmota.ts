import { instantOf } from '../clock.ts';
import { isObject, objectAt, own, textAt, type Json, type JsonObject, type Opened } from '../message.ts';
import { Sheet } from '../sheet.ts';
import { ASIDE, type Adapter, type Finding } from '../source.ts';
import { readEnergy, readSensor } from './tasmota-sensors.ts';

const PREFIX = /^(?:tele|stat|cmnd)$/;

/** What stands in a message about the device itself. */
const FRAME = new Set(
	`Time TempUnit PressureUnit SpeedUnit Uptime UptimeSec Heap SleepMode Sleep LoadAvg MqttCount Berry Wifi Vcc
	POWER Dimmer Color HSBColor Channel White CT Scheme Fade Speed LedTable Hostname IPAddress`.split(/\s+/)
);

/**
 * Tasmota: `tele/<topic>/SENSOR`, `…/STATE`, `…/LWT`, `stat/<topic>/RESULT`, `…/POWER`, `…/STATUS10`.
 * The order of prefix and topic is the household's choice. `Time` has no zone, so it is no instant; a year
 * of 1970 says that the clock was never set.
 * Source: tasmota.github.io, MQTT, JSON status responses.
 */
export const readTasmota: Adapter = (opened) => {
	const { segments } = opened;
	const last = segments.at(-1) ?? '';
	const prefix = segments.slice(0, -1).find((s) => PREFIX.test(s));
	if (prefix === undefined || segments.length < 3 || !/^[A-Z]+[A-Z0-9_]*$/i.test(last)) return null;
	if (prefix === 'cmnd') return { rejected: 'command' };
	const name = segments
		.slice(0, -1)
		.filter((s) => s !== prefix)
		.join('/');
	const device = `tasmota:${name}`;
	if (last === 'LWT') return bare(opened, device, 'online', '');
	const power = /^POWER(\d*)$/.exec(last);
	if (power) return bare(opened, device, 'switch_on', power[1] ?? '');
	if (!/^(?:SENSOR|STATE|RESULT|STATUS\d*|INFO\d|json)$/.test(last)) return ASIDE;
	if (opened.object === null) return { rejected: opened.json === undefined ? 'not_json' : 'malformed' };
	return readObject(opened, device, opened.object);
};

function bare(opened: Opened, device: string, state: 'online' | 'switch_on', port: string): Finding {
	const sheet = new Sheet(opened.message, device);
	sheet.state(state, opened.text.trim(), { key: state, ...gang(port) });
	return { sheet };
}

const gang = (port: string) => (port === '' ? {} : { channel: `relay:${port}`, port: Number(port) });

function readObject(opened: Opened, device: string, outer: JsonObject): Finding {
	const inner = ['StatusSNS', 'StatusSTS'].find((key) => isObject(own(outer, key)));
	const object = inner === undefined ? outer : objectAt(outer, inner);
	const time = instantOf(own(object, 'Time'), opened.message.receivedAt);
	const sheet = new Sheet(opened.message, device, time);
	const fahrenheit = textAt(object, 'TempUnit') === 'F';
	for (const key of Object.keys(object)) {
		const value = own(object, key) as Json;
		const power = /^POWER(\d*)$/.exec(key);
		if (power) sheet.state('switch_on', value, { key, ...gang(power[1] ?? '') });
		else if (key === 'ENERGY' && isObject(value)) readEnergy(sheet, value);
		else if (key === 'ZbReceived' && isObject(value)) readZigbee(sheet, value, fahrenheit);
		else if (isObject(value) && !FRAME.has(key)) readSensor(sheet, key, value, { fahrenheit, units: object });
		else if (!FRAME.has(key)) sheet.unknown.push(key);
	}
	return { sheet };
}

/** A Tasmota that is a Zigbee bridge passes on its devices by address. */
function readZigbee(sheet: Sheet, devices: JsonObject, fahrenheit: boolean): void {
	for (const address of Object.keys(devices).slice(0, 200)) {
		const device = objectAt(devices, address);
		readSensor(sheet, textAt(device, 'Name') || address, device, { fahrenheit, units: {}, several: true });
	}
}
