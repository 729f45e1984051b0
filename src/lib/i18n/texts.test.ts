import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
type Texts = Record<string, string | [{ declarations: string[]; match: Record<string, string> }]>;
const read = (language: string) =>
	JSON.parse(readFileSync(path.join(import.meta.dirname, 'texts', `${language}.json`), 'utf8')) as Texts;
const sv = read('sv');
const others = { en: read('en'), nb: read('nb') };

function sources(folder: string): { file: string; text: string }[] {
	return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter(
			(file) => /\.(svelte|ts)$/.test(file) && !file.includes('i18n/messages') && !file.endsWith('.test.ts')
		)
		.map((file) => ({
			file: path.join(folder, file),
			text: readFileSync(path.join(root, folder, file), 'utf8')
		}));
}
const all = sources('src');

/** The inputs that a text takes: {names} in its words and its declared ones. */
function inputs(text: Texts[string] | undefined): string[] {
	const words = typeof text === 'string' ? text : Object.values(text?.[0].match ?? {}).join(' ');
	const declared = typeof text === 'string' ? [] : (text?.[0].declarations ?? []);
	const names = [
		...[...words.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? ''),
		...declared.filter((d) => d.startsWith('input ')).map((d) => d.slice(6))
	];
	return [...new Set(names)].sort();
}

/** Words of a component's markup: what is left without scripts, styles, comments, expressions and tags. */
function looseWords(svelte: string): string[] {
	let text = svelte
		.replace(/<script[\s\S]*?<\/script>/g, '')
		.replace(/<style[\s\S]*?<\/style>/g, '')
		.replace(/<!--[\s\S]*?-->/g, '');
	const attributes = [...text.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"{]*\p{L}{2}[^"{]*)"/gu)];
	for (let before = ''; before !== text;) {
		before = text;
		text = text.replace(/\{[^{}]*\}/g, ' ');
	}
	const between = text.replace(/<[^>]*>/g, ' ').match(/\p{L}{2,}/gu) ?? [];
	return [...between, ...attributes.map((a) => a[1] ?? '')];
}

describe('texts', () => {
	it.each(Object.entries(others))('has every text in %s too, with the same inputs', (_, texts) => {
		expect(Object.keys(texts).sort()).toEqual(Object.keys(sv).sort());
		for (const key of Object.keys(sv)) expect(inputs(texts[key]), key).toEqual(inputs(sv[key]));
	});
	it.each(Object.entries(others))('has a form for the same numbers in %s', (_, texts) => {
		const forms = (text: Texts[string] | undefined) =>
			Array.isArray(text) ? Object.keys(text[0].match).sort() : null;
		for (const key of Object.keys(sv)) expect(forms(texts[key]), key).toEqual(forms(sv[key]));
	});
	it('speaks Norwegian in Norwegian: no Swedish letters, and words of its own', () => {
		const { language_sv: _, ...norwegian } = others.nb;
		expect(JSON.stringify(norwegian).match(/\p{L}*[äö]\p{L}*/giu)).toBeNull();
		const isWords = (text: unknown) => typeof text === 'string' && /\p{L}{5}/u.test(text);
		const shared = Object.keys(sv).filter((key) => norwegian[key] === sv[key] && isWords(sv[key]));
		expect(shared.length).toBeLessThan(Object.keys(sv).length / 5);
	});
	it('calls the display on the wall by one name', () => {
		expect(JSON.stringify(sv)).not.toMatch(/väggskärm/i);
		expect(JSON.stringify(others.nb)).not.toMatch(/veggdisplay/i);
	});
	it('has no text that nothing shows', () => {
		const used = new Set(all.flatMap(({ text }) => [...text.matchAll(/\bm\.(\w+)/g)].map((m) => m[1])));
		expect(Object.keys(sv).filter((key) => !used.has(key))).toEqual([]);
	});
	it('has every text that something shows', () => {
		const shown = sources('src/lib/ui').flatMap(({ text }) =>
			[...text.matchAll(/\bm\.(\w+)\b/g)].map((m) => m[1] ?? '')
		);
		expect(shown.filter((key) => !(key in sv))).toEqual([]);
	});
	it('lets no words stand outside the texts in a component', () => {
		const loose = all
			.filter(({ file }) => file.endsWith('.svelte'))
			.map(({ file, text }) => ({ file, words: looseWords(text) }))
			.filter(({ words }) => words.length > 0);
		expect(loose).toEqual([]);
	});
	it('blames nobody and shouts at nobody', () => {
		const words = JSON.stringify([sv, others]);
		expect(words).not.toMatch(/!/);
	});
	it('sees loose words where there are some', () => {
		expect(looseWords('<p class="a">Hej {name}</p>')).toEqual(['Hej']);
		expect(looseWords('<a aria-label="Stäng">{m.x({ a: { b: 1 } })}</a>')).toEqual(['Stäng']);
	});
	it('puts no inline style into a component: the page’s policy blocks them', () => {
		const inline = all.filter(({ file, text }) => file.endsWith('.svelte') && /\sstyle[:=]/.test(text));
		expect(inline.map((f) => f.file)).toEqual([]);
	});
});
