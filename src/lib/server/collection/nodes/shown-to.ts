import { createHash } from 'node:crypto';
import { isMedium, type Medium } from '#lib/energy/medium.ts';
import type { Lease } from '#lib/home/grant-ends.ts';
import type { Pool } from '../../db/connection.ts';

/** Of a key as it was shown: its id, and its secret's SHA-256 in hex. */
export interface ShownKey {
	readonly id: string;
	readonly secretHash: string;
}

interface Row {
	readonly day: string[];
	readonly hour: string[];
	readonly day_ends: number[];
	readonly hour_ends: number[];
	readonly home_ends: number | null;
}

/**
 * What the display with a key may show finer than months, as its home has switched it on, and until when. null for a key
 * that is unknown, wrong, revoked or whose tenancy is over: the database tells none from another.
 * @param gate signed in as hemvy_gate
 */
export async function shownTo(gate: Pool, key: ShownKey): Promise<Lease | null> {
	const [row] = await gate<Row[]>`
		select day, hour, day_ends, hour_ends, home_ends
		from node.shown_to(${key.id}, decode(${key.secretHash}, 'hex'))`;
	if (row === undefined) return null;
	return {
		grant: { day: row.day.filter(isMedium), hour: row.hour.filter(isMedium) },
		ends: {
			home: row.home_ends,
			day: endsOf(row.day, row.day_ends),
			hour: endsOf(row.hour, row.hour_ends)
		}
	};
}

function endsOf(media: readonly string[], ends: readonly number[]): Partial<Record<Medium, number>> {
	const found: Partial<Record<Medium, number>> = {};
	for (const [i, medium] of media.entries()) {
		const end = ends[i];
		if (isMedium(medium) && end !== undefined) found[medium] = end;
	}
	return found;
}

/** A word for one answer to one key: by it the display says what it knows. It tells nothing to whoever reads it. */
export function versionOf(key: ShownKey, lease: Lease): string {
	return createHash('sha256')
		.update(`${key.secretHash} ${JSON.stringify(lease)}`)
		.digest('base64url')
		.slice(0, 22);
}
