import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLAG } from '#lib/energy/quality.ts';
import { parseRegister, writeRegister } from './register.ts';
import { parseStatus, writeStatus } from './status.ts';

describe('registers in files', () => {
	it('turns decimals into the meter’s smallest unit without a binary fraction', () => {
		expect(parseRegister('13423.7', -3)).toBe(13_423_700);
		expect(parseRegister('0.001', -3)).toBe(1);
		expect(parseRegister('1.005', -3)).toBe(1005);
		expect(parseRegister('-3.25', -2)).toBe(-325);
		expect(parseRegister('-0', -2)).toBe(0);
		expect(parseRegister('+42', 0)).toBe(42);
		expect(parseRegister('00042.10000', -1)).toBe(421);
	});

	it.each([
		['1.0005', 'too_precise'],
		['1,5', 'decimal_comma'],
		['1e308', 'bad_register'],
		['NaN', 'bad_register'],
		['', 'bad_register'],
		['.5', 'bad_register'],
		['5.', 'bad_register'],
		['1 000', 'bad_register'],
		['0x10', 'bad_register'],
		['2147483.648', 'out_of_range'],
		['999999999999', 'out_of_range']
	])('refuses %j as %s', (text, reason) => {
		expect(parseRegister(text, -3)).toBe(reason);
	});

	it('reads back what it writes', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -2_147_483_647, max: 2_147_483_647 }),
				fc.integer({ min: -6, max: 0 }),
				(register, scale) => {
					expect(parseRegister(writeRegister(register, scale), scale)).toBe(register);
				}
			)
		);
		expect(writeRegister(-5, -3)).toBe('-0.005');
	});
});

describe('statuses in files', () => {
	it('reads back what it writes, and writes nothing of the flags that Hemvy decides itself', () => {
		for (const flags of [0, FLAG.SUSPECT, FLAG.CORRECTED, FLAG.SUSPECT | FLAG.CORRECTED]) {
			expect(parseStatus(writeStatus(flags | FLAG.LATE))).toBe(flags);
		}
		expect(writeStatus(FLAG.LATE)).toBe('');
		expect(parseStatus(' OK ')).toBe(0);
		expect(parseStatus('fine')).toBeNull();
	});
});
