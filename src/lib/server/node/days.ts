import type { DayUse } from '#lib/home/day-use.ts';
import type { Database } from './database.ts';

/** The table of days: what each counter has shown of each civil day. */
export class Days {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	/**
	 * Puts in what is new or has changed. A day of which less is known than before, because its first hours are too
	 * old to be kept, stays as it is. @returns how many changed @throws DiskFull
	 */
	put(seriesId: number, days: readonly DayUse[]): number {
		return this.#db.transaction(() => {
			let changed = 0;
			for (const { day, used, since, until, isWhole } of days)
				changed += this.#db.run(
					`insert into day values (?, ?, ?, ?, ?, ?) on conflict(series_id, day) do update
						set used = excluded.used, since = excluded.since, until = excluded.until, whole = excluded.whole
						where excluded.since <= since and (used, since, until, whole)
							<> (excluded.used, excluded.since, excluded.until, excluded.whole)`,
					...[seriesId, day, used, since, until, isWhole ? 1 : 0]
				).changes;
			return changed;
		}, true);
	}

	/** Days of a series from `day` on, ascending. */
	since(seriesId: number, day: string): DayUse[] {
		const rows = this.#db.all<Omit<DayUse, 'isWhole'> & { whole: number }>(
			'select day, used, since, until, whole from day where series_id = ? and day >= ? order by day',
			seriesId,
			day
		);
		return rows.map(({ whole, ...day }) => ({ ...day, isWhole: whole === 1 }));
	}

	/** Drops days that were over before `at`. */
	prune(at: number): number {
		return this.#db.run('delete from day where until < ?', at).changes;
	}

	/** Takes back days that reach beyond `at`: the clock was ahead. What is left of them is formed anew. */
	takeBack(at: number): void {
		this.#db.run('delete from day where until > ?', at);
	}

	/** Forgets every day. */
	clear(): void {
		this.#db.run('delete from day');
	}
}
