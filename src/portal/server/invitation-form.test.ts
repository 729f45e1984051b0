import { describe, expect, it } from 'vitest';
import { readInvitationForm } from './invitation-form.ts';

function form(changes: Record<string, string | string[]> = {}): FormData {
	const fields = {
		called: 'Anna',
		kind: 'delegate',
		media: ['cold_water'],
		resolutions: ['day'],
		months: '3',
		...changes
	};
	const data = new FormData();
	for (const [name, value] of Object.entries(fields))
		for (const each of [value].flat()) data.append(name, each);
	return data;
}

describe('the form of an invitation', () => {
	it('is read with every choice made', () => {
		expect(readInvitationForm(form())).toMatchObject({
			ok: true,
			value: { called: 'Anna', kind: 'delegate', media: ['cold_water'], resolutions: ['day'], months: 3 }
		});
	});

	it.each([
		[{ called: ' ' }, 'called'],
		[{ called: 'x'.repeat(61) }, 'called'],
		[{ kind: 'guardian' }, 'kind'],
		[{ media: [] }, 'media'],
		[{ media: ['gas'] }, 'media'],
		[{ resolutions: [] }, 'resolutions'],
		[{ resolutions: ['year'] }, 'resolutions'],
		[{ kind: 'care', resolutions: ['month'] }, 'resolutions'],
		[{ months: '13' }, 'months'],
		[{ months: '' }, 'months']
	])('says what is missing or cannot be: %j', (changes, fault) => {
		expect(readInvitationForm(form(changes))).toMatchObject({ ok: false, fault });
	});
});
