import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { VARIABLE_TABLES } from './variables.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const PAGES = [
	'README.md',
	'deploy/home-node/README.md',
	...readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)
].filter((name) => name.endsWith('.md'));
const README = read('README.md');

interface Manifest {
	readonly scripts: Readonly<Record<string, string>>;
	readonly dependencies: Readonly<Record<string, string>>;
	readonly devDependencies: Readonly<Record<string, string>>;
}
// our own package.json
const manifest = JSON.parse(read('package.json')) as Manifest;

/** What stands under a heading of README.md, up to the next heading. */
function section(heading: string): string {
	const [, text] = README.split(new RegExp(`^#+ ${heading}$`, 'm'));
	if (text === undefined) throw new Error(`README.md has no heading "${heading}"`);
	return text.split(/^#/m)[0] ?? '';
}

/** The cells of a section's table, without its heading. */
const rows = (heading: string): string[][] =>
	section(heading)
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2)
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim())
		);

const words = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word ?? '');
const bare = (cell: string): string => cell.replaceAll('`', '').replace(/\/$/, '');

/** Whether there is such a file, or a folder with a file in it somewhere. */
function exists(name: string): boolean {
	const full = path.join(ROOT, name);
	if (!existsSync(full)) return false;
	return (
		statSync(full).isFile() ||
		readdirSync(full, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile())
	);
}

/** Made by running the product, not part of the repository. */
const MADE = /^(\.data|build|reports|node_modules|postgres)(\/|$)/;
const PACKAGES = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
const LATER = new Set(rows('Rooms kept for later').map(([folder]) => bare(folder ?? '')));
/** Files of the data folder, and the one that SvelteKit 3 refuses. */
const ELSEWHERE = new Set(['secrets.json', 'svelte.config.js']);

const looksLikePath = (word: string): boolean =>
	/^(src|tests|docs|drizzle|static|\.ci)\/[\w./[\]=-]*$/.test(word) ||
	/^[\w.-]+\.(ts|js|json|sql|md|css)$/.test(word);

describe.each(PAGES)('%s', (page) => {
	const text = read(page);

	it('names no path that does not exist', () => {
		const named = words(text)
			.filter(looksLikePath)
			.map((word) => word.replace(/\/$/, ''))
			.filter((word) => !MADE.test(word) && !LATER.has(word) && !ELSEWHERE.has(word) && !PACKAGES.has(word));
		expect(named.filter((word) => !exists(word))).toEqual([]);
	});

	it('links to nothing that does not exist', () => {
		const links = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
		const own = links.filter((link) => !/^(https?:|#)/.test(link)).map((link) => link.split('#')[0] ?? '');
		expect(own.filter((link) => !existsSync(path.resolve(ROOT, path.dirname(page), link)))).toEqual([]);
	});

	it('names no npm script and no command that does not exist', () => {
		const scripts = [...text.matchAll(/\bnpm (run ([\w:-]+)|start|test)\b/g)].map(
			([, short, run]) => run ?? short ?? ''
		);
		expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
		const hemvy = read('src/cli/hemvy.ts');
		const commands = [...text.matchAll(/npm run hemvy -- ([a-z]+)/g)].map(([, command]) => command ?? '');
		expect(commands.filter((command) => !hemvy.includes(`.command('${command}'`))).toEqual([]);
	});

	it('names no place of one machine only', () => {
		expect(text.match(/(?<![\w/])\/(work|root|home|Users|tmp)\/\S*/g)).toBeNull();
	});
});

describe('README.md', () => {
	it('is short enough to be read', () => {
		expect(README.split('\n').length).toBeLessThanOrEqual(280);
	});

	it.each(Object.entries(VARIABLE_TABLES))('%s: has every one as the code has it', (heading, expected) => {
		expect(rows(heading), 'write it anew: npx node tests/docs/variables.ts').toEqual(expected);
	});

	it('has every dependency with its licence, and no other', () => {
		const listed = rows('Dependencies').filter(([name]) => name?.startsWith('`'));
		const names = [...PACKAGES];
		expect(listed.map(([name]) => bare(name ?? '')).sort()).toEqual(names.sort());
		for (const [name, licence, what] of listed) {
			const file = `node_modules/${bare(name ?? '')}/package.json`;
			const { license } = JSON.parse(read(file)) as { license?: string };
			expect([name, licence]).toEqual([name, license ?? 'MIT']);
			expect(what).not.toBe('');
		}
	});

	it('maps every folder that there is', () => {
		const mapped = new Set(rows('Where things are').map(([folder]) => bare(folder ?? '')));
		const parents = ['src', 'src/lib', 'src/lib/server', 'tests', 'static'];
		const folders = parents.flatMap((parent) =>
			readdirSync(path.join(ROOT, parent), { withFileTypes: true })
				.filter((entry) => entry.isDirectory())
				.map((entry) => `${parent}/${entry.name}`)
		);
		const isParent = (folder: string) => parents.includes(folder);
		expect(folders.filter((f) => !isParent(f) && exists(f) && !mapped.has(f))).toEqual([]);
		expect([...mapped].filter((folder) => !exists(folder))).toEqual([]);
	});

	it('calls no room empty that has something in it', () => {
		expect([...LATER].filter((folder) => exists(folder))).toEqual([]);
	});

	it('shows pictures small enough to load', () => {
		const folder = path.join(ROOT, 'docs/screenshots');
		for (const name of readdirSync(folder)) {
			expect(readFileSync(path.join(folder, name)).byteLength, name).toBeLessThanOrEqual(150_000);
			expect(README).toContain(`docs/screenshots/${name}`);
		}
	});
});
