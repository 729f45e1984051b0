import { CONSENT_HASHES } from './consent-hashes.ts';
import { CONSENT_TEXTS, type ConsentLanguage, type ConsentTextKey } from './consent-texts.ts';
import type { ChosenPurpose, ChosenResolution } from './purpose.ts';

/** A text as it is shown, and what a record keeps of it. */
export interface ConsentText {
	readonly text: string;
	readonly version: number;
	/** SHA-256 of the text in UTF-8, hex. */
	readonly hash: string;
	readonly language: ConsentLanguage;
}

/** The present text of a key in a language. */
export function consentText(key: ConsentTextKey, language: ConsentLanguage): ConsentText {
	const { version, [language]: text } = CONSENT_TEXTS[key];
	const written = CONSENT_HASHES.find((each) => each.key === key && each.version === version);
	if (written === undefined) throw new Error(`consent-hashes.ts has no version ${version} of ${key}`);
	return { text, version, hash: written[language], language };
}

/** Which text a switch is about; null: there is no such switch (a TV has no hours). */
export function choiceKey(purpose: ChosenPurpose, resolution: ChosenResolution): ConsentTextKey | null {
	if (purpose === 'tv') return resolution === 'day' ? 'tv_day' : null;
	return `${purpose}_${resolution}`;
}
