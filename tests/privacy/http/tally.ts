import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, '../../../reports/attacks');

/** Attacks of one kind: how many were tried, and how many of those were refused. */
export interface Tally {
	readonly tried: number;
	readonly refused: number;
}

/** Says in one line what was tried, and keeps it for the sum at the end of all tests. @param name of the test file's attacks */
export function sayTally(name: string, kinds: Readonly<Record<string, Tally>>): void {
	const words = Object.entries(kinds).map(([kind, { tried, refused }]) => `${kind} ${refused} of ${tried}`);
	console.log(`Attacks refused, ${name}: ${words.join(', ')}`);
	mkdirSync(FOLDER, { recursive: true });
	writeFileSync(path.join(FOLDER, `${name.replaceAll(' ', '-')}.json`), JSON.stringify(kinds));
}
