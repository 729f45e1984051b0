import postgres from 'postgres';
import { lanesOf, type Pool } from './connection.ts';

/** Who a statement runs as; which of them a login may become is decided by the database (drizzle/rules/10-roles.sql). */
export type Role =
	| 'hemvy_tenant'
	| 'hemvy_visitor'
	| 'hemvy_program'
	| 'hemvy_staff'
	| 'hemvy_signin'
	| 'hemvy_collector'
	| 'hemvy_registrar'
	| 'hemvy_retainer';

/** A value for $1, $2, …: sent as text, typed by the statement. */
export type Parameter = string | number | boolean | null | readonly (string | number)[];

/** One statement with its values. */
export interface Statement {
	readonly text: string;
	readonly parameters: readonly Parameter[];
}

/** What stands before a statement's transaction: kind, role and token. */
interface Scope {
	readonly begin: 'begin read only' | 'begin';
	readonly role: Role;
	readonly token: string;
	/** What opens another's home; '' or absent: nothing. */
	readonly ticket?: string;
}

/** What a personal access token begins with: no session's token does. Kept in step with 31-token-rights.sql. */
export const ACCESS_TOKEN_PREFIX = 'hemvy_';

/** A personal access token is no session: it reads as a role of its own, and whatever else it is presented to finds nobody. */
const readerRole = (token: string): Role =>
	token.startsWith(ACCESS_TOKEN_PREFIX) ? 'hemvy_program' : 'hemvy_tenant';

const CLAIM = `select set_config('role', $1, true), set_config('hemvy.session', $2, true)`;
const CLAIM_WITH_TICKET = `select set_config('role', $1, true), set_config('hemvy.session', $2, true),
	set_config('hemvy.access', $3, true)`;
/** Parsed once a connection; one statement a text, also where there are no values. */
const PREPARED = { prepare: true, simple: false };

/**
 * Runs one reading statement as the person whose session token is presented, in one round trip:
 * BEGIN READ ONLY, role and token for this transaction only, the statement, COMMIT. What the rows are is decided by
 * row security; an unknown or expired token finds none.
 * @param token of a session, `<id>.<secret>`, or a personal access token; '' = nobody signed in
 * @returns the rows; the caller states their shape
 * @throws PostgresError when a statement fails; the transaction is then rolled back and the connection is clean
 */
export async function readAsSession<Row>(
	pool: Pool,
	token: string,
	text: string,
	parameters: readonly Parameter[] = []
): Promise<Row[]> {
	const [rows] = await inOneTrip(pool, [
		{
			scope: { begin: 'begin read only', role: readerRole(token), token },
			statements: [{ text, parameters }]
		}
	]);
	return rowsOf<Row>(rows);
}

/** As readAsSession, with several statements that see one and the same state; still one round trip. */
export async function readManyAsSession(
	pool: Pool,
	token: string,
	statements: readonly Statement[]
): Promise<unknown[][]> {
	const results = await inOneTrip(pool, [
		{ scope: { begin: 'begin read only', role: readerRole(token), token }, statements }
	]);
	return results.map((rows) => rowsOf<unknown>(rows));
}

/**
 * As readAsSession for one call that changes something on behalf of the person: a function that decides by itself
 * whether that person may (hemvy_tenant can write no table).
 */
export async function callAsSession<Row>(
	pool: Pool,
	token: string,
	text: string,
	parameters: readonly Parameter[] = []
): Promise<Row[]> {
	const [rows] = await inOneTrip(pool, [
		{ scope: { begin: 'begin', role: 'hemvy_tenant', token }, statements: [{ text, parameters }] }
	]);
	return rowsOf<Row>(rows);
}

/**
 * As readManyAsSession, of another's home: reads what the ticket that rights.open_access gave opens, in this session and
 * for half a minute. The ticket's own transaction must have been committed.
 */
export async function readManyAsVisitor(
	pool: Pool,
	{ token, ticket }: { readonly token: string; readonly ticket: string },
	statements: readonly Statement[]
): Promise<unknown[][]> {
	const results = await inOneTrip(pool, [
		{ scope: { begin: 'begin read only', role: 'hemvy_visitor', token, ticket }, statements }
	]);
	return results.map((rows) => rowsOf<unknown>(rows));
}

/**
 * As readManyAsVisitor, with the opening before it, in one round trip of two transactions: the first writes the row of
 * the log under a ticket that is chosen here, and commits; only then does the server take up the second, which finds
 * nothing unless that row is there. Whoever may not open reads nothing.
 * @param opening one call of rights.open_access with that ticket, by `role`
 */
export async function openAndReadAsVisitor(
	pool: Pool,
	{ token, ticket, role }: { readonly token: string; readonly ticket: string; readonly role: Role },
	opening: Statement,
	statements: readonly Statement[]
): Promise<unknown[][]> {
	const [, ...results] = await inOneTrip(pool, [
		{ scope: { begin: 'begin', role, token }, statements: [opening] },
		{ scope: { begin: 'begin read only', role: 'hemvy_visitor', token, ticket }, statements }
	]);
	return results.map((rows) => rowsOf<unknown>(rows));
}

