import type { Rejection } from './rejection.ts';

export interface RejectedLine {
	readonly line: number;
	readonly reason: Rejection;
	/** The line as it stands in the file, at most 160 characters. */
	readonly content: string;
}

/**
 * Some thousand lines of a file, column by column: millions of lines pass, and an object for each would cost more than
 * reading them. All five arrays have the same length.
 */
export interface ReadingBatch {
	/** Line numbers, the first line of the file being 1. */
	readonly lines: number[];
	readonly meters: string[];
	/** UTC seconds. */
	readonly at: number[];
	/** As written, in the meter's unit. */
	readonly registers: string[];
	/** Bits of FLAG from the status column. */
	readonly flags: number[];
	readonly rejected: RejectedLine[];
	/** Lines of the file that hold anything, the header aside, up to the end of this batch. */
	linesRead: number;
}

export const emptyBatch = (): ReadingBatch => ({
	lines: [],
	meters: [],
	at: [],
	registers: [],
	flags: [],
	rejected: [],
	linesRead: 0
});

export const excerpt = (line: string): string => (line.length > 160 ? `${line.slice(0, 159)}…` : line);
