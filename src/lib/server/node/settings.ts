import type { z } from 'zod';
import type { Database } from './database.ts';

/** The table of settings: one JSON value for each key, on the disk when `set` returns. */
export class Settings {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	/** The value; null: not set, or no longer of this shape. */
	get<T>(key: string, schema: z.ZodType<T>): T | null {
		const row = this.#db.get<{ value: string }>('select value from setting where key = ?', key);
		if (row === undefined) return null;
		const parsed = schema.safeParse(JSON.parse(row.value));
		return parsed.success ? parsed.data : null;
	}

	/** @throws DiskFull */
	set(key: string, value: unknown): void {
		this.#db.transaction(
			() => this.#db.run('insert or replace into setting values (?, ?)', key, JSON.stringify(value)),
			true
		);
	}

	clear(key: string): void {
		this.#db.transaction(() => this.#db.run('delete from setting where key = ?', key), true);
	}
}
