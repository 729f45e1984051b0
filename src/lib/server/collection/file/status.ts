import { FLAG } from '#lib/energy/quality.ts';

const WORDS: Readonly<Record<string, number>> = {
	'': 0,
	ok: 0,
	suspect: FLAG.SUSPECT,
	corrected: FLAG.CORRECTED,
	'corrected+suspect': FLAG.CORRECTED | FLAG.SUSPECT
};

/** The flags that a status column asks for, or null for an unknown word. */
export function parseStatus(text: string): number | null {
	return text === '' ? 0 : (WORDS[text.trim().toLowerCase()] ?? null);
}

/** The status word of a stored reading's flags; flags that Hemvy sets and decides itself have no word. */
export function writeStatus(flags: number): string {
	const said = flags & (FLAG.SUSPECT | FLAG.CORRECTED);
	return Object.entries(WORDS).find(([word, value]) => value === said && word !== 'ok')?.[0] ?? '';
}
