import { describe, expect, it } from 'vitest';
import { interpret } from '../interpret.ts';
import { NOTHING_KNOWN } from '../memory.ts';
import { crc } from './cosem.ts';

/** An APDU with the header that meters push: LLC, notification, no time. */
const notification = (data: string) => `E6E7000F4000000000${data}`;
const obis = (object: string) => `0906${object}`;
const text = (words: string) =>
	`09${hex(words.length)}${Array.from(words, (c) => hex(c.charCodeAt(0))).join('')}`;
const hex = (n: number) => n.toString(16).padStart(2, '0').toUpperCase();
const bytes = (digits: string) => Uint8Array.from(digits.match(/../g) ?? [], (b) => Number.parseInt(b, 16));

function read(payload: string | Uint8Array) {
	const result = interpret(
		{ topic: 'han/raw', payload, retained: false, receivedAt: 1_795_348_800 },
		NOTHING_KNOWN
	);
	if (result.kind === 'rejected') return result.reason;
	return Object.fromEntries(result.readings.map((r) => [r.quantity, r.value]));
}

/** One HDLC frame around it, its check sum last. */
function framed(apdu: string): Uint8Array {
	const inner = bytes(apdu);
	const length = 2 + 2 + 1 + 2 + inner.length + 2;
	const frame = new Uint8Array(length);
	frame.set([0xa0 | (length >> 8), length & 0xff, 0x41, 0x83, 0x13, 0, 0]);
	frame.set(inner, 7);
	const check = crc(frame.subarray(0, length - 2)) ^ 0xffff;
	frame.set([check & 0xff, check >> 8], length - 2);
	return Uint8Array.from([0x7e, ...frame, 0x7e]);
}

// power 280 W; voltage 2274 × 10⁻¹ V; register 2272138 × 10¹ Wh: each with its scaler and unit
const AIDON = notification(
	`0103` +
		`0203${obis('0100010700FF')}0600000118` +
		'02020F00161B' +
		`0203${obis('0100200700FF')}1208E2` +
		'02020FFF1623' +
		`0203${obis('0100010800FF')}060022AB8A` +
		'02020F01161E'
);

describe('a list as the meter pushes it', () => {
	it('is scaled as it says itself', () => {
		const expected = { power_import: 280, voltage_l1: 227.4, electricity_import: 22721.38 };
		expect(read(AIDON)).toEqual(expected);
		expect(read(bytes(AIDON))).toEqual(expected);
		expect(read(framed(AIDON))).toEqual(expected);
	});

	it('does not count where a bit of its frame changed', () => {
		const frame = framed(AIDON);
		frame[30] = (frame[30] ?? 0) ^ 0x10;
		expect(read(frame)).toBe('checksum');
	});

	it('does not count where it was cut off', () => {
		expect(read(AIDON.slice(0, -8))).toBe('malformed');
		expect(read(framed(AIDON).subarray(0, 40))).toBe('checksum');
	});

	it('is scaled as its maker leaves unsaid: Kamstrup in 0.01 A and 10 Wh', () => {
		const list = `0207${text('Kamstrup_V0001')}${obis('01011F0700FF')}0600000380${obis('0101010800FF')}0600762EE2`;
		expect(read(notification(list.replace('0207', '0205')))).toEqual({
			current_l1: 8.96,
			electricity_import: 77452.5
		});
	});

	it('of Kaifa has places in the place of names: powers, currents in mA, voltages in 0.1 V', () => {
		const u32 = (n: number) => `06${n.toString(16).padStart(8, '0')}`;
		const head = `${text('KFM_001')}${text('123')}${text('MA304')}`;
		const three = [1500, 0, 0, 10, 6781, 790, 6125, 2322, 2300, 2289].map(u32).join('');
		expect(read(notification(`020D${head}${three}`))).toEqual({
			power_import: 1500,
			power_export: 0,
			current_l1: 6.781,
			current_l2: 0.79,
			current_l3: 6.125,
			voltage_l1: 232.2,
			voltage_l2: 230,
			voltage_l3: 228.9
		});
		const hourly = `${[1500, 0, 0, 10, 6781, 2322].map(u32).join('')}090C07E509160311231EFFFFC400${[4_786_979, 0, 1, 2].map(u32).join('')}`;
		expect(read(notification(`020E${head}${hourly}`))).toMatchObject({
			voltage_l1: 232.2,
			electricity_import: 4786.979,
			electricity_export: 0
		});
		expect(read(notification(`0201${u32(900)}`))).toEqual({ power_import: 900 });
	});
});
