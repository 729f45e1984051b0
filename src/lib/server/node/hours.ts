import type { HourQuality, HourValue } from '#lib/home/hours.ts';
import type { Boundaries } from '#lib/home/usual.ts';
import type { Database } from './database.ts';

/** An hourly value that the central system has not acknowledged. */
export interface PendingHour {
	readonly series_id: number;
	readonly at: number;
	readonly value: number;
	readonly quality: HourQuality;
	readonly revision: number;
	readonly serial: string;
	readonly medium: string;
}

/** Hours that were never delivered and are too old now, of one series. */
export interface DroppedHours {
	readonly series_id: number;
	readonly device: string;
	readonly serial: string | null;
	readonly from: number;
	readonly to: number;
	readonly hours: number;
}

/** The table of hourly values and what the central system has said of each. */
export class Hours {
	readonly #db: Database;
	/** The first hour that is new or has changed, by series: days are to be formed from there. */
	readonly #touched = new Map<number, number>();

	constructor(db: Database) {
		this.#db = db;
	}

	/** Puts in what is new or has changed; what has changed is delivered anew. @returns how many @throws DiskFull */
	put(seriesId: number, hours: readonly HourValue[]): number {
		if (hours.length === 0) return 0;
		return this.#db.transaction(
			() => hours.reduce((changed, hour) => changed + this.#putOne(seriesId, hour), 0),
			true
		);
	}

	#putOne(seriesId: number, { at, value, quality }: HourValue): number {
		const { changes } = this.#db.run(
			`insert into hour(series_id, at, value, quality) values (?, ?, ?, ?)
				on conflict(series_id, at) do update set value = excluded.value, quality = excluded.quality,
					revision = revision + 1, state = 'pending'
				where value <> excluded.value or quality <> excluded.quality`,
			...[seriesId, at, value, quality]
		);
		if (changes > 0) this.touch(seriesId, at);
		return changes;
	}

	/** By series, the first hour from which its days are to be formed. */
	get touched(): ReadonlyMap<number, number> {
		return this.#touched;
	}

	/** Hours from `at` on have changed; 0: all that there are. */
	touch(seriesId: number, at: number): void {
		this.#touched.set(seriesId, Math.min(at, this.#touched.get(seriesId) ?? Infinity));
	}

	/** The days of a series have been formed. */
	settle(seriesId: number): void {
		this.#touched.delete(seriesId);
	}

	/** What waits to be delivered of meters that have a serial, oldest first. */
	pending(most: number): PendingHour[] {
		return this.#db.all<PendingHour>(
			`select h.series_id, h.at, h.value, h.quality, h.revision, c.serial, c.medium
				from hour h join series s on s.id = h.series_id
				join setup c on c.device = s.device and c.channel = s.channel and c.quantity = s.quantity
				where h.state = 'pending' and c.serial is not null and c.medium is not null
				order by h.at, h.series_id limit ?`,
			most
		);
	}

	/** How many wait, and the oldest. */
	backlog(): { hours: number; oldest: number | null } {
		const row = this.#db.get<{ hours: number; oldest: number | null }>(
			`select count(*) as hours, min(h.at) as oldest
				from hour h join series s on s.id = h.series_id
				join setup c on c.device = s.device and c.channel = s.channel and c.quantity = s.quantity
				where h.state = 'pending' and c.serial is not null and c.medium is not null`
		);
		return row ?? { hours: 0, oldest: null };
	}

	/** Marks what the central system has judged; a value that has changed meanwhile still waits. @throws DiskFull */
	judge(hours: readonly PendingHour[], state: 'stored' | 'refused'): void {
		if (hours.length === 0) return;
		this.#db.transaction(() => {
			for (const { series_id, at, revision } of hours)
				this.#db.run(
					'update hour set state = ? where series_id = ? and at = ? and revision = ?',
					state,
					series_id,
					at,
					revision
				);
		}, true);
	}

	/** Delivers all of a series anew: it was given another serial or medium. */
	deliverAnew(seriesId: number): void {
		this.#db.run(`update hour set state = 'pending', revision = revision + 1 where series_id = ?`, seriesId);
	}

	/** Forgets all of a series, its days too: it is of another medium. */
	clear(seriesId: number): void {
		this.#db.transaction(() => {
			this.#db.run('delete from hour where series_id = ?', seriesId);
			this.#db.run('delete from day where series_id = ?', seriesId);
		}, true);
	}

	clearAll(): void {
		this.#db.run('delete from hour');
	}

	/** From `from` on, time ascending. */
	since(seriesId: number, from: number): HourValue[] {
		return this.#db.all<HourValue>(
			'select at, value, quality from hour where series_id = ? and at >= ? order by at',
			seriesId,
			from
		);
	}

	/** Values from `from` on, by UTC second. */
	boundaries(seriesId: number, from: number): Boundaries {
		const rows = this.#db.all<{ at: number; value: number }>(
			'select at, value from hour where series_id = ? and at >= ? order by at',
			seriesId,
			from
		);
		return new Map(rows.map(({ at, value }) => [at, value]));
	}

	/** The latest hour of a series; null: none. */
	last(seriesId: number): number | null {
		return (
			this.#db.get<{ at: number | null }>('select max(at) as at from hour where series_id = ?', seriesId)
				?.at ?? null
		);
	}

	/** Drops what is before `at`, delivered or not. @returns what was not, by series @throws DiskFull */
	drop(at: number): DroppedHours[] {
		return this.#db.transaction(() => {
			const dropped = this.#db.all<DroppedHours>(
				`select h.series_id, s.device, c.serial, min(h.at) as "from", max(h.at) as "to", count(*) as hours
					from hour h join series s on s.id = h.series_id
					join setup c on c.device = s.device and c.channel = s.channel and c.quantity = s.quantity
					where h.at < ? and h.state = 'pending' and c.serial is not null group by h.series_id`,
				at
			);
			this.#db.run('delete from hour where at < ?', at);
			return dropped;
		}, true);
	}

	/** Takes back what is dated after `at`: the clock was ahead. */
	takeBack(at: number): number {
		return this.#db.run('delete from hour where at > ?', at).changes;
	}
}
