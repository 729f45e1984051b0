import type { Pool } from '../../db/connection.ts';
import { findMeters, placeAt, type PlacedMeter } from '../meters.ts';
import { storeReadings } from '../store-readings.ts';
import type { ReadingBatch, RejectedLine } from './batch.ts';
import { Gathered } from './gathered.ts';
import { parseRegister, writeRegister } from './register.ts';

export interface ImportCounts {
	/** Lines that hold anything, the header aside, and are settled: in the store or rejected. */
	lines: number;
	stored: number;
	unchanged: number;
	corrected: number;
	/** Of the stored ones, those older than what was known of their meter. */
	late: number;
	/** Rejected lines by reason. */
	rejected: Record<string, number>;
}

export interface Bad extends Omit<RejectedLine, 'reason'> {
	/** A word of REJECTIONS or of the store. */
	readonly reason: string;
}

export interface ImportTerms {
	/** `metering.source.id` that the readings name. */
	readonly sourceId: number;
	/** UTC seconds. */
	readonly now: number;
	/** Called when lines were read or settled. @param linesRead lines read, settled or not */
	readonly onProgress?: (counts: Readonly<ImportCounts>, linesRead: number) => void;
	/** Called with the bad lines of each part of the file, in order of line number. */
	readonly onBad?: (bad: readonly Bad[]) => void;
	/** Asked again and again; true ends the import with what is stored so far. */
	readonly interrupted?: () => boolean;
}

/** Lines that are gathered and then stored meter by meter: 25 MB. */
const GATHERED_LINES = 1_000_000;
/** Readings that the store gets at a time. */
const STORED_AT_A_TIME = 50_000;
/** Bad lines that are kept before they are reported. */
const MOST_BAD = 50_000;
/** More serial numbers than the largest company has meters; beyond it the file is not about meters. */
const MOST_CACHED_SERIALS = 500_000;

/** The part of a file that is read and not yet stored, and the counts of all parts before it. */
export class Part {
	readonly counts: ImportCounts = { lines: 0, stored: 0, unchanged: 0, corrected: 0, late: 0, rejected: {} };
	readonly #sql: Pool;
	readonly #terms: ImportTerms;
	/** All places of each device, by serial number; none for one that nobody knows. */
	readonly #places = new Map<string, readonly PlacedMeter[]>();
	readonly #gathered = new Gathered(GATHERED_LINES);
	#bad: Bad[] = [];
	#linesRead = 0;

	/** @param sql connected as hemvy_owner */
	constructor(sql: Pool, terms: ImportTerms) {
		this.#sql = sql;
		this.#terms = terms;
	}

	/** Whether what is there has to be settled before this batch. */
	isFullFor(batch: ReadingBatch): boolean {
		return this.#gathered.room < batch.lines.length || this.#bad.length >= MOST_BAD;
	}

	async add(batch: ReadingBatch): Promise<void> {
		await this.#findNew(batch.meters);
		this.#bad.push(...batch.rejected);
		batch.meters.forEach((serial, i) => {
			const line = batch.lines[i] ?? 0;
			const at = batch.at[i] ?? 0;
			const text = batch.registers[i] ?? '';
			const meter = placeAt(this.#places.get(serial) ?? [], at);
			const register = meter ? parseRegister(text, meter.scale) : 'unknown_meter';
			if (meter && typeof register === 'number') {
				this.#gathered.add(line, meter.id, at, register, batch.flags[i] ?? 0);
			} else this.#bad.push({ line, reason: String(register), content: contentOf(serial, at, text) });
		});
		this.#linesRead = batch.linesRead;
		this.#terms.onProgress?.(this.counts, this.#linesRead);
	}

	/** Stores what is gathered, meter by meter, and reports what is bad. */
	async settle(): Promise<void> {
		const { sourceId, now, onProgress, interrupted } = this.#terms;
		for (const { readings, lines } of this.#gathered.slices(STORED_AT_A_TIME)) {
			if (interrupted?.() === true) break;
			const result = await storeReadings(this.#sql, readings, sourceId, { now });
			for (const { index, reason } of result.rejected) {
				const { meterId = 0, at = 0, register = 0 } = readings[index] ?? {};
				const content = this.#contentOfStored(meterId, at, register);
				this.#bad.push({ line: lines[index] ?? 0, reason, content });
			}
			this.counts.lines += readings.length - result.rejected.length;
			this.counts.stored += result.stored;
			this.counts.unchanged += result.unchanged;
			this.counts.corrected += result.corrected;
			this.counts.late += result.late;
			onProgress?.(this.counts, this.#linesRead);
		}
		this.#gathered.clear();
		this.#report();
	}

	#report(): void {
		const bad = this.#bad.sort((a, b) => a.line - b.line);
		for (const { reason } of bad) this.counts.rejected[reason] = (this.counts.rejected[reason] ?? 0) + 1;
		this.counts.lines += bad.length;
		this.#terms.onBad?.(bad);
		this.#bad = [];
	}

	async #findNew(serials: readonly string[]): Promise<void> {
		const fresh = new Set<string>();
		for (const serial of serials) if (!this.#places.has(serial)) fresh.add(serial);
		if (fresh.size === 0) return;
		if (this.#places.size + fresh.size > MOST_CACHED_SERIALS) {
			this.#places.clear();
			for (const serial of serials) fresh.add(serial);
		}
		const found = await findMeters(this.#sql, [...fresh]);
		// a copy: the serial is a slice that would keep a whole piece of the file in memory
		for (const serial of fresh) this.#places.set(Buffer.from(serial).toString(), found.get(serial) ?? []);
	}

	/** The line as it may have stood in the file; only what the store rejects is looked for, which is little. */
	#contentOfStored(meterId: number, at: number, register: number): string {
		for (const places of this.#places.values()) {
			const meter = places.find((place) => place.id === meterId);
			if (meter) return contentOf(meter.serial, at, writeRegister(register, meter.scale));
		}
		return '';
	}
}

function contentOf(serial: string, at: number, register: string): string {
	return `${serial},${new Date(at * 1000).toISOString().replace('.000Z', 'Z')},${register}`;
}
