import type { Pool } from '../../db/connection.ts';
import type { Transaction } from '../packed-rows.ts';
import { tidyPartitions } from '../tidy-partitions.ts';
import type { ReadingBatch } from './batch.ts';
import { Part, type ImportCounts, type ImportTerms } from './part.ts';

/**
 * Puts a file's readings into the store, part by part, meter by meter: it may be interrupted and repeated, and what
 * is there already counts as unchanged.
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
	const part = new Part(sql, terms);
	for await (const batch of batches) {
		if (terms.interrupted?.() === true) break;
		if (part.isFullFor(batch)) await part.settle();
		await part.add(batch);
	}
	await part.settle();
	return part.counts;
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
