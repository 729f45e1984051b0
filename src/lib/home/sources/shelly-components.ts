import { objectAt, own, type JsonObject } from '../message.ts';
import type { Measure } from '../quantity.ts';
import type { Sheet, Terms } from '../sheet.ts';

/** A component's status of Gen2 and later, whole or in part: only what is there is read. */
type Component = (sheet: Sheet, status: JsonObject, place: Terms, room: boolean) => void;

const KWH_PER_WH = 0.001;

/** Everything that switches or meters a load: switch, light, cover, pm1. */
const load: Component = (sheet, status, place) => {
	sheet.measure('power', own(status, 'apower'), { ...place, key: 'apower' });
	sheet.measure('voltage', own(status, 'voltage'), { ...place, key: 'voltage' });
	sheet.measure('current', own(status, 'current'), { ...place, key: 'current' });
	energy(sheet, 'electricity_import', objectAt(status, 'aenergy'), 'total', place);
	energy(sheet, 'electricity_export', objectAt(status, 'ret_aenergy'), 'total', place);
	sheet.measure('device_temperature', own(objectAt(status, 'temperature'), 'tC'), {
		...place,
		key: 'temperature.tC'
	});
};

const switching: Component = (sheet, status, place, room) => {
	sheet.state('switch_on', own(status, 'output'), { ...place, key: 'output' });
	load(sheet, status, place, room);
};

function energy(sheet: Sheet, quantity: Measure, from: JsonObject, key: string, place: Terms): void {
	sheet.measure(quantity, own(from, key), { ...place, key, factor: KWH_PER_WH });
}

const alarm =
	(state: 'smoke' | 'leak'): Component =>
	(sheet, status, place) => {
		sheet.state(state, own(status, 'alarm'), { ...place, key: 'alarm' });
	};

/** Source: Shelly API, Gen2+ components and services, status of each component. */
const COMPONENTS = new Map<string, Component>([
	['switch', switching],
	['light', switching],
	['rgb', switching],
	['rgbw', switching],
	['cct', switching],
	['cover', load],
	['pm1', load],
	[
		'em',
		(sheet, status, place) => {
			sheet.measure('power', own(status, 'total_act_power'), { ...place, key: 'total_act_power' });
			sheet.measure('voltage_l1', own(status, 'a_voltage'), { ...place, key: 'a_voltage' });
			sheet.measure('voltage_l2', own(status, 'b_voltage'), { ...place, key: 'b_voltage' });
			sheet.measure('voltage_l3', own(status, 'c_voltage'), { ...place, key: 'c_voltage' });
		}
	],
	[
		'em1',
		(sheet, status, place) => {
			sheet.measure('power', own(status, 'act_power'), { ...place, key: 'act_power' });
			sheet.measure('voltage', own(status, 'voltage'), { ...place, key: 'voltage' });
		}
	],
	[
		'emdata',
		(sheet, status, place) => {
			energy(sheet, 'electricity_import', status, 'total_act', place);
			energy(sheet, 'electricity_export', status, 'total_act_ret', place);
		}
	],
	[
		'em1data',
		(sheet, status, place) => {
			energy(sheet, 'electricity_import', status, 'total_act_energy', place);
			energy(sheet, 'electricity_export', status, 'total_act_ret_energy', place);
		}
	],
	[
		'temperature',
		(sheet, status, place, room) => {
			const quantity = room ? 'temperature' : 'device_temperature';
			sheet.measure(quantity, own(status, 'tC'), { ...place, key: 'tC' });
		}
	],
	[
		'humidity',
		(sheet, status, place) => {
			sheet.measure('humidity', own(status, 'rh'), { ...place, key: 'rh' });
		}
	],
	[
		'devicepower',
		(sheet, status, place) => {
			const battery = objectAt(status, 'battery');
			sheet.measure('battery', own(battery, 'percent'), { ...place, key: 'battery.percent' });
			sheet.measure('battery_voltage', own(battery, 'V'), { ...place, key: 'battery.V' });
		}
	],
	['smoke', alarm('smoke')],
	['flood', alarm('leak')],
	[
		'thermostat',
		(sheet, status, place) => {
			sheet.measure('temperature', own(status, 'current_C'), { ...place, key: 'current_C' });
			sheet.measure('heating_setpoint', own(status, 'target_C'), { ...place, key: 'target_C' });
		}
	],
	[
		'blutrv',
		(sheet, status, place) => {
			sheet.measure('temperature', own(status, 'current_C'), { ...place, key: 'current_C' });
			sheet.measure('heating_setpoint', own(status, 'target_C'), { ...place, key: 'target_C' });
			sheet.measure('battery', own(status, 'battery'), { ...place, key: 'battery' });
		}
	]
]);

/** Fields of a component that carry no quantity of ours and are no surprise. */
const QUIET = new Set(
	`id source output apower voltage current freq pf aenergy ret_aenergy temperature total_act_power a_voltage
	b_voltage c_voltage act_power total_act total_act_ret total_act_energy total_act_ret_energy tC tF rh battery
	external alarm mute current_C target_C`.split(/\s+/)
);

/** Components that the device speaks of without measuring anything. */
const ASIDE =
	/^(?:sys|wifi|eth|cloud|mqtt|ble|ws|input|ui|script|schedule|matter|knx|modbus|plugs_ui|bthome|bthomedevice|bthomesensor|blugw|media|illuminance|ts|v|serial|zigbee)$/;

/** One component, as `switch:0` names it; room: its temperature is the room's. */
export function readComponent(
	sheet: Sheet,
	name: string,
	status: JsonObject,
	terms: { readonly several: boolean; readonly room: boolean }
): void {
	const [kind = '', id = ''] = name.split(':');
	const component = COMPONENTS.get(kind);
	if (component === undefined) {
		if (!ASIDE.test(kind)) sheet.unknown.push(name);
		return;
	}
	const place = { channel: name, ...(terms.several && id !== '' ? { port: Number(id) } : {}) };
	// probes on the add-on are numbered from 100 and measure what they are put into, not the device
	component(sheet, status, place, terms.room || Number(id) >= 100);
	sheet.leave(status, QUIET);
}

/** Is this a name that components have? */
export function isComponent(name: string): boolean {
	const kind = name.split(':')[0] ?? '';
	return COMPONENTS.has(kind) || ASIDE.test(kind);
}
