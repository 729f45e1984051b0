import { isMedium } from '#lib/energy/medium.ts';
import type { Grant } from '#lib/home/grant.ts';
import type { Pool } from '../../db/connection.ts';

/**
 * What the display with a key may show finer than months, as its home has switched it on. null for a key that is
 * unknown, wrong, revoked or whose tenancy is over: the database tells none from another.
 * @param gate signed in as hemvy_gate
 */
export async function shownTo(
	gate: Pool,
	key: { readonly id: string; readonly secretHash: string }
): Promise<Grant | null> {
	const [row] = await gate<{ day: string[]; hour: string[] }[]>`
		select day, hour from node.shown_to(${key.id}, decode(${key.secretHash}, 'hex'))`;
	if (row === undefined) return null;
	return { day: row.day.filter(isMedium), hour: row.hour.filter(isMedium) };
}
