import type { Opened } from '../message.ts';
import { tidy } from '../number.ts';
import type { Measure } from '../quantity.ts';
import { Sheet } from '../sheet.ts';
import type { Adapter } from '../source.ts';
import { readNotification, type Cosem } from './cosem.ts';

/** Objects by their OBIS number without medium and channel. */
const OBJECTS = new Map<string, Measure>([
	['1.7.0', 'power_import'],
	['2.7.0', 'power_export'],
	['1.8.0', 'electricity_import'],
	['2.8.0', 'electricity_export'],
	['32.7.0', 'voltage_l1'],
	['52.7.0', 'voltage_l2'],
	['72.7.0', 'voltage_l3'],
	['31.7.0', 'current_l1'],
	['51.7.0', 'current_l2'],
	['71.7.0', 'current_l3']
]);

/** One measured object: its number as sent, and how it is scaled where the message says so itself. */
interface Item {
	readonly object: string;
	readonly value: number;
	readonly scaler: number | null;
}

/**
 * What makers leave unsaid where a list has no scalers: powers of ten into W, Wh, V and A.
 * Source: Kamstrup and Kaifa HAN interface descriptions (NVE, lists 1 to 3).
 */
const SCALES = new Map<
	string,
	{ readonly voltage: number; readonly current: number; readonly energy: number }
>([
	['kamstrup', { voltage: 0, current: -2, energy: 1 }],
	['kaifa', { voltage: -1, current: -3, energy: 0 }]
]);

/** The Kaifa lists of Norway name nothing: places tell, by the list's length. */
const PLACES = [
	'1.7.0',
	'2.7.0',
	'3.7.0',
	'4.7.0',
	'31.7.0',
	'51.7.0',
	'71.7.0',
	'32.7.0',
	'52.7.0',
	'72.7.0'
];
const TOTALS = ['1.8.0', '2.8.0', '3.8.0', '4.8.0'];

/** Lists as the meter pushes them (DLMS), passed on undecoded by a reader: bytes, or the same in hexadecimal. */
export const readHanFrame: Adapter = (opened) => {
	const bytes = bytesOf(opened);
	if (bytes === null) return null;
	const data = readNotification(bytes);
	if (data === null) return { rejected: bytes[0] === 0x7e ? 'checksum' : 'malformed' };
	const items = itemsOf(data);
	if (items.length === 0) return { rejected: 'malformed' };
	const scale = SCALES.get(makerOf(data)) ?? { voltage: 0, current: 0, energy: 0 };
	const sheet = new Sheet(opened.message, `han:${opened.topic}`);
	for (const { object, value, scaler } of items) {
		const quantity = OBJECTS.get(object);
		if (quantity === undefined) {
			sheet.unknown.push(object);
			continue;
		}
		const kind = /voltage|current|electricity/.exec(quantity)?.[0];
		const unsaid =
			kind === 'voltage' ? scale.voltage : kind === 'current' ? scale.current : kind ? scale.energy : 0;
		const power = (scaler ?? unsaid) - (kind === 'electricity' ? 3 : 0);
		sheet.measure(quantity, tidy(value * 10 ** power), { key: object });
	}
	return { sheet };
};

const START = /^\s*(?:7e\s*a|e6\s*e[67]\s*00\s*0f|0f\s*(?:40\s*)?00)/i;

function bytesOf({ bytes, text }: Opened): Uint8Array | null {
	if (bytes && (bytes[0] === 0x7e || bytes[0] === 0xe6)) return bytes;
	if (!START.test(text)) return null;
	const digits = text.replace(/\s+/g, '');
	if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return null;
	return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function itemsOf(data: Cosem): readonly Item[] {
	if (typeof data === 'number') return [{ object: '1.7.0', value: data, scaler: null }];
	if (!Array.isArray(data)) return [];
	const list = data as readonly Cosem[];
	// Kaifa's list 1 is nothing but the power
	if (list.length === 1 && typeof list[0] === 'number') return itemsOf(list[0]);
	const named = list.flatMap((entry, i) => itemOf(entry, list[i + 1]));
	return named.length > 0 ? named : placed(list);
}

/** Aidon puts object, value and scaler into a list of their own; others put the value after its object. */
function itemOf(entry: Cosem, next: Cosem | undefined): readonly Item[] {
	if (Array.isArray(entry)) {
		const [name, value, unit] = entry as readonly Cosem[];
		const object = objectOf(name ?? null);
		const scaler = Array.isArray(unit) ? (unit as readonly Cosem[])[0] : null;
		if (object === null || typeof value !== 'number') return [];
		return [{ object, value, scaler: typeof scaler === 'number' ? scaler : 0 }];
	}
	const object = objectOf(entry);
	return object === null || typeof next !== 'number' ? [] : [{ object, value: next, scaler: null }];
}

function objectOf(name: Cosem): string | null {
	if (!(name instanceof Uint8Array) || name.length !== 6 || name[5] !== 0xff) return null;
	return `${name[2] ?? 0}.${name[3] ?? 0}.${name[4] ?? 0}`;
}

/** version, meter, type, then the powers; one phase or three; the registers last, after the time. */
function placed(list: readonly Cosem[]): readonly Item[] {
	const numbers = list.slice(3);
	const clock = numbers.findIndex((n) => n instanceof Uint8Array);
	const now = clock < 0 ? numbers : numbers.slice(0, clock);
	const names = now.length === 6 ? [...PLACES.slice(0, 5), '32.7.0'] : PLACES;
	const pairs = [
		...now.map((value, i) => [names[i], value] as const),
		...(clock < 0 ? [] : numbers.slice(clock + 1)).map((value, i) => [TOTALS[i], value] as const)
	];
	return pairs.flatMap(([object, value]) =>
		object === undefined || typeof value !== 'number' ? [] : [{ object, value, scaler: null }]
	);
}

/** The maker in the list's version: `Kamstrup_V0001`, `KFM_001`, `AIDON_V0001`. */
function makerOf(data: Cosem): string {
	const words = JSON.stringify(data, (_, v: unknown) =>
		v instanceof Uint8Array ? String.fromCharCode(...v) : v
	);
	return /Kamstrup/i.test(words) ? 'kamstrup' : /KFM_/.test(words) ? 'kaifa' : '';
}
