/** What a bridge says that a device has: the part of Zigbee2MQTT's `exposes` that the house needs. */
type Expose = Readonly<Record<string, unknown>>;

const numeric = (name: string, unit: string): Expose => ({
	...{ type: 'numeric', name, property: name, label: name, access: 1, unit }
});
const binary = (name: string, on: boolean, off: boolean): Expose => ({
	...{ type: 'binary', name, property: name, label: name, access: 1, value_on: on, value_off: off }
});
const LINK = { ...numeric('linkquality', 'lqi'), value_min: 0, value_max: 255 };
const BATTERY = [numeric('battery', '%'), numeric('voltage', 'mV')];
const SWITCH: Expose = {
	type: 'switch',
	features: [
		{
			...{ type: 'binary', name: 'state', property: 'state', label: 'State', access: 7 },
			...{ value_on: 'ON', value_off: 'OFF', value_toggle: 'TOGGLE' }
		}
	]
};

export interface ZigbeeModel {
	readonly model: string;
	readonly vendor: string;
	readonly description: string;
	readonly isBattery: boolean;
	readonly exposes: readonly Expose[];
}

export const CLIMATE: ZigbeeModel = {
	...{
		model: 'WSDCGQ11LM',
		vendor: 'Aqara',
		description: 'Temperature and humidity sensor',
		isBattery: true
	},
	exposes: [...BATTERY, numeric('temperature', '°C'), numeric('humidity', '%'), LINK]
};
export const PLUG: ZigbeeModel = {
	...{ model: 'TS011F_plug_1', vendor: 'Tuya', description: 'Smart plug (with power monitoring)' },
	isBattery: false,
	exposes: [
		SWITCH,
		...[
			numeric('power', 'W'),
			numeric('current', 'A'),
			numeric('voltage', 'V'),
			numeric('energy', 'kWh'),
			LINK
		]
	]
};
export const CONTACT: ZigbeeModel = {
	...{ model: 'MCCGQ11LM', vendor: 'Aqara', description: 'Door and window sensor', isBattery: true },
	exposes: [...BATTERY, binary('contact', false, true), LINK]
};
export const SMOKE: ZigbeeModel = {
	...{ model: 'HS1SA-E', vendor: 'HEIMAN', description: 'Smoke detector', isBattery: true },
	exposes: [binary('smoke', true, false), binary('battery_low', true, false), numeric('battery', '%'), LINK]
};
