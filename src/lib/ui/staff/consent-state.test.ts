import { describe, expect, it } from 'vitest';
import { consentStates, type ShownRecord } from './consent-state.ts';

const NOW = 1_800_000_000;
const YEAR = 365 * 86_400;
const record = (act: string, at: number, more: Partial<ShownRecord> = {}): ShownRecord => ({
	holder: 'Anna',
	act,
	purpose: 'own_view',
	reference: null,
	medium: 'cold_water',
	resolution: 'day',
	channel: 'portal',
	at,
	expires: act === 'given' || act === 'confirmed' ? at + YEAR : null,
	...more
});
const statesOf = (...records: ShownRecord[]) => consentStates(records, NOW).map(({ state }) => state);

describe('how a consent stands', () => {
	it('is what was decided last', () => {
		expect(statesOf(record('withdrawn', NOW - 5), record('given', NOW - 50))).toEqual(['withdrawn']);
		expect(statesOf(record('given', NOW - 5), record('withdrawn', NOW - 50))).toEqual(['in_force']);
		expect(statesOf(record('given', NOW - YEAR - 5))).toEqual(['expired']);
	});

	it('is not changed by a paper that waits, which stands beside it', () => {
		const [paper, given] = [record('proposed', NOW - 5, { channel: 'paper' }), record('given', NOW - 50)];
		expect(statesOf(paper, given)).toEqual(['awaiting', 'in_force']);
		expect(statesOf(record('confirmed', NOW - 1), paper, given)).toEqual(['in_force']);
		expect(statesOf(record('declined', NOW - 1), paper, given)).toEqual(['declined', 'in_force']);
	});

	it('is one line for the media that stand alike', () => {
		const lines = consentStates(
			[record('given', NOW - 5), record('given', NOW - 5, { medium: 'electricity' })],
			NOW
		);
		expect(lines).toMatchObject([{ media: ['cold_water', 'electricity'], state: 'in_force' }]);
	});
});
