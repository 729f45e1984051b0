import type { ClientInit } from '@sveltejs/kit/hooks';
import { baseLocale, isLocale, overwriteGetLocale } from '#lib/i18n/messages/runtime.js';

/** The page speaks the language that the server wrote it in: the display's, not the browser's. */
export const init: ClientInit = () => {
	overwriteGetLocale(() => {
		const { lang } = document.documentElement;
		return isLocale(lang) ? lang : baseLocale;
	});
};
