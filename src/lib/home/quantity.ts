/** What a reading says of a thing: a register that only counts up, a momentary value, a state, or a happening. */
export type ReadingKind = 'counter' | 'gauge' | 'state' | 'event';

/** Every quantity that the adapters know, with its kind and its unit. */
export const QUANTITIES = {
	electricity_import: { kind: 'counter', unit: 'kWh' },
	electricity_export: { kind: 'counter', unit: 'kWh' },
	cold_water: { kind: 'counter', unit: 'm3' },
	hot_water: { kind: 'counter', unit: 'm3' },
	/** Water of a meter that does not say cold or hot: commissioning does. */
	water: { kind: 'counter', unit: 'm3' },
	cold_water_backward: { kind: 'counter', unit: 'm3' },
	hot_water_backward: { kind: 'counter', unit: 'm3' },
	water_backward: { kind: 'counter', unit: 'm3' },
	gas: { kind: 'counter', unit: 'm3' },
	heat: { kind: 'counter', unit: 'kWh' },
	cooling: { kind: 'counter', unit: 'kWh' },
	heat_volume: { kind: 'counter', unit: 'm3' },
	/** A heat meter behind a gateway that does not say which of its two registers it passes on. */
	heat_volume_or_energy: { kind: 'counter', unit: 'm3' },
	volume_medium_unknown: { kind: 'counter', unit: 'm3' },
	heat_cost_units: { kind: 'counter', unit: 'hca' },
	/** Net power: import positive, export negative. */
	power: { kind: 'gauge', unit: 'W' },
	power_import: { kind: 'gauge', unit: 'W' },
	power_export: { kind: 'gauge', unit: 'W' },
	voltage: { kind: 'gauge', unit: 'V' },
	voltage_l1: { kind: 'gauge', unit: 'V' },
	voltage_l2: { kind: 'gauge', unit: 'V' },
	voltage_l3: { kind: 'gauge', unit: 'V' },
	current: { kind: 'gauge', unit: 'A' },
	current_l1: { kind: 'gauge', unit: 'A' },
	current_l2: { kind: 'gauge', unit: 'A' },
	current_l3: { kind: 'gauge', unit: 'A' },
	/** Of the room. */
	temperature: { kind: 'gauge', unit: 'C' },
	/** Of the device's own electronics: never a room's. */
	device_temperature: { kind: 'gauge', unit: 'C' },
	water_temperature: { kind: 'gauge', unit: 'C' },
	humidity: { kind: 'gauge', unit: '%' },
	co2: { kind: 'gauge', unit: 'ppm' },
	pressure: { kind: 'gauge', unit: 'hPa' },
	flow: { kind: 'gauge', unit: 'm3/h' },
	heating_setpoint: { kind: 'gauge', unit: 'C' },
	battery: { kind: 'gauge', unit: '%' },
	battery_voltage: { kind: 'gauge', unit: 'V' },
	link_quality: { kind: 'gauge', unit: 'lqi' },
	contact_open: { kind: 'state', unit: null },
	motion: { kind: 'state', unit: null },
	leak: { kind: 'state', unit: null },
	smoke: { kind: 'state', unit: null },
	vibration: { kind: 'state', unit: null },
	tamper: { kind: 'state', unit: null },
	battery_low: { kind: 'state', unit: null },
	switch_on: { kind: 'state', unit: null },
	online: { kind: 'state', unit: null }
} as const satisfies Record<string, { kind: ReadingKind; unit: string | null }>;

export type Quantity = keyof typeof QUANTITIES;

/** Quantities that are true or false. */
export type State = {
	[Q in Quantity]: (typeof QUANTITIES)[Q]['kind'] extends 'state' ? Q : never;
}[Quantity];

/** Quantities that are numbers. */
export type Measure = Exclude<Quantity, State>;
