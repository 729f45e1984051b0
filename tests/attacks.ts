import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, '../reports/attacks');

/** What all attack tests of a run tried together. */
export interface AttackSum {
	readonly tried: number;
	readonly refused: number;
	/** One line for the end of the run. */
	readonly words: string;
}

/** Takes away what an earlier run has left, so that only this run's attacks are counted. */
export function forgetAttacks(): void {
	rmSync(FOLDER, { recursive: true, force: true });
}

/** Sums what the attack tests have written down (privacy/http/tally.ts): a file for each, in it the kinds of attacks. */
export function sumAttacks(): AttackSum {
	const kinds = filesOf(FOLDER).flatMap((file) => {
		// written by sayTally()
		const tallies = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Record<
			string,
			{ readonly tried: number; readonly refused: number }
		>;
		const name = path.basename(file, '.json').replaceAll('-', ' ');
		return Object.entries(tallies).map(([kind, counts]) => ({ name: `${name} ${kind}`, ...counts }));
	});
	const sum = (key: 'tried' | 'refused') => kinds.reduce((total, counts) => total + counts[key], 0);
	const [tried, refused] = [sum('tried'), sum('refused')];
	const each = kinds.map((kind) => `${kind.name} ${kind.refused} of ${kind.tried}`).join(', ');
	return { tried, refused, words: `Attacks refused: ${refused} of ${tried} (${each})` };
}

function filesOf(folder: string): string[] {
	try {
		return readdirSync(folder).sort();
	} catch {
		return [];
	}
}
