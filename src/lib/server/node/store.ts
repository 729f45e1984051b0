import { statfsSync } from 'node:fs';
import { Database, DiskFull } from './database.ts';
import { Days } from './days.ts';
import { Events } from './events.ts';
import { Hours, type DroppedHours } from './hours.ts';
import { Readings } from './readings.ts';
import { Settings } from './settings.ts';
import { SetupTable } from './setups.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** How long things are kept. */
export const KEPT = { readingsS: 48 * HOUR, hoursS: 15 * DAY, daysS: 400 * DAY, eventsS: 90 * DAY } as const;

/** Of the pages that the store may take; above it the oldest readings go, so that hours and events find room. */
const READINGS_SHARE = 0.85;
const PRUNED_AT_ONCE = 2000;
/** Rows that go when there is no room: some batches' worth. */
const ROOM = 8000;
const LOW_DISK_BYTES = 50 * 1024 * 1024;

export interface StoreOptions {
	readonly dir: string;
	/** Most megabytes on the disk, the write-ahead log of 4 MB aside. */
	readonly diskMb: number;
}

/** The home node's own store: one SQLite file. Everything that is written goes through here. */
export class Store {
	readonly readings: Readings;
	readonly hours: Hours;
	readonly days: Days;
	readonly events: Events;
	readonly setups: SetupTable;
	readonly settings: Settings;
	/** Under which name a broken file was put aside at the start; null: it was whole. */
	readonly setAside: string | null;
	/** UTC seconds since which nothing can be written; null: all is well. */
	fullSince: number | null = null;
	readonly #db: Database;
	readonly #dir: string;

	/** @throws StoreError */
	constructor({ dir, diskMb }: StoreOptions) {
		this.#db = Database.open(dir, diskMb * 256);
		this.#dir = dir;
		this.setAside = this.#db.setAside;
		this.readings = new Readings(this.#db);
		this.hours = new Hours(this.#db);
		this.days = new Days(this.#db);
		this.events = new Events(this.#db);
		this.setups = new SetupTable(this.#db);
		this.settings = new Settings(this.#db);
	}

	/** Writes a batch of readings; where there is no room it is made first. @returns whether more can be written now */
	flush(now: number): boolean {
		return this.attempt(now, () => this.readings.flush()) ?? false;
	}

	/** Does what writes; null: the disk is full, even after the oldest readings went. */
	attempt<T>(now: number, work: () => T): T | null {
		for (const isLast of [false, true]) {
			try {
				const result = work();
				this.#freed(now);
				return result;
			} catch (error) {
				if (!(error instanceof DiskFull)) throw error;
				if (isLast || !this.#makeRoom()) break;
			}
		}
		this.fullSince ??= now;
		return null;
	}

	/** Drops a little of what has been kept long enough. @returns whether there is more of it */
	prune(now: number): boolean {
		let dropped = 0;
		for (const id of this.readings.ids()) {
			dropped += this.readings.prune(id, Math.floor(now - KEPT.readingsS), PRUNED_AT_ONCE);
			if (dropped >= PRUNED_AT_ONCE) return true;
		}
		const { used, most } = this.#db.pages();
		return used > most * READINGS_SHARE && this.#makeRoom();
	}

	/** Once an hour: events, silent series, days and hours that are too old. @returns hours that nobody ever took */
	sweep(now: number): readonly DroppedHours[] {
		const oldest = Math.floor(now - KEPT.hoursS);
		this.events.prune(Math.floor(now - KEPT.eventsS));
		this.readings.forgetSilent(oldest);
		this.days.prune(Math.floor(now - KEPT.daysS));
		return this.hours.drop(oldest);
	}

	/** Is less room left on the disk than a system needs to live? */
	isDiskLow(): boolean {
		try {
			const { bavail, bsize } = statfsSync(this.#dir);
			return bavail * bsize < LOW_DISK_BYTES;
		} catch {
			return false;
		}
	}

	/** Drops readings and hours dated after `at` (UTC seconds): the clock was ahead. @returns how many of each */
	takeBack(at: number): { readings: number; hours: number } {
		return this.#db.transaction(() => {
			this.days.takeBack(Math.floor(at));
			for (const id of this.readings.ids()) this.hours.touch(id, Math.floor(at));
			return {
				readings: this.readings.takeBack(Math.floor(at)),
				hours: this.hours.takeBack(Math.floor(at))
			};
		}, true);
	}

	/** Forgets what the home has used: whoever comes next has a history of their own. @throws DiskFull */
	forgetHistory(): void {
		this.#db.transaction(() => {
			this.readings.clear();
			this.hours.clearAll();
			this.days.clear();
		}, true);
	}

	/** Forces everything that was committed to the disk. */
	settle(now: number): void {
		this.attempt(now, () => {
			this.settings.set('settled', Math.floor(now));
		});
	}

	close(): void {
		try {
			while (this.readings.flush());
		} catch (error) {
			if (!(error instanceof DiskFull)) throw error;
		}
		this.#db.close();
	}

	/** The oldest readings of all series go, about ROOM rows. @returns whether any went */
	#makeRoom(): boolean {
		try {
			const oldest = this.readings.oldest();
			if (oldest === null) return false;
			let dropped = 0;
			for (let spanS = 600; dropped < ROOM && spanS < KEPT.hoursS; spanS *= 2)
				for (const id of this.readings.ids())
					if (dropped < ROOM) dropped += this.readings.prune(id, oldest + spanS, ROOM - dropped);
			return dropped > 0;
		} catch (error) {
			if (error instanceof DiskFull) return false;
			throw error;
		}
	}

	#freed(now: number): void {
		if (this.fullSince === null) return;
		const since = this.fullSince;
		this.fullSince = null;
		try {
			this.events.add(now, 'disk_free_again', '', { since, lost: this.readings.lost });
		} catch (error) {
			if (!(error instanceof DiskFull)) throw error;
			this.fullSince = since;
		}
	}
}
