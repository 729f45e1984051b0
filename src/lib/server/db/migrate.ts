import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { MIGRATIONS_FOLDER, readRules, type Rule } from './rules.ts';

/** 'hemvy' as a number: one process at a time brings a database up to date. */
const LOCK = 0x68656d76;

export interface Migrated {
	/** Whether the rules were applied anew. */
	readonly rules: boolean;
}

/**
 * Brings a database up to date: the numbered migrations that it lacks, then the rules when their text has changed.
 * Safe when several processes start at once, and when interrupted: each part is one transaction.
 * @param ownerUrl sign-in as hemvy_owner, made by bootstrap()
 * @throws PostgresError when the server cannot be reached or a statement fails
 */
export async function migrate(ownerUrl: string, folder = MIGRATIONS_FOLDER): Promise<Migrated> {
	const sql = postgres(ownerUrl, {
		max: 1,
		connect_timeout: 10,
		onnotice: () => undefined,
		connection: { application_name: 'hemvy migrate', TimeZone: 'UTC', lock_timeout: 60_000 }
	});
	try {
		await sql`select pg_advisory_lock(${LOCK})`;
		await applyMigrations(drizzle(sql), {
			migrationsFolder: folder,
			migrationsSchema: 'upkeep',
			migrationsTable: 'migration'
		});
		return { rules: await applyRules(sql, await readRules(folder)) };
	} finally {
		await sql.end({ timeout: 5 });
	}
}

/**
 * Applies all rules in one transaction unless the very same stand already in this database. The database's number is
 * part of that: a copied or restored database lacks the rights that PostgreSQL keeps beside it, and gets them here.
 */
async function applyRules(sql: postgres.Sql, rules: readonly Rule[]): Promise<boolean> {
	await sql`
		create table if not exists upkeep.rule
			(name text primary key, hash text not null, database oid not null, applied timestamptz not null default now())`;
	const inForce = await sql<{ name: string; hash: string }[]>`
		select name, hash from upkeep.rule
		where database = (select oid from pg_database where datname = current_database()) order by name collate "C"`;
	if (same(rules, inForce)) return false;
	await sql.begin(async (transaction) => {
		for (const rule of rules) await applyRule(transaction, rule);
		await transaction`delete from upkeep.rule`;
		for (const { name, hash } of rules) {
			await transaction`
				insert into upkeep.rule (name, hash, database)
				values (${name}, ${hash}, (select oid from pg_database where datname = current_database()))`;
		}
	});
	return true;
}

async function applyRule(sql: postgres.TransactionSql, { name, text }: Rule): Promise<void> {
	try {
		await sql.unsafe(text);
	} catch (error) {
		throw new Error(`drizzle/rules/${name}: ${error instanceof Error ? error.message : String(error)}`, {
			cause: error
		});
	}
}

function same(rules: readonly Rule[], inForce: readonly { name: string; hash: string }[]): boolean {
	return (
		rules.length === inForce.length &&
		rules.every(({ name, hash }, i) => inForce[i]?.name === name && inForce[i].hash === hash)
	);
}
