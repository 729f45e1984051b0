import { describe, expect, it } from 'vitest';
import { isOver, mediaWords, needsAgreement, scopeWords, stateWords, type Mandate } from './mandate.ts';

const DAY = 86_400;
const NOW = Date.parse('2026-11-22T12:00:00Z') / 1000;
const base: Mandate = {
	id: 'x',
	kind: 'delegate',
	called: 'Anna',
	media: ['cold_water', 'electricity'],
	resolutions: ['hour', 'month'],
	begins: NOW - DAY,
	ends: NOW + 90 * DAY,
	accepted: NOW,
	ended: null,
	agreed: true,
	live: true
};
const say = (changes: Partial<Mandate>) => stateWords({ ...base, ...changes }, NOW, 'Europe/Stockholm', 'en');

describe('how a mandate stands', () => {
	it.each([
		[{}, 'May look until 20 February 2027.'],
		[{ live: false }, 'Cannot look at the moment. Everybody on the contract needs to say yes.'],
		[{ live: false, agreed: false }, 'Waits for your yes.'],
		[{ live: false, accepted: null }, 'Has not taken up the invitation yet.'],
		[{ live: false, accepted: null, begins: NOW - 14 * DAY }, 'The invitation was not taken up in time.'],
		[{ live: false, ended: NOW }, 'Ended on 22 November 2026.'],
		[{ live: false, ends: NOW }, 'Ran out on 22 November 2026.'],
		[{ live: false, kind: 'guardian', agreed: false, begins: NOW + DAY }, 'May look from 23 November 2026.']
	] as const)('is said in a sentence: %j', (changes, words) => {
		expect(say(changes)).toBe(words);
	});

	it('asks for the own yes only where that counts', () => {
		expect(needsAgreement({ ...base, agreed: false }, NOW)).toBe(true);
		expect(needsAgreement({ ...base, agreed: false, kind: 'guardian' }, NOW)).toBe(false);
		expect(needsAgreement({ ...base, agreed: false, ended: NOW }, NOW)).toBe(false);
		expect(isOver(base, NOW)).toBe(false);
	});

	it('names what may be seen, coarse before fine', () => {
		expect(scopeWords(base, 'en')).toBe('Cold water and electricity: months and hours');
		expect(mediaWords(['cold_water', 'hot_water', 'temperature'], 'sv')).toBe(
			'Kallt vatten, varmt vatten och temperatur'
		);
	});
});