/** Runs one call of schema `staff`, or rights.open_access, on behalf of a member of staff; it may write. */
export async function callAsStaff<Row>(
	pool: Pool,
	token: string,
	text: string,
	parameters: readonly Parameter[] = []
): Promise<Row[]> {
	const [rows] = await inOneTrip(pool, [
		{ scope: { begin: 'begin', role: 'hemvy_staff', token }, statements: [{ text, parameters }] }
	]);
	return rowsOf<Row>(rows);
}

/** Runs one call of schema `account` as hemvy_signin, in one round trip and a transaction that may write. */
export async function callAsSignin<Row>(
	pool: Pool,
	text: string,
	parameters: readonly Parameter[] = []
): Promise<Row[]> {
	const [rows] = await inOneTrip(pool, [
		{ scope: { begin: 'begin', role: 'hemvy_signin', token: '' }, statements: [{ text, parameters }] }
	]);
	return rowsOf<Row>(rows);
}

/**
 * Runs `work` in one writing transaction as `role`, on a pool whose login may become it. COMMIT when it returns,
 * ROLLBACK when it throws; role and token end with the transaction.
 */
export async function asRole<Result>(
	pool: Pool,
	role: Role,
	token: string | null,
	work: (sql: postgres.TransactionSql<{ bigint: number; day: string }>) => Promise<Result>
): Promise<Result> {
	const result = await pool.begin(async (sql) => {
		await sql.unsafe(CLAIM, [role, token ?? ''], PREPARED);
		return { done: await work(sql) };
	});
	return (result as { done: Result }).done;
}

/** A plan holds for one role: the same text, prepared for two in turn, would be planned anew each time. */
const MARKS: Partial<Record<Role, string>> = {
	hemvy_visitor: '/* visitor */ ',
	hemvy_program: '/* program */ '
};

/** One transaction of a trip. */
interface Part {
	readonly scope: Scope;
	readonly statements: readonly Statement[];
}

/**
 * One trip; a second one when the rules or tables changed under a statement that the connection had parsed before
 * (what it stands in has then been rolled back).
 * @returns what each statement answered, part after part
 */
async function inOneTrip(pool: Pool, parts: readonly Part[]): Promise<unknown[]> {
	const sent = parts.map(({ scope, statements }): Sendable => {
		const mark = MARKS[scope.role] ?? '';
		return {
			scope,
			statements: statements.map(({ text, parameters }) => ({
				text: mark + text,
				values: parameters.map(textOf)
			}))
		};
	});
	try {
		return await trip(pool, sent);
	} catch (error) {
		const outdated = error instanceof postgres.PostgresError && error.routine === 'RevalidateCachedQuery';
		if (!outdated) throw error;
		return trip(pool, sent);
	}
}

interface Sendable {
	readonly scope: Scope;
	readonly statements: readonly { readonly text: string; readonly values: (string | boolean | null)[] }[];
}

/**
 * The statements go out together, without waiting in between. If one fails, the server refuses those after it in its
 * transaction, whose COMMIT is then a ROLLBACK. Whatever happens the role and the token end with the transaction; would
 * the BEGIN be lost, they would end with their own statement and the next would run as hemvy_portal, which may read
 * nothing.
 */
function trip(pool: Pool, parts: readonly Sendable[]): Promise<unknown[]> {
	return lanesOf(pool).lend(async (connection) => {
		const outcomes = await Promise.all(
			parts.map(({ scope, statements }) =>
				Promise.allSettled([
					connection.unsafe(scope.begin).execute(),
					claim(connection, scope).execute(),
					...statements.map(({ text, values }) => connection.unsafe(text, values, PREPARED).execute()),
					connection.unsafe('commit').execute()
				])
			)
		);
		const failures = outcomes
			.flat()
			.flatMap((it) => (it.status === 'rejected' ? [it.reason as unknown] : []));
		// A lost connection explains all the rest, and must be seen by whoever lent it.
		if (failures.length > 0)
			throw failures.find((it) => !(it instanceof postgres.PostgresError)) ?? failures[0];
		return outcomes.flatMap((part) =>
			part.slice(2, -1).map((it): unknown => (it.status === 'fulfilled' ? it.value : []))
		);
	});
}

function claim(connection: postgres.Sql, { role, token, ticket }: Scope) {
	if (ticket === undefined) return connection.unsafe(CLAIM, [role, token], PREPARED);
	return connection.unsafe(CLAIM_WITH_TICKET, [role, token, ticket], PREPARED);
}

/**
 * Values are turned into text before anything is sent: a value that postgres.js refuses half-way through a pipeline
 * would make it take one answer for another.
 */
function textOf(value: Parameter): string | boolean | null {
	if (value === null || typeof value === 'boolean') return value;
	if (typeof value === 'string') return wholeText(value);
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return `{${value.map((item) => elementText(item as string | number)).join(',')}}`;
	throw new TypeError(`A statement's value is ${typeof value}, not text, number, boolean, null or a list`);
}

function elementText(item: string | number): string {
	return typeof item === 'number' ? String(item) : `"${wholeText(item).replace(/["\\]/g, '\\$&')}"`;
}

/** PostgreSQL's text has no NUL and would refuse the statement: what holds one is equal to nothing stored anyway. */
function wholeText(text: string): string {
	return text.replaceAll('\0', '\ufffd');
}

/** The one cast: the caller guarantees that its statement gives rows of this shape. */
function rowsOf<Row>(rows: unknown): Row[] {
	return [...(rows as Iterable<Row>)];
}
