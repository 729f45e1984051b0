import type { Measure } from '../quantity.ts';

/** What a field means, and its factor into the quantity's unit. */
export interface Name {
	readonly quantity: Measure;
	readonly factor?: number;
}

const KWH_PER_WH = 0.001;
const W_PER_KW = 1000;

const phases = (name: (phase: 1 | 2 | 3) => [voltage: string, current: string]): [string, Name][] =>
	([1, 2, 3] as const).flatMap((phase): [string, Name][] => {
		const [voltage, current] = name(phase);
		return [
			[voltage, { quantity: `voltage_l${phase}` }],
			[current, { quantity: `current_l${phase}` }]
		];
	});

/** Bridges that name the objects of the Nordic lists in words: power in W, registers in Wh. */
export const HAN_NAMES: ReadonlyMap<string, Name> = new Map<string, Name>([
	['active_power_import_total', { quantity: 'electricity_import', factor: KWH_PER_WH }],
	['active_power_export_total', { quantity: 'electricity_export', factor: KWH_PER_WH }],
	['active_power_import', { quantity: 'power_import' }],
	['active_power_export', { quantity: 'power_export' }],
	...phases((p) => [`voltage_l${p}`, `current_l${p}`])
]);

/** amsreader (amsleser.no): power in W, registers in kWh. */
export const READER_NAMES: ReadonlyMap<string, Name> = new Map<string, Name>([
	['P', { quantity: 'power_import' }],
	['PO', { quantity: 'power_export' }],
	['tPI', { quantity: 'electricity_import' }],
	['tPO', { quantity: 'electricity_export' }],
	...phases((p) => [`U${p}`, `I${p}`])
]);

/** amsreader's raw format; the first group is the reader's own prefix. */
export const READER_TOPICS: readonly (readonly [topic: RegExp, name: Name])[] = [
	[/^(.+)\/meter\/import\/active$/, { quantity: 'power_import' }],
	[/^(.+)\/meter\/export\/active$/, { quantity: 'power_export' }],
	[/^(.+)\/meter\/import\/active\/accumulated$/, { quantity: 'electricity_import' }],
	[/^(.+)\/meter\/export\/active\/accumulated$/, { quantity: 'electricity_export' }],
	...([1, 2, 3] as const).flatMap((p): [RegExp, Name][] => [
		[new RegExp(`^(.+)/meter/l${p}/voltage$`), { quantity: `voltage_l${p}` }],
		[new RegExp(`^(.+)/meter/l${p}/current$`), { quantity: `current_l${p}` }]
	])
];

/** Registers by tariff, in the names of DSMR-reader, of DSMR-logger and of P1 libraries. */
export const DSMR_TARIFFS: readonly (readonly [
	quantity: 'electricity_import' | 'electricity_export',
	key: string,
	tariff: string
])[] = ['1', '2'].flatMap(
	(tariff): [quantity: 'electricity_import' | 'electricity_export', key: string, tariff: string][] => [
		['electricity_import', `electricity_delivered_${tariff}`, tariff],
		['electricity_import', `energy_delivered_tariff${tariff}`, tariff],
		['electricity_export', `electricity_returned_${tariff}`, tariff],
		['electricity_export', `energy_returned_tariff${tariff}`, tariff]
	]
);

/** The same families' other fields: power in kW, registers in kWh and m³. */
export const DSMR_NAMES: ReadonlyMap<string, Name> = new Map<string, Name>([
	['electricity_currently_delivered', { quantity: 'power_import', factor: W_PER_KW }],
	['electricity_currently_returned', { quantity: 'power_export', factor: W_PER_KW }],
	['power_delivered', { quantity: 'power_import', factor: W_PER_KW }],
	['power_returned', { quantity: 'power_export', factor: W_PER_KW }],
	['extra_device_delivered', { quantity: 'gas' }],
	['gas_delivered', { quantity: 'gas' }],
	['water_delivered', { quantity: 'water' }],
	...phases((p) => [`phase_voltage_l${p}`, `phase_power_current_l${p}`]),
	...phases((p) => [`voltage_l${p}`, `current_l${p}`])
]);
