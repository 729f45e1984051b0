import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';

/** After too many attempts: how long to wait, in whole minutes. @param retryAfterS seconds; undefined: a minute */
export function limitedWords(retryAfterS: number | undefined, language: Language): string {
	const minutes = Math.max(1, Math.ceil((retryAfterS ?? 60) / 60));
	return m.sign_in_limited({ minutes }, { locale: language });
}
