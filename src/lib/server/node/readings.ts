import { keyOf } from '#lib/home/live.ts';
import type { Sample } from '#lib/home/hours.ts';
import type { Quantity, ReadingKind } from '#lib/home/quantity.ts';
import { measuredAt, type Reading, type ReadingQuality } from '#lib/home/reading.ts';
import { DiskFull, type Database } from './database.ts';

/** Rows written in one go: more would hold up what else the node does. */
const BATCH = 2000;
/** Readings held in memory while the disk is full; then the oldest go. */
const MOST_WAITING = 20_000;

/** A series with its latest reading, as the table has it: it holds what readings said, and nothing else. */
export interface Latest {
	readonly device: string;
	readonly channel: string;
	readonly quantity: Quantity;
	readonly kind: ReadingKind;
	readonly unit: string | null;
	readonly at: number;
	readonly value: number;
	readonly received: number;
	readonly quality: ReadingQuality;
}

interface Series {
	readonly id: number;
	at: number;
}

/** The table of readings: written in batches, asked by series. */
export class Readings {
	readonly #db: Database;
	readonly #series = new Map<string, Series>();
	#waiting: Reading[] = [];
	/** Readings that were given up because the disk stayed full. */
	lost = 0;
	stored = 0;

	constructor(db: Database) {
		this.#db = db;
		const rows = db.all<Latest & { id: number }>('select id, device, channel, quantity, at from series');
		for (const row of rows) this.#series.set(`${row.device}\n${row.channel}\n${row.quantity}`, row);
	}

	get waiting(): number {
		return this.#waiting.length;
	}

