import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { SCHEMA } from './schema.ts';

/** SQLite's result codes that the node lives with. Source: sqlite.org/rescode.html */
const FULL = new Set([13, 10]);
const BROKEN = new Set([11, 26]);
const LOCKED = 5;

/** The store cannot be opened at all: another node has it, or the folder cannot be written. One line. */
export class StoreError extends Error {
	override readonly name = 'StoreError';
}

/** The disk, or what the node may take of it, is full: what was to be written was not. */
export class DiskFull extends Error {
	override readonly name = 'DiskFull';
}

/**
 * The node's SQLite file. Write-ahead log: a kill at any moment leaves the last commit whole. Commits of readings
 * are not forced to the disk one by one (a memory card wears out), those of hours, settings and events are, and
 * take with them all that came before.
 */
export class Database {
	readonly #sql: DatabaseSync;
	readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
	/** A broken file was put aside at the start, under this name. */
	readonly setAside: string | null;

	private constructor(sql: DatabaseSync, setAside: string | null) {
		this.#sql = sql;
		this.setAside = setAside;
	}

	/**
	 * Opens the file in `dir`, which is made where it is missing; readable by its owner only, for it holds the node's key.
	 * A file that is no database any more is put aside, for a node without memory is better than none.
	 * @param pages most pages of 4,096 bytes
	 * @throws StoreError
	 */
	static open(dir: string, pages: number): Database {
		const file = path.join(dir, 'node.sqlite');
		try {
			mkdirSync(dir, { recursive: true, mode: 0o700 });
			return new Database(opened(file, pages), null);
		} catch (error) {
			const code = codeOf(error);
			if (code === LOCKED) throw new StoreError(`Another home node is using ${dir}.`);
			if (code === null || !BROKEN.has(code)) throw new StoreError(`${dir} cannot be used: ${String(error)}`);
			const aside = `${file}.broken-${Date.now()}`;
			for (const suffix of ['', '-wal', '-shm'])
				if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
			return new Database(opened(file, pages), aside);
		}
	}

	/** Every row of a query. The caller states the row's shape, which schema.ts guarantees. */
	all<Row>(query: string, ...values: readonly SQLInputValue[]): Row[] {
		return this.#statement(query).all(...values) as Row[];
	}

	/** The first row, or undefined. */
	// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the row's shape is the caller's to state
	get<Row>(query: string, ...values: readonly SQLInputValue[]): Row | undefined {
		return this.#statement(query).get(...values) as Row | undefined;
	}

	/** Changes rows. @returns how many, and the id of the last one put in @throws DiskFull */
	run(query: string, ...values: readonly SQLInputValue[]): { changes: number; id: number } {
		try {
			const { changes, lastInsertRowid } = this.#statement(query).run(...values);
			return { changes: Number(changes), id: Number(lastInsertRowid) };
		} catch (error) {
			throw asDiskFull(error);
		}
	}

	/** All of it or nothing; `durable`: on the disk when it returns. @throws DiskFull */
	transaction<T>(work: () => T, durable: boolean): T {
		if (this.#isInside()) return work();
		this.#sql.exec(durable ? 'pragma synchronous = full' : 'pragma synchronous = normal');
		try {
			this.#sql.exec('begin immediate');
			const result = work();
			this.#sql.exec('commit');
			return result;
		} catch (error) {
			if (this.#isInside()) this.#sql.exec('rollback');
			throw asDiskFull(error);
		}
	}

	/** Pages in use and at most. */
	pages(): { used: number; most: number } {
		const pragma = (name: string) =>
			Object.values(this.get<Record<string, number>>(`pragma ${name}`) ?? {})[0] ?? 0;
		return { used: pragma('page_count') - pragma('freelist_count'), most: pragma('max_page_count') };
	}

	close(): void {
		this.#statements.clear();
		this.#sql.close();
	}

	/** Asked anew each time: SQLite itself takes some transactions back. */
	#isInside(): boolean {
		return this.#sql.isTransaction;
	}

	#statement(query: string): ReturnType<DatabaseSync['prepare']> {
		let statement = this.#statements.get(query);
		if (statement === undefined) {
			statement = this.#sql.prepare(query);
			this.#statements.set(query, statement);
		}
		return statement;
	}
}

function opened(file: string, pages: number): DatabaseSync {
	const sql = new DatabaseSync(file, { timeout: 2000 });
	try {
		chmodSync(file, 0o600);
		sql.exec(
			'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma journal_size_limit = 4194304'
		);
		sql.exec('pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -4000');
		sql.exec(`pragma max_page_count = ${Math.floor(pages)}`);
		const version = Number(sql.prepare('pragma user_version').get()?.['user_version'] ?? 0);
		for (const [index, step] of SCHEMA.entries()) {
			if (index < version) continue;
			sql.exec(`begin immediate; ${step}; pragma user_version = ${index + 1}; commit`);
		}
		return sql;
	} catch (error) {
		sql.close();
		throw error;
	}
}

/** SQLite's result code, without its extension; null: not an error of SQLite's. */
function codeOf(error: unknown): number | null {
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode & 0xff
		: null;
}

function asDiskFull(error: unknown): unknown {
	const code = codeOf(error);
	return code !== null && FULL.has(code) ? new DiskFull('The disk is full.', { cause: error }) : error;
}
