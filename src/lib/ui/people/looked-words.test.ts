import { describe, expect, it } from 'vitest';
import { instantWords, periodWords, whatWords, whoWords, type Look } from './looked-words.ts';

const look: Look = {
	id: 'x',
	at: Date.parse('2026-11-22T12:03:00Z') / 1000,
	role: 'delegate',
	purpose: 'delegate',
	called: 'Anna',
	media: ['cold_water'],
	resolution: 'day',
	from: '2026-11-01',
	to: '2026-12-01'
};

describe('a line of the log', () => {
	it('names an invited person as the holders do, and staff by role', () => {
		expect(whoWords(look, 'en')).toBe('Anna, invited by you');
		const staff = { ...look, role: 'case_handler', purpose: 'leak', called: null };
		expect(whoWords(staff, 'sv')).toBe('Hyresvärdens handläggare, misstänkt läcka');
	});

	it('says what was opened, whole packs as they were opened', () => {
		expect(whatWords(look, 'en')).toBe('Cold water: days, November 2026');
		const hours = { ...look, resolution: 'hour', from: '2026-11-21', to: '2026-11-22' } as const;
		expect(periodWords(hours, 'en')).toBe('Saturday 21 November 2026');
		const years = { ...look, resolution: 'month', from: '2017-01-01', to: '2027-01-01' } as const;
		expect(periodWords(years, 'en')).toBe('2017 to 2026');
	});

	it('says that consents are no values', () => {
		expect(whatWords({ ...look, resolution: null, from: null, to: null, media: [] }, 'en')).toBe(
			'Consents only, no values.'
		);
	});

	it('tells the time on the home’s clocks', () => {
		expect(instantWords(look.at, 'Europe/Stockholm', 'sv')).toBe('22 november 2026 13:03');
	});
});
