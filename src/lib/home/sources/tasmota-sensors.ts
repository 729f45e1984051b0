import { own, isObject, textAt, type Json, type JsonObject } from '../message.ts';
import { numberOf } from '../number.ts';
import type { Measure, State } from '../quantity.ts';
import type { Sheet, Terms } from '../sheet.ts';
import { celsius, conversionTo } from '../units.ts';

const PHASES = ['voltage_l1', 'voltage_l2', 'voltage_l3'] as const;

const ENERGY_FIELDS = new Set(
	`TotalStartTime Total TotalTariff Yesterday Today ExportActive ExportTariff Period Power ApparentPower
	ReactivePower Factor Frequency Voltage Current ImportActive ImportReactive ExportReactive PhaseAngle`.split(
		/\s+/
	)
);

/** `ENERGY`: every value is a number, or a list or an object with one for each phase or socket. */
export function readEnergy(sheet: Sheet, energy: JsonObject): void {
	parts(own(energy, 'Total'), (raw, place) => {
		sheet.measure('electricity_import', raw, { ...place, key: 'ENERGY.Total' });
	});
	parts(own(energy, 'Power'), (raw, place) => {
		sheet.measure('power', raw, { ...place, key: 'ENERGY.Power' });
	});
	const voltage = own(energy, 'Voltage');
	const threePhases = Array.isArray(voltage) && voltage.length === 3;
	parts(voltage, (raw, place, index) => {
		const phase = threePhases ? PHASES[index] : undefined;
		if (phase) sheet.measure(phase, raw, { key: 'ENERGY.Voltage' });
		else sheet.measure('voltage', raw, { ...place, key: 'ENERGY.Voltage' });
	});
	parts(own(energy, 'Current'), (raw, place) => {
		sheet.measure('current', raw, { ...place, key: 'ENERGY.Current' });
	});
	sheet.leave(energy, ENERGY_FIELDS);
}

function parts(
	raw: Json | undefined,
	read: (raw: Json | undefined, place: Terms, index: number) => void
): void {
	const list: readonly Json[] | null = Array.isArray(raw)
		? (raw as readonly Json[])
		: isObject(raw)
			? Object.values(raw).map((v) => v ?? null)
			: null;
	if (list === null) read(raw, {}, 0);
	else
		list.slice(0, 32).forEach((one, i) => {
			read(one, { channel: `part:${i}`, port: i }, i);
		});
}

/** Fields of sensors of every make, and of meters read through Tasmota's smart-meter interface. */
const MEASURES = new Map<string, Measure>([
	['temperature', 'temperature'],
	['humidity', 'humidity'],
	['pressure', 'pressure'],
	['carbondioxide', 'co2'],
	['co2', 'co2'],
	['batterypercentage', 'battery'],
	['linkquality', 'link_quality'],
	['total_in', 'electricity_import'],
	['e_in', 'electricity_import'],
	['total_out', 'electricity_export'],
	['e_out', 'electricity_export'],
	['power_curr', 'power'],
	['power_total', 'power'],
	['power', 'power'],
	['voltage', 'voltage'],
	['current', 'current'],
	['energy', 'electricity_import'],
	['volt_p1', 'voltage_l1'],
	['volt_p2', 'voltage_l2'],
	['volt_p3', 'voltage_l3']
]);

const STATES = new Map<string, State>([
	['occupancy', 'motion'],
	['waterleak', 'leak']
]);

interface SensorTerms {
	readonly fahrenheit: boolean;
	readonly units: JsonObject;
	/** Does the message speak of several devices? Then each is named. */
	readonly several?: boolean;
	readonly nested?: boolean;
}

/** The chip of the board that Tasmota runs on. */
const CHIP = /^ESP(?:32|8266)/i;

/** One sensor's object, `DS18B20-1: {Id, Temperature}`. */
export function readSensor(sheet: Sheet, name: string, sensor: JsonObject, terms: SensorTerms): void {
	const numbered = /^(.+)-(\d+)$/.exec(name);
	const port = terms.several ? name : numbered ? Number(numbered[2]) : null;
	const channel = name.slice(0, 80);
	for (const field of Object.keys(sensor)) {
		const raw = own(sensor, field);
		const place = { key: `${name}.${field}`, channel, ...(port === null ? {} : { port }) };
		if (isObject(raw)) {
			// an analogue input holds its sensor one level down
			if (!terms.nested) readSensor(sheet, `${name}.${field}`, raw, { ...terms, nested: true });
			continue;
		}
		const lower = field.toLowerCase().replace(/^(temperature)\d$/, '$1');
		// of a Zigbee device `Power` is a switch's state, of a meter it is watts
		const state = terms.several && lower === 'power' ? 'switch_on' : STATES.get(lower);
		const measure = MEASURES.get(lower);
		if (state) sheet.state(state, raw, place);
		else if (measure === 'temperature') {
			const quantity = CHIP.test(name) ? 'device_temperature' : 'temperature';
			sheet.measure(quantity, terms.fahrenheit ? toCelsius(raw) : raw, place);
		} else if (measure === 'pressure')
			sheet.measure(measure, raw, {
				...place,
				...conversionTo(measure, textAt(terms.units, 'PressureUnit'))
			});
		else if (measure) sheet.measure(measure, raw, place);
		else sheet.unknown.push(place.key);
	}
}

function toCelsius(raw: Json | undefined): Json | undefined {
	if (raw === undefined) return raw;
	const number = numberOf(raw);
	return 'value' in number ? celsius(number.value) : raw;
}
