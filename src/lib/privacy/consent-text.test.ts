import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CONSENT_HASHES } from './consent-hashes.ts';
import { choiceKey, consentText } from './consent-text.ts';
import { CONSENT_TEXT_KEYS, CONSENT_TEXTS } from './consent-texts.ts';
import { CHOSEN_PURPOSES, CHOSEN_RESOLUTIONS } from './purpose.ts';

const LANGUAGES = ['sv', 'en', 'nb'] as const;
const hashOf = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('the texts that people consent to', () => {
	it.each(CONSENT_TEXT_KEYS)('%s: a changed text needs a new version', (key) => {
		for (const language of LANGUAGES) {
			const { text, hash } = consentText(key, language);
			expect(hash, `${key} ${language} is "${text}"; its SHA-256 is ${hashOf(text)}`).toBe(hashOf(text));
		}
	});

	it.each(CONSENT_TEXT_KEYS)('%s: every version there was is kept, the last is the present one', (key) => {
		const versions = CONSENT_HASHES.filter((each) => each.key === key).map(({ version }) => version);
		expect(versions).toEqual(versions.map((_, i) => i + 1));
		expect(versions.at(-1)).toBe(CONSENT_TEXTS[key].version);
	});

	it('differ from each other, in each language and between them', () => {
		const hashes = CONSENT_HASHES.flatMap((each) => LANGUAGES.map((language) => each[language]));
		expect(new Set(hashes).size).toBe(hashes.length);
	});

	it('stand behind every switch but hours on TV', () => {
		const keys = CHOSEN_PURPOSES.flatMap((p) => CHOSEN_RESOLUTIONS.map((r) => choiceKey(p, r)));
		expect(keys).toEqual(['own_view_day', 'own_view_hour', 'display_day', 'display_hour', 'tv_day', null]);
	});

	it('shout at nobody', () => {
		for (const key of CONSENT_TEXT_KEYS)
			for (const language of LANGUAGES) expect(CONSENT_TEXTS[key][language]).not.toMatch(/!/);
	});
});
