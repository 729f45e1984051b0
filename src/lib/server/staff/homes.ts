import { isMedium, MEDIA, type Medium } from '#lib/energy/medium.ts';
import { callAsStaff } from '#lib/server/db/session.ts';
import type { Caller } from './caller.ts';

/** A home as staff find it: a place, no name. Times are UTC seconds. */
export interface FoundHome {
	readonly id: string;
	readonly address: string;
	readonly apartment: string;
	readonly contract: string;
	readonly from: number;
}

export interface HomeFacts extends Omit<FoundHome, 'contract'> {
	readonly contract: string | null;
	/** null: goes on. */
	readonly to: number | null;
	readonly media: readonly Medium[];
	readonly isEstate: boolean;
	/** Somebody has been let in for the estate. */
	readonly isReleased: boolean;
	/** Those who live there decide in the contract holder's place. */
	readonly isSublet: boolean;
}

/** An instant in SQL as UTC seconds. */
export const seconds = (column: string): string => `extract(epoch from ${column})::float8`;

/** The media that the product knows, in its order. */
export function inOrder(media: readonly string[] | null): Medium[] {
	const found = (media ?? []).filter(isMedium);
	return MEDIA.filter((medium) => found.includes(medium));
}

/** Homes that go on, by apartment or contract number exactly as written. The database writes the search down. */
export function findHomes(
	{ pool, token }: Caller,
	by: { readonly apartment: string } | { readonly contract: string }
): Promise<FoundHome[]> {
	return callAsStaff(
		pool,
		token,
		`select home_id as id, address, apartment, contract, ${seconds('from_at')} as "from"
			from staff.find_homes($1, $2)`,
		'apartment' in by ? [by.apartment, null] : [null, by.contract]
	);
}

/** A home by its id, or null for whoever may not handle it. @param home a UUID */
export async function readHomeFacts({ pool, token }: Caller, home: string): Promise<HomeFacts | null> {
	const [row] = await callAsStaff<Omit<HomeFacts, 'id' | 'media'> & { media: string[] | null }>(
		pool,
		token,
		`select address, apartment, contract, ${seconds('from_at')} as "from", ${seconds('to_at')} as "to", media,
				is_estate as "isEstate", is_released as "isReleased", is_sublet as "isSublet"
			from staff.home_facts($1::uuid)`,
		[home]
	);
	return row === undefined ? null : { ...row, id: home, media: inOrder(row.media) };
}
