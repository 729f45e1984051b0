/*
 * The import arrows of the folder map in README.md, as a lint rule.
 * A folder may import itself and what its line names, nothing else of ours.
 */
import path from 'node:path';

/** folder → folders that it may import (besides itself). Longest match wins. @type {Record<string, string[]>} */
export const ARROWS = {
	'src/lib/energy': [],
	'src/lib/privacy': [],
	'src/lib/i18n': [],
	'src/lib/home': ['src/lib/energy'],
	'src/lib/ui': ['src/lib/energy', 'src/lib/home', 'src/lib/privacy', 'src/lib/i18n'],
	'src/lib/sample': ['src/lib/energy'],
	'src/lib/server/config': [],
	'src/lib/server/http': [],
	'src/lib/server/db': ['src/lib/server/config', 'src/lib/energy', 'src/lib/privacy', 'src/lib/home'],
	'src/lib/server': [
		'src/lib/energy',
		'src/lib/privacy',
		'src/lib/home',
		'src/lib/i18n',
		'src/lib/server/config',
		'src/lib/server/db'
	],
	'src/lib/server/demo': ['src/lib/energy', 'src/lib/home', 'src/lib/sample', 'src/lib/server'],
	'src/portal': ['src/lib'],
	'src/kiosk': ['src/lib'],
	'src/cli': ['src/lib']
};

/** What a folder may never reach, whatever else its line allows. @type {Record<string, string[]>} */
export const NEVER = {
	'src/portal': ['src/kiosk', 'src/lib/server/node', 'src/lib/server/demo', 'src/lib/sample'],
	'src/kiosk': ['src/portal', 'src/lib/server/db', 'src/lib/server/demo', 'src/lib/sample'],
	'src/lib/server/node': ['src/lib/server/db']
};

/** Packages that do I/O or read the clock, closed to the pure folders. */
const PURE = ['src/lib/energy', 'src/lib/privacy', 'src/lib/home', 'src/lib/sample'];

const within = (/** @type {string} */ file, /** @type {string} */ folder) =>
	file === folder || file.startsWith(`${folder}/`);

/** The longest of `folders` that holds `file`. @param {string} file @param {string[]} folders */
function folderOf(file, folders) {
	return folders.filter((f) => within(file, f)).sort((a, b) => b.length - a.length)[0];
}

/** Why `from` may not import `to` (both relative to the root), or null. @param {string} from @param {string} to */
export function refusal(from, to) {
	const home = folderOf(from, Object.keys(ARROWS));
	if (home === undefined) return null;
	const ban = Object.entries(NEVER).find(([f, to_]) => within(from, f) && to_.some((t) => within(to, t)));
	if (ban) return `${ban[0]} never reaches ${to}`;
	if (!to.startsWith('src/')) return null;
	if (home.startsWith('src/lib/server/') || home === 'src/lib/server') {
		const unit = /^src\/lib\/server\/[^/]+/.exec(from)?.[0];
		if (unit && within(to, unit)) return null;
	} else if (within(to, home)) return null;
	if ((ARROWS[home] ?? []).some((f) => (f === 'src/lib/server' ? within(to, f) : allows(f, to)))) return null;
	return `${home} may not import ${to}`;
}

/** `src/lib/server` in a list means the whole of it only for demo; elsewhere folders are named one by one. */
const allows = (/** @type {string} */ folder, /** @type {string} */ to) => within(to, folder);

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
	meta: { type: 'problem', schema: [] },
	create(context) {
		const root = context.cwd;
		const from = path.relative(root, context.filename).replaceAll('\\', '/');
		/** @param {import('estree').Node | null | undefined} source */
		function check(source) {
			if (!source || source.type !== 'Literal' || typeof source.value !== 'string') return;
			const spec = source.value;
			if (spec.startsWith('node:') && PURE.some((f) => within(from, f)) && !/\.test\.ts$/.test(from)) {
				context.report({ node: source, message: `A pure folder does no I/O: ${spec}` });
			}
			const to = /^#(lib|portal|kiosk)\//.test(spec)
				? `src/${spec.slice(1)}`
				: spec.startsWith('.')
					? path.posix.join(path.posix.dirname(from), spec)
					: null;
			const why = to === null ? null : refusal(from, to);
			if (why) context.report({ node: source, message: `Import arrow: ${why}` });
		}
		return {
			ImportDeclaration: (node) => check(node.source),
			ExportNamedDeclaration: (node) => check(node.source),
			ExportAllDeclaration: (node) => check(node.source),
			ImportExpression: (node) => check(node.source)
		};
	}
};

/** Flat-config entry. @type {import('eslint').Linter.Config} */
export const importArrows = {
	files: ['src/**/*.ts', 'src/**/*.svelte', 'src/**/*.js'],
	plugins: { hemvy: { rules: { 'import-arrows': rule } } },
	rules: { 'hemvy/import-arrows': 'error' }
};
