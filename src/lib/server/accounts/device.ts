import Bowser from 'bowser';

const MOST = 60;

/**
 * Browser and system in words, such as 'Firefox, Windows', 'Safari, iPhone' or 'curl'; null: it does not say. Names
 * alone, no versions: enough to know one's own things again, too little to tell one machine from another.
 */
export function deviceWords(userAgent: string | null): string | null {
	if (userAgent === null || userAgent === '') return null;
	const [, program] = /^(?!Mozilla\/)([\w.-]{1,30})(?:\/|\s|$)/.exec(userAgent) ?? [];
	if (program !== undefined && !/^Opera$/i.test(program)) return program;
	const { browser, os, platform } = Bowser.parse(userAgent.slice(0, 500));
	const system =
		platform.model !== undefined && /^iP(hone|ad)$/.test(platform.model) ? platform.model : os.name;
	const words = [browser.name, system].filter((word) => word !== undefined && word !== '');
	return words.length === 0 ? null : words.join(', ').slice(0, MOST);
}
