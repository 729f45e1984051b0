import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { enterPrices, type Entered } from '#lib/server/collection/price-lists/enter-prices.ts';
import { parsePriceList, type ListProblem } from '#lib/server/collection/price-lists/parse-list.ts';
import { spanOf } from '#lib/server/collection/price-lists/place-lines.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { PlainError } from './plain-error.ts';

export interface PriceOptions {
	readonly company: string | null;
	readonly dryRun: boolean;
	/** UTC seconds. */
	readonly now: number;
}

/**
 * Enters a price list from a file ('-': standard input), and says what it changes.
 * @throws PlainError when it is refused, with every line's reason; nothing is written then
 */
export async function enterPriceFile(sql: Pool, file: string, options: PriceOptions): Promise<void> {
	const { lines, problems } = parsePriceList(await contentOf(file));
	if (problems.length > 0) throw new PlainError(refusalWords(problems));
	console.log(enteredWords(await enterPrices(sql, lines, options), options.dryRun));
}

async function contentOf(file: string): Promise<string> {
	if (file === '-') return text(process.stdin);
	try {
		return await readFile(file, 'utf8');
	} catch {
		throw new PlainError(`${file} cannot be read.`);
	}
}

function refusalWords(problems: readonly ListProblem[]): string {
	const each = problems.map(({ line, problem }) => `line ${line} ${problem}`).join('; ');
	return `Nothing was entered: ${each}.`;
}

function enteredWords(entered: Entered, dryRun: boolean): string {
	if (entered.kind === 'no_company') throw new PlainError('There is no such company.');
	if (entered.kind === 'which_company') {
		throw new PlainError(`Say which company with --company: ${entered.names.join(', ')}.`);
	}
	if (entered.kind === 'refused') throw new PlainError(refusalWords(entered.problems));
	const { placed, months } = entered;
	const said = [
		dryRun ? 'Would enter (nothing was):' : 'Entered:',
		...placed.added.map(
			({ medium, perUnit, vat, feePerDay, ...span }) =>
				`  ${medium} ${perUnit} SEK, ${feePerDay} SEK a day, VAT ${vat}, ${spanOf(span)}`
		),
		...placed.ended.map(
			({ held, at }) => `  ended: ${held.medium}, now ${spanOf({ from: held.from, to: at })}`
		),
		`  ${placed.unchanged} unchanged`
	];
	if (months !== null && months.cut > 0)
		said.push(`${months.cut} months of a meter are cut where a price changes.`);
	if (months !== null && months.uncut > 0) {
		said.push(
			`${months.uncut} months of a meter cannot be: their hours are no longer kept. Their pages say between what the cost lies.`
		);
	}
	return said.join('\n');
}
