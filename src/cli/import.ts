import path from 'node:path';
import { openBytes } from '#lib/server/collection/file/bytes.ts';
import { importAtOnce, importReadings } from '#lib/server/collection/file/import-readings.ts';
import type { Bad, ImportCounts } from '#lib/server/collection/file/part.ts';
import { readReadings } from '#lib/server/collection/file/read-readings.ts';
import { openSource } from '#lib/server/collection/source.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { summaryOf, whatHappened, words } from './import-words.ts';
import { openProgress } from './progress.ts';
import { openReport, type Report } from './report.ts';
import { lineOf, PlainError } from './plain-error.ts';

export interface ImportOptions {
	readonly dryRun: boolean;
	readonly strict: boolean;
	/** Path for the report of bad lines; null: one for each file, beside where one stands. */
	readonly report: string | null;
}

/** 0: every line went in. 1: something failed, or --strict left a file out. 2: some lines were rejected. */
export type ExitCode = 0 | 1 | 2;

/** Imports files one after another, each with its own summary on standard output. */
export async function importFiles(
	sql: Pool,
	names: readonly string[],
	options: ImportOptions
): Promise<ExitCode> {
	if (names.filter((name) => name === '-').length > 1)
		throw new PlainError('Name - (standard input) only once.');
	const interruption = watchInterruption();
	let code: ExitCode = 0;
	const shared = options.report === null ? null : openReport(options.report);
	try {
		for (const name of names) {
			if (interruption.came()) break;
			const report = shared ?? openReport(`${labelOf(name)}.report.ndjson`);
			const outcome = await importOne(sql, name, options, report, interruption.came).catch(
				(error: unknown) => {
					console.error(`${labelOf(name)}: ${lineOf(error)}`);
					return 1 as const;
				}
			);
			if (report !== shared) report.close();
			code = code === 1 || outcome === 1 ? 1 : (Math.max(code, outcome) as ExitCode);
		}
	} finally {
		shared?.close();
		interruption.end();
	}
	return interruption.came() ? 1 : code;
}

/** A file's name without its folders: what reports and, as the source's label, tenants see. */
const labelOf = (name: string): string => (name === '-' ? 'standard-input' : path.basename(name));

async function importOne(
	sql: Pool,
	name: string,
	options: ImportOptions,
	report: Report,
	interrupted: () => boolean
): Promise<ExitCode> {
	const label = labelOf(name);
	const bytes = await openBytes(name);
	const progress = openProgress(options.dryRun ? `Trying ${label}` : `Importing ${label}`);
	const began = performance.now();
	const seconds = (): number => (performance.now() - began) / 1000;
	const terms = {
		now: Math.floor(Date.now() / 1000),
		interrupted,
		onBad: (bad: readonly Bad[]) => {
			report.add(label, bad);
		},
		onProgress: (counts: Readonly<ImportCounts>, linesRead: number) => {
			const read = bytes.totalBytes === null ? null : bytes.readBytes() / Math.max(1, bytes.totalBytes);
			const share = read === null ? null : (read * counts.lines) / Math.max(1, linesRead);
			progress.show(share, words(counts, seconds()));
		}
	};
	const source = (on: Pool): Promise<number> => openSource(on, 'import', label);
	const batches = readReadings(bytes.chunks);
	try {
		let counts: ImportCounts;
		let kept = true;
		if (options.dryRun || options.strict) {
			const isGood = (all: ImportCounts): boolean =>
				!options.dryRun && Object.keys(all.rejected).length === 0;
			({ counts, kept } = await importAtOnce(sql, batches, { ...terms, openSource: source }, isGood));
		} else counts = await importReadings(sql, batches, { ...terms, sourceId: await source(sql) });
		progress.done();
		const stopped = interrupted();
		console.log(summaryOf(label, counts, seconds(), whatHappened({ ...options, kept, stopped }), report));
		if (Object.keys(counts.rejected).length === 0) return stopped ? 1 : 0;
		return options.strict || stopped ? 1 : 2;
	} finally {
		progress.done();
	}
}

/** The first Ctrl-C ends the import after what is at hand; a second one ends the process at once. */
function watchInterruption(): { came: () => boolean; end: () => void } {
	let came = false;
	const note = (): void => {
		if (came) process.exit(130);
		came = true;
		console.error('Stopping after what is at hand…');
	};
	process.on('SIGINT', note);
	process.on('SIGTERM', note);
	return {
		came: () => came,
		end: () => {
			process.off('SIGINT', note);
			process.off('SIGTERM', note);
		}
	};
}
