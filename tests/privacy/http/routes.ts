import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const FOLDER = path.resolve(import.meta.dirname, '../../../src/portal/routes');

/** An address of the portal as the file tree has it, and what it takes. */
export interface Route {
	/** '/homes/[home]/usage'; matchers are left out. */
	readonly id: string;
	/** In brackets, in order. */
	readonly params: readonly string[];
	/** Of +server.ts; 'GET' for a page. */
	readonly methods: readonly string[];
	/** Of a page's forms. */
	readonly actions: readonly string[];
	/** Fields and query parameters that its source names. */
	readonly named: { readonly fields: readonly string[]; readonly query: readonly string[] };
}

/** Every route of the portal. What is added to the tree is among them by itself. */
export function readRoutes(): Route[] {
	const folders = readdirSync(FOLDER, { recursive: true, encoding: 'utf8', withFileTypes: true })
		.filter((entry) => entry.isFile() && /^\+(page\.svelte|page\.server\.ts|server\.ts)$/.test(entry.name))
		.map((entry) => path.relative(FOLDER, entry.parentPath));
	return [...new Set(folders)].sort().map(routeOf);
}

function routeOf(folder: string): Route {
	const read = (name: string): string => {
		try {
			return readFileSync(path.join(FOLDER, folder, name), 'utf8');
		} catch {
			return '';
		}
	};
	const [server, page] = [read('+server.ts'), read('+page.server.ts')];
	const source = server + page;
	const id = `/${folder}`.replace(/=\w+\]/g, ']').replace(/\/\([^/]*\)/g, '');
	return {
		id,
		params: [...id.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name = '']) => name),
		methods:
			server === ''
				? ['GET']
				: [...server.matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(([, name = '']) => name),
		actions: actionsOf(page),
		named: {
			fields: wordsIn(source, [
				/\b(?:textField|tickedBoxes)\([^']*, '(\w+)'\)/g,
				/\b(?:isYes|field)\([^,']+, '(\w+)'\)/g,
				/\bfields\(event\.request, ([^)]*)\)/g,
				/\.(?:text|all)\('(\w+)'/g,
				/\bform\.(?:get|getAll)\('(\w+)'\)/g,
				/\bfields\['(\w+)'\]/g
			]),
			query: wordsIn(source, [/searchParams\.(?:get|getAll)\('(\w+)'\)/g])
		}
	};
}

function wordsIn(source: string, patterns: readonly RegExp[]): string[] {
	const found = patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(([, words = '']) => words));
	return [...new Set(found.flatMap((words) => words.match(/\w+/g) ?? []))].sort();
}

function actionsOf(source: string): string[] {
	const file = ts.createSourceFile('page.ts', source, ts.ScriptTarget.Latest);
	for (const statement of file.statements) {
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			if (!ts.isIdentifier(name) || name.text !== 'actions' || !initializer) continue;
			if (ts.isObjectLiteralExpression(initializer))
				return initializer.properties.flatMap((each) =>
					each.name && ts.isIdentifier(each.name) ? [each.name.text] : []
				);
		}
	}
	return [];
}
