import { describe, expect, test } from 'vitest';
import { spoil, type Fault } from './faults.ts';

const TELEGRAMS = { at: [100, 200, 300, 400], registers: [10, 20, 30, 40] };
const with_ = (fault: Fault) => spoil('m', TELEGRAMS, [fault]);

describe('a spoilt delivery', () => {
	test('is the true one where nothing is wrong with the meter', () => {
		const other = spoil('m', TELEGRAMS, [{ kind: 'dip', serial: 'n', at: 200 }]);
		expect(other.prompt).toEqual(TELEGRAMS);
		expect(other.late.at).toEqual([]);
	});

	test('lacks the silent time', () => {
		expect(with_({ kind: 'silence', serial: 'm', from: 150, to: 300 }).prompt.at).toEqual([100, 300, 400]);
	});

	test('brings late telegrams apart', () => {
		const { prompt, late } = with_({ kind: 'late', serial: 'm', from: 200, to: 301 });
		expect(prompt.at).toEqual([100, 400]);
		expect(late).toMatchObject({ at: [200, 300], registers: [20, 30] });
	});

	test('brings a wrong register first and the right one afterwards, for one instant only', () => {
		const { prompt, corrections } = with_({ kind: 'corrected', serial: 'm', at: 150, error: 7 });
		expect(prompt.registers).toEqual([10, 27, 30, 40]);
		expect(corrections).toMatchObject({ at: [200], registers: [20] });
	});

	test('keeps a spike and a momentary 0', () => {
		expect(with_({ kind: 'spike', serial: 'm', at: 300, error: 5000 }).prompt.registers).toEqual([
			10, 20, 5030, 40
		]);
		expect(with_({ kind: 'dip', serial: 'm', at: 300 }).prompt.registers).toEqual([10, 20, 0, 40]);
	});
});
