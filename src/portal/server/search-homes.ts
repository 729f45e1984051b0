import type { Reader } from '#lib/server/consumption/reader.ts';
import { findHomes, type FoundHome } from '#lib/server/staff/homes.ts';

/** What was looked for, and what was found; null: nothing was looked for. */
export interface HomeSearch {
	readonly apartment: string;
	readonly contract: string;
	readonly homes: readonly FoundHome[] | null;
}

const NUMBER_MOST = 40;

/** Looks for homes by `?apartment=` or `?contract=`, exactly as written; the contract's number counts when both are. */
export async function searchHomes(reader: Reader, asked: URLSearchParams): Promise<HomeSearch> {
	const read = (name: string) => (asked.get(name) ?? '').trim().slice(0, NUMBER_MOST);
	const apartment = read('apartment');
	const contract = read('contract');
	if (contract !== '') return { apartment: '', contract, homes: await findHomes(reader, { contract }) };
	if (apartment !== '') return { apartment, contract, homes: await findHomes(reader, { apartment }) };
	return { apartment, contract, homes: null };
}
