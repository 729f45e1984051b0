import type { Pool } from '../../db/connection.ts';
import type { Transaction } from '../packed-rows.ts';
import { findMeters, placeAt, type PlacedMeter } from '../meters.ts';
import { tidyPartitions } from '../tidy-partitions.ts';
import { storeReadings, type IncomingReading } from '../store-readings.ts';
import type { ReadingBatch, RejectedLine } from './batch.ts';
import { parseRegister } from './register.ts';

export interface ImportCounts {
	/** Lines that hold anything, the header aside. */
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
	/** Called after each batch with that batch's bad lines, by line number, and the counts so far. */
	readonly onBatch?: (bad: readonly Bad[], counts: Readonly<ImportCounts>) => void;
	/** Asked before each batch; true ends the import with what is stored so far. */
	readonly interrupted?: () => boolean;
}

/** All places of each device, by serial number; none for one that nobody knows. */
type Places = Map<string, readonly PlacedMeter[]>;

/** More serial numbers than the largest company has meters; beyond it the file is not about meters. */
const MOST_CACHED_SERIALS = 500_000;

/**
 * Puts a file's readings into the store, batch by batch, each stored whole: it may be interrupted and repeated, and
 * what is there already counts as unchanged.
 * @param sql connected as hemvy_owner
 */
export async function importReadings(
	sql: Pool,
	batches: AsyncIterable<ReadingBatch>,
	terms: ImportTerms
): Promise<ImportCounts> {
	const counts = await takeBatches(sql, batches, terms);
	if (counts.stored > 0 && terms.interrupted?.() !== true) await tidyPartitions(sql, terms.now);
	return counts;
}

async function takeBatches(
	sql: Pool,
	batches: AsyncIterable<ReadingBatch>,
	terms: ImportTerms
): Promise<ImportCounts> {
	const counts: ImportCounts = { lines: 0, stored: 0, unchanged: 0, corrected: 0, late: 0, rejected: {} };
	const meters: Places = new Map();
	for await (const batch of batches) {
		if (terms.interrupted?.() === true) break;
		await findNew(sql, batch.meters, meters);
		const bad: Bad[] = [...batch.rejected];
		const { readings, places } = resolve(batch, meters, bad);
		const result = await storeReadings(sql, readings, terms.sourceId, { now: terms.now });
		for (const { index, reason } of result.rejected) bad.push(badLine(batch, places[index] ?? 0, reason));
		bad.sort((a, b) => a.line - b.line);
		for (const { reason } of bad) counts.rejected[reason] = (counts.rejected[reason] ?? 0) + 1;
		counts.lines = batch.linesRead;
		counts.stored += result.stored;
		counts.unchanged += result.unchanged;
		counts.corrected += result.corrected;
		counts.late += result.late;
		terms.onBatch?.(bad, counts);
	}
	return counts;
}

/** What a trial ends with, to undo itself. */
class Undo extends Error {}

/**
 * The same in one transaction, which is kept only when `keep` says so of the counts. A trial is thus exact: it does
 * all that an import does, screening and late values included, and then nothing of it has happened.
 * @returns the counts, and whether they were kept
 */
export async function importAtOnce(
	sql: Pool,
	batches: AsyncIterable<ReadingBatch>,
	terms: Omit<ImportTerms, 'sourceId'> & { readonly openSource: (sql: Pool) => Promise<number> },
	keep: (counts: ImportCounts) => boolean
): Promise<{ counts: ImportCounts; kept: boolean }> {
	let counts: ImportCounts | null = null;
	try {
		await sql.begin(async (tx) => {
			const inside = withinTransaction(tx);
			const sourceId = await terms.openSource(inside);
			counts = await takeBatches(inside, batches, { ...terms, sourceId });
			if (terms.interrupted?.() === true || !keep(counts)) throw new Undo();
		});
	} catch (error) {
		if (error instanceof Undo) return { counts: counted(counts), kept: false };
		throw error;
	}
	await tidyPartitions(sql, terms.now);
	return { counts: counted(counts), kept: true };
}

function counted(counts: ImportCounts | null): ImportCounts {
	if (counts === null) throw new Error('An import ended without counts.');
	return counts;
}

/** A transaction in the shape of a connection: what begins a transaction inside it gets a savepoint. */
function withinTransaction(tx: Transaction): Pool {
	const begin = (run: (inner: Transaction) => Promise<unknown>): Promise<unknown> => tx.savepoint(run);
	return new Proxy(tx, {
		get: (target, name, receiver): unknown => (name === 'begin' ? begin : Reflect.get(target, name, receiver))
	}) as unknown as Pool;
}

async function findNew(sql: Pool, serials: readonly string[], known: Places): Promise<void> {
	const fresh = new Set<string>();
	for (const serial of serials) if (!known.has(serial)) fresh.add(serial);
	if (fresh.size === 0) return;
	if (known.size + fresh.size > MOST_CACHED_SERIALS) {
		known.clear();
		for (const serial of serials) fresh.add(serial);
	}
	const found = await findMeters(sql, [...fresh]);
	// a copy: the serial is a slice that would keep a whole piece of the file in memory
	for (const serial of fresh) known.set(Buffer.from(serial).toString(), found.get(serial) ?? []);
}

function resolve(
	batch: ReadingBatch,
	meters: Places,
	bad: Bad[]
): { readings: IncomingReading[]; places: number[] } {
	const readings: IncomingReading[] = [];
	const places: number[] = [];
	batch.meters.forEach((serial, i) => {
		const at = batch.at[i] ?? 0;
		const meter = placeAt(meters.get(serial) ?? [], at);
		const register = meter ? parseRegister(batch.registers[i] ?? '', meter.scale) : 'unknown_meter';
		if (!meter || typeof register !== 'number') {
			bad.push(badLine(batch, i, String(register)));
			return;
		}
		readings.push({ meterId: meter.id, at, register, flags: batch.flags[i] ?? 0 });
		places.push(i);
	});
	return { readings, places };
}

function badLine(batch: ReadingBatch, place: number, reason: string): Bad {
	const at = new Date((batch.at[place] ?? 0) * 1000).toISOString().replace('.000Z', 'Z');
	const content = `${batch.meters[place] ?? ''},${at},${batch.registers[place] ?? ''}`;
	return { line: batch.lines[place] ?? 0, reason, content };
}
