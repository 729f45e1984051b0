import postgres from 'postgres';
import { readRules } from './rules.ts';

export interface Bootstrap {
	readonly ownerPassword: string;
	readonly portalPassword: string;
	/** null: left as it is; without one home nodes cannot deliver. */
	readonly gatePassword: string | null;
	/** Name of the database to make. */
	readonly database: string;
}

/** Addresses to sign in with, passwords included. */
export interface DatabaseUrls {
	readonly owner: string;
	readonly portal: string;
	readonly gate: string;
}

/**
 * Makes hemvy_owner, the database that it owns, and the other roles, on a server where that has not been done; where
 * it has, only the passwords are set. Everything after this is done as hemvy_owner by migrate().
 * @param superuserUrl any database of the server, as a superuser
 */
export async function bootstrap(superuserUrl: string, settings: Bootstrap): Promise<DatabaseUrls> {
	const urls = {
		owner: urlFor(superuserUrl, 'hemvy_owner', settings.ownerPassword, settings.database),
		portal: urlFor(superuserUrl, 'hemvy_portal', settings.portalPassword, settings.database),
		gate: urlFor(superuserUrl, 'hemvy_gate', settings.gatePassword ?? '', settings.database)
	};
	await withConnection(superuserUrl, async (sql) => {
		await makeOwner(sql, settings.ownerPassword);
		await makeDatabase(sql, settings.database);
	});
	await withConnection(urls.owner, async (sql) => {
		const roles = (await readRules()).find(({ name }) => name.endsWith('-roles.sql'));
		if (!roles) throw new Error('drizzle/rules has no …-roles.sql');
		await sql.unsafe(roles.text);
		await sql.unsafe(`alter role hemvy_portal password ${literal(settings.portalPassword)}`);
		if (settings.gatePassword !== null) {
			await sql.unsafe(`alter role hemvy_gate password ${literal(settings.gatePassword)}`);
		}
	});
	return urls;
}

/** hemvy_owner makes roles and owns the database; it is no superuser and cannot pass by row security. */
async function makeOwner(sql: postgres.Sql, password: string): Promise<void> {
	await sql.unsafe(`do $$ begin
		if not exists (select from pg_roles where rolname = 'hemvy_owner') then
			create role hemvy_owner login createrole nosuperuser nocreatedb noreplication nobypassrls;
		end if;
	end $$`);
	await sql.unsafe(`alter role hemvy_owner password ${literal(password)}`);
}

async function makeDatabase(sql: postgres.Sql, database: string): Promise<void> {
	const found = await sql`select from pg_database where datname = ${database}`;
	if (found.length === 0) {
		await sql.unsafe(
			`create database ${name(database)} owner hemvy_owner encoding 'UTF8' template template0`
		);
	}
}

async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
	try {
		return await work(sql);
	} finally {
		await sql.end({ timeout: 5 });
	}
}

/** The same server, another login and database. */
export function urlFor(url: string, user: string, password: string, database: string): string {
	const changed = new URL(url);
	changed.username = user;
	changed.password = encodeURIComponent(password);
	changed.pathname = `/${encodeURIComponent(database)}`;
	return changed.href;
}

/** Utility statements take no $1. */
function literal(text: string): string {
	if (text.includes('\0')) throw new TypeError('A password cannot hold a zero byte');
	return `'${text.replaceAll("'", "''")}'`;
}

function name(text: string): string {
	return `"${text.replaceAll('"', '""')}"`;
}
