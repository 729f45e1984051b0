import { telegramTime, type DeviceTime } from '../clock.ts';
import type { Json } from '../message.ts';
import { numberOf, scaled, tidy } from '../number.ts';
import type { Measure } from '../quantity.ts';
import { Sheet, type Terms } from '../sheet.ts';
import type { Adapter } from '../source.ts';
import { isTelegram, readTelegram, type P1Line } from './p1-telegram.ts';

/** Objects of the meter itself that are one number. Power is told in kW or W, energy in kWh or Wh. */
const OBJECTS = new Map<string, Measure>([
	['1.7.0', 'power_import'],
	['2.7.0', 'power_export'],
	['16.7.0', 'power'],
	['32.7.0', 'voltage_l1'],
	['52.7.0', 'voltage_l2'],
	['72.7.0', 'voltage_l3']
]);

/** Into the unit that the quantity has here. */
const FACTORS = new Map([
	['kW', 1000],
	['Wh', 0.001],
	['MWh', 1000],
	['GJ', 1000 / 3.6],
	['MJ', 1 / 3.6]
]);

/** What hangs on a channel, by its M-Bus device type. Source: EN 13757-3 table of media; DSMR 5.0.2 P1. */
const SUBMETERS = new Map<number, Measure>([
	[3, 'gas'],
	[4, 'heat'],
	[6, 'hot_water'],
	[7, 'cold_water'],
	[8, 'heat_cost_units'],
	[10, 'cooling'],
	[11, 'cooling'],
	[12, 'heat'],
	[22, 'cold_water']
]);

/** Raw telegrams of the customer port P1: Dutch, Belgian, Swedish, Luxembourgish and like meters. */
export const readP1: Adapter = ({ message, text, topic, json }) => {
	const raw = typeof json === 'string' ? json : text;
	if (!isTelegram(raw)) return null;
	const telegram = readTelegram(raw);
	if (!telegram || telegram.lines.length === 0) return { rejected: 'malformed' };
	if (telegram.checksum === 'wrong') return { rejected: 'checksum' };
	const first = (object: string) => telegram.lines.find((l) => l.object === object)?.values[0];
	const time = telegramTime(first('1.0.0') ?? '', message.receivedAt);
	const quality = telegram.checksum === 'right' ? 'good' : 'unchecked';
	const sheet = new Sheet(message, `p1:${topic}`, time, quality);
	const own = telegram.lines.filter((l) => l.channel === 0);
	readRegister(sheet, own, 'electricity_import', '1.8');
	readRegister(sheet, own, 'electricity_export', '2.8');
	for (const { object, values } of own) {
		const quantity = OBJECTS.get(object);
		if (quantity && !sheet.has(quantity)) write(sheet, quantity, values[0], { key: object });
		else if (!quantity && !/^(?:[12]\.8\.\d|1\.0\.0)$/.test(object)) sheet.unknown.push(object);
	}
	const channels = new Set(telegram.lines.map((l) => l.channel).filter((c) => c > 0));
	for (const channel of channels)
		readSubmeter(
			sheet,
			telegram.lines.filter((l) => l.channel === channel),
			message.receivedAt
		);
	return { sheet };
};

/** The total where the meter tells it, else the sum of its tariffs, all of which it then tells. */
function readRegister(sheet: Sheet, lines: readonly P1Line[], quantity: Measure, object: string): void {
	const total = lines.find((l) => l.object === `${object}.0`);
	if (total) {
		write(sheet, quantity, total.values[0], { key: total.object });
		return;
	}
	const tariffs: Record<string, number> = {};
	let sum = 0;
	for (const line of lines) {
		const tariff = /^([12]\.8)\.([1-9])$/.exec(line.object);
		if (tariff?.[1] !== object || tariff[2] === undefined) continue;
		const { amount, unit } = split(line.values[0]);
		const number = numberOf(amount);
		// a sum that lacks a part would be a register that fell
		if ('refused' in number) {
			sheet.refuse(line.object, number.refused);
			return;
		}
		const value = scaled(number.value, FACTORS.get(unit) ?? 1);
		tariffs[tariff[2]] = value;
		sum += value;
	}
	if (Object.keys(tariffs).length > 0) sheet.tariffs(quantity, tidy(sum), tariffs);
}

/**
 * A meter on M-Bus: `24.1.0` its type, `24.2.1` (or `24.2.3` without temperature correction) time and value;
 * before DSMR 4 `24.3.0` with the unit in one bracket and the value in the last.
 */
function readSubmeter(sheet: Sheet, lines: readonly P1Line[], receivedAt: number): void {
	const of = (pattern: RegExp) => lines.find((l) => pattern.test(l.object));
	const type = Number(of(/^24\.1\.0$/)?.values[0] ?? Number.NaN);
	const reading = of(/^24\.2\.\d$/) ?? of(/^24\.3\.0$/);
	const last = reading?.values.at(-1);
	if (!reading || last === undefined || reading.values.length < 2) return;
	const old = reading.object === '24.3.0';
	const unit = old ? (reading.values.at(-2) ?? '') : split(last).unit;
	// two meters of one kind are told apart by what they hang on
	const channel = reading.channel;
	const time: DeviceTime = telegramTime(reading.values[0] ?? '', receivedAt);
	const quantity = submeterOf(type, unit);
	if (quantity === null) sheet.unknown.push(`0-${channel}:${reading.object}`);
	else {
		const terms = { key: `0-${channel}:${reading.object}`, channel: `mbus:${channel}`, sourceTime: time };
		write(sheet, quantity, old ? `${last}*${unit}` : last, terms);
	}
}

function submeterOf(type: number, unit: string): Measure | null {
	const quantity = SUBMETERS.get(type) ?? null;
	const volume = unit === 'm3';
	if (quantity === 'heat' || quantity === 'cooling') return volume ? 'heat_volume' : quantity;
	if (quantity === null) return volume ? 'volume_medium_unknown' : null;
	return quantity;
}

function write(sheet: Sheet, quantity: Measure, raw: string | undefined, terms: Terms): void {
	const { amount, unit } = split(raw);
	sheet.measure(quantity, amount, { ...terms, factor: FACTORS.get(unit) ?? 1 });
}

/** `001581.123*kWh` → the number as text, and the unit. */
function split(raw: string | undefined): { amount: Json; unit: string } {
	const [amount = '', unit = ''] = (raw ?? '').split('*');
	return { amount: amount.trim(), unit };
}
