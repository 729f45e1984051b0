import type { ImportCounts } from '#lib/server/collection/file/part.ts';
import { explain } from '#lib/server/collection/file/rejection.ts';
import type { Report } from './report.ts';

const number = new Intl.NumberFormat('en-GB');

const rejectedOf = (counts: Readonly<ImportCounts>): number =>
	Object.values(counts.rejected).reduce((sum, n) => sum + n, 0);

const perSecond = (lines: number, seconds: number): string =>
	`${number.format(Math.round(lines / Math.max(seconds, 0.001)))} values/s`;

/** How far an import has come, for the progress bar. */
export function words(counts: Readonly<ImportCounts>, seconds: number): string {
	const rejected = rejectedOf(counts);
	const bad = rejected === 0 ? '' : `, ${number.format(rejected)} rejected`;
	return `${number.format(counts.lines)} lines${bad}, ${perSecond(counts.lines, seconds)}`;
}

export interface Outcome {
	readonly dryRun: boolean;
	readonly strict: boolean;
	readonly kept: boolean;
	readonly stopped: boolean;
}

/** The sentence about what became of the file. */
export function whatHappened({ dryRun, strict, kept, stopped }: Outcome): string {
	if (dryRun) return stopped ? 'Trial stopped; nothing was written.' : 'A trial: nothing was written.';
	if (stopped && strict) return 'Stopped; nothing of the file was stored.';
	if (stopped) return 'Stopped. Run the same again to go on: what is stored counts as unchanged.';
	if (!kept) return 'Nothing of the file was stored, because --strict allows no rejected line.';
	return '';
}

/** The closing summary: every count, rejected lines by reason, speed. */
export function summaryOf(
	label: string,
	counts: ImportCounts,
	seconds: number,
	happened: string,
	report: Report
): string {
	const row = (name: string, value: number, note = ''): string =>
		`  ${name.padEnd(11)}${number.format(value).padStart(13)}${note === '' ? '' : `  ${note}`}`;
	const rejected = rejectedOf(counts);
	const reasons = Object.entries(counts.rejected).sort(([, a], [, b]) => b - a);
	return [
		`${label}: ${number.format(counts.lines)} lines in ${seconds.toFixed(1)} s, ${perSecond(counts.lines, seconds)}`,
		row('new', counts.stored),
		row('unchanged', counts.unchanged),
		row('corrected', counts.corrected),
		row('late', counts.late, counts.late === 0 ? '' : 'of the new ones, older than what was known'),
		row('rejected', rejected, rejected === 0 ? '' : `listed in ${report.path}`),
		...reasons.map(([reason, n]) => row(`  ${reason}`, n, explain(reason))),
		...(happened === '' ? [] : [happened])
	].join('\n');
}