	/** Keeps a reading for the next batch. One whose time nobody knows is no sample. */
	add(reading: Reading): void {
		if (measuredAt(reading) === null) return;
		this.#waiting.push(reading);
		// a batch at a time: to move twenty thousand for each one would stop the node
		if (this.#waiting.length <= MOST_WAITING + BATCH) return;
		this.lost += this.#waiting.length - MOST_WAITING;
		this.#waiting = this.#waiting.slice(-MOST_WAITING);
	}

	/** Writes a batch of what waits. @returns whether more waits @throws DiskFull; nothing is lost then */
	flush(): boolean {
		const batch = this.#waiting.slice(0, BATCH);
		if (batch.length === 0) return false;
		try {
			this.#db.transaction(() => {
				const latest = new Map<number, Reading>();
				for (const reading of batch) this.#write(reading, latest);
				for (const [id, reading] of latest) this.#writeLatest(id, reading);
			}, false);
		} catch (error) {
			// ids given in a transaction that was taken back are none
			if (error instanceof DiskFull) this.#forget(batch);
			throw error;
		}
		this.#waiting = this.#waiting.slice(batch.length);
		this.stored += batch.length;
		return this.#waiting.length > 0;
	}

	/** The series' id; undefined: never heard. */
	idOf(key: string): number | undefined {
		return this.#series.get(key)?.id;
	}

	/** UTC seconds of the earliest reading that came late and is in no hour yet; null: there is none. */
	lateFrom(id: number): number | null {
		return (
			this.#db.get<{ late_from: number | null }>('select late_from from series where id = ?', id)
				?.late_from ?? null
		);
	}

	/** The hours of late readings are formed. @throws DiskFull */
	lateFormed(id: number): void {
		this.#db.run('update series set late_from = null where id = ? and late_from is not null', id);
	}

	/** UTC seconds of the earliest reading that is kept; null: there is none. */
	first(id: number): number | null {
		return (
			this.#db.get<{ at: number | null }>('select min(at) as at from reading where series_id = ?', id)?.at ??
			null
		);
	}

	/** What was heard last of everything. */
	latest(): Latest[] {
		return this.#db.all<Latest>('select * from series order by id');
	}

	/** Samples in [from, to], time ascending. */
	between(id: number, from: number, to: number): Sample[] {
		return this.#db.all<Sample>(
			'select at, value from reading where series_id = ? and at >= ? and at <= ? order by at, received',
			id,
			from,
			to
		);
	}

	/** The last `most` samples before `at`, time ascending. */
	before(id: number, at: number, most: number): Sample[] {
		const found = this.#db.all<Sample>(
			'select at, value from reading where series_id = ? and at < ? order by at desc, received desc limit ?',
			id,
			at,
			most
		);
		return found.reverse();
	}

	/** The first `most` samples after `at`, time ascending. */
	after(id: number, at: number, most: number): Sample[] {
		return this.#db.all<Sample>(
			'select at, value from reading where series_id = ? and at > ? order by at, received limit ?',
			id,
			at,
			most
		);
	}

	/** Drops up to `most` readings of a series before `at`; the last one stays, for the hour after a long silence. */
	prune(id: number, at: number, most: number): number {
		const limit = this.#db.get<{ at: number }>(
			'select at from reading where series_id = ? order by at limit 1 offset ?',
			id,
			most
		);
		const last = this.#db.get<{ at: number | null }>(
			'select max(at) as at from reading where series_id = ?',
			id
		);
		const end = Math.min(at, limit?.at ?? Infinity, last?.at ?? -Infinity);
		if (!Number.isFinite(end)) return 0;
		return this.#db.run('delete from reading where series_id = ? and at < ?', id, end).changes;
	}

	/** The oldest reading of all; null: none. */
	oldest(): number | null {
		return this.ids().reduce<number | null>((oldest, id) => {
			const first = this.first(id);
			return first === null ? oldest : Math.min(first, oldest ?? Infinity);
		}, null);
	}

	/** Ids of all series. */
	ids(): number[] {
		return [...this.#series.values()].map(({ id }) => id);
	}

	/** Takes back what is dated after `at`: the clock was ahead. */
	takeBack(at: number): number {
		for (const series of this.#series.values()) series.at = Math.min(series.at, at);
		this.#db.run('update series set at = ? where at > ?', at, at);
		return this.#db.run('delete from reading where at > ?', at).changes;
	}

	/** Forgets every reading, also those that wait; what was heard last stays. */
	clear(): void {
		this.#waiting = [];
		this.#db.run('delete from reading');
	}

	/** Forgets series that have been silent since `at` and mean nothing to anybody. */
	forgetSilent(at: number): number {
		const gone = this.#db.all<{ id: number; device: string; channel: string; quantity: string }>(
			`select id, device, channel, quantity from series s where at < ?
				and not exists (select 1 from setup c where c.device = s.device and c.channel = s.channel)
				and not exists (select 1 from hour h where h.series_id = s.id) limit 500`,
			at
		);
		for (const series of gone) {
			this.#db.run('delete from series where id = ?', series.id);
			this.#series.delete(`${series.device}\n${series.channel}\n${series.quantity}`);
		}
		return gone.length;
	}

	#write(reading: Reading, latest: Map<number, Reading>): void {
		const at = Math.floor(measuredAt(reading) ?? reading.receivedAt);
		const received = Math.floor(reading.receivedAt);
		const value = Number(reading.value);
		const series = this.#seriesFor(reading, at, value, received);
		this.#db.run('insert or ignore into reading values (?, ?, ?, ?)', series.id, at, value, received);
		if (at < series.at) {
			this.#db.run(
				'update series set late_from = min(coalesce(late_from, ?1), ?1) where id = ?2',
				at,
				series.id
			);
			return;
		}
		series.at = at;
		latest.set(series.id, reading);
	}

	#writeLatest(id: number, reading: Reading): void {
		this.#db.run(
			'update series set at = ?, value = ?, received = ?, quality = ?, unit = ? where id = ?',
			Math.floor(measuredAt(reading) ?? reading.receivedAt),
			Number(reading.value),
			Math.floor(reading.receivedAt),
			reading.quality,
			reading.unit,
			id
		);
	}

	#seriesFor(reading: Reading, at: number, value: number, received: number): Series {
		const key = keyOf(reading);
		const known = this.#series.get(key);
		if (known !== undefined) return known;
		const { device, channel, quantity, kind, unit, quality } = reading;
		const { id } = this.#db.run(
			`insert into series(device, channel, quantity, kind, unit, at, value, received, quality)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			...[device, channel, quantity, kind, unit, at, value, received, quality]
		);
		const series = { id, at };
		this.#series.set(key, series);
		return series;
	}

	#forget(batch: readonly Reading[]): void {
		for (const reading of batch) {
			const { device, channel, quantity } = reading;
			const row = this.#db.get<Series>(
				'select id, at from series where device = ? and channel = ? and quantity = ?',
				device,
				channel,
				quantity
			);
			if (row === undefined) this.#series.delete(keyOf(reading));
			else this.#series.set(keyOf(reading), { ...row });
		}
	}
}
