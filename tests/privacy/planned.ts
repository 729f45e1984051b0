import postgres from 'postgres';
import { lanesOf, type Pool } from '../../src/lib/server/db/connection.ts';

/** A statement as the application sends it: as whom, and with what. */
export interface Question {
	readonly name: string;
	readonly role: string;
	readonly token: string;
	/** What opens another's home; '': nothing. */
	readonly ticket: string;
	readonly text: string;
	readonly values: readonly (string | boolean | null)[];
}

/** A node of a plan that was carried out. */
export interface PlanNode {
	readonly 'Node Type': string;
	readonly Schema?: string;
	readonly 'Relation Name'?: string;
	readonly 'Index Cond'?: string;
	readonly 'Recheck Cond'?: string;
	readonly 'Actual Rows'?: number;
	readonly 'Actual Loops'?: number;
	readonly 'Rows Removed by Filter'?: number;
	readonly 'Rows Removed by Index Recheck'?: number;
	readonly Plans?: readonly PlanNode[];
}

/** The settings of the application's connections (connection.ts), and every plan told, also those within functions. */
const SETTINGS = {
	plan_cache_mode: 'force_generic_plan',
	join_collapse_limit: '1',
	enable_seqscan: 'off',
	enable_hashjoin: 'off',
	enable_mergejoin: 'off',
	jit: 'off',
	search_path: 'pg_catalog',
	'auto_explain.log_min_duration': '0',
	'auto_explain.log_analyze': 'on',
	'auto_explain.log_timing': 'off',
	'auto_explain.log_verbose': 'on',
	'auto_explain.log_nested_statements': 'on',
	'auto_explain.log_format': 'json',
	'auto_explain.log_level': 'notice'
};

/**
 * Carries questions out as the application would and tells how; nothing of it stays. The nodes that read a table, of the
 * question itself and of every function that it called.
 */
export async function scansOf(superuserUrl: string, questions: readonly Question[]): Promise<PlanNode[][]> {
	let plans: PlanNode[] = [];
	const sql = postgres(superuserUrl, {
		max: 1,
		types: { date: { to: 1184, from: [1184], serialize: String, parse: String } },
		onnotice: ({ message = '' }) => {
			const at = message.indexOf('{');
			if (message.startsWith('duration:') && at >= 0)
				plans.push((JSON.parse(message.slice(at)) as { Plan: PlanNode }).Plan);
		}
	});
	try {
		await sql.unsafe(`load 'auto_explain'`);
		for (const [name, value] of Object.entries(SETTINGS))
			await sql`select set_config(${name}, ${value}, false)`;
		await sql.unsafe('set session authorization hemvy_portal');
		const found: PlanNode[][] = [];
		for (const question of questions) {
			await sql.unsafe('begin');
			await sql`select set_config('role', ${question.role}, true), set_config('hemvy.session', ${question.token}, true),
				set_config('hemvy.access', ${question.ticket}, true)`;
			plans = [];
			await sql.unsafe(question.text, [...question.values], { prepare: true }).catch((error: unknown) => {
				throw new Error(`${question.name}: ${String(error)}`, { cause: error });
			});
			found.push(plans.flatMap(flat).filter((node) => node['Relation Name'] !== undefined));
			await sql.unsafe('rollback');
		}
		return found;
	} finally {
		await sql.end();
	}
}

const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];

/** How many rows of tables were looked at, found or not. */
export function rowsLookedAt(nodes: readonly PlanNode[]): number {
	return nodes.reduce((sum, node) => {
		const each =
			(node['Actual Rows'] ?? 0) +
			(node['Rows Removed by Filter'] ?? 0) +
			(node['Rows Removed by Index Recheck'] ?? 0);
		return sum + Math.round(each * (node['Actual Loops'] ?? 0));
	}, 0);
}

/** Writes down what `work` sends through a pool of the application, statement by statement. */
export async function recorded(
	pool: Pool,
	name: string,
	work: () => Promise<unknown>
): Promise<readonly Question[]> {
	const lanes = lanesOf(pool);
	const questions: Question[] = [];
	const lend = lanes.lend.bind(lanes);
	lanes.lend = (borrow) =>
		lend((lane) => {
			let [role, token, ticket] = ['', '', ''];
			const unsafe = (text: string, values: (string | boolean | null)[] = [], options?: object) => {
				if (text.startsWith('select set_config(')) [role = '', token = '', ticket = ''] = values as string[];
				else if (!/^(begin|commit)/.test(text))
					questions.push({ name: `${name} ${questions.length}`, role, token, ticket, text, values });
				return lane.unsafe(text, values, options);
			};
			return borrow(
				new Proxy(lane, { get: (it, key) => (key === 'unsafe' ? unsafe : (Reflect.get(it, key) as unknown)) })
			);
		});
	try {
		await work();
	} finally {
		lanes.lend = lend;
	}
	return questions;
}
