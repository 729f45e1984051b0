import type { Medium, Resolution } from '#lib/energy/medium.ts';
import type { OffReason } from '#lib/privacy/choice.ts';
import { readAsSession } from '#lib/server/db/session.ts';
import type { Reader } from './reader.ts';

/** A medium of the home that whoever asks may not read at a resolution, and why. */
export interface OffMedium {
	readonly medium: Medium;
	readonly reason: OffReason;
}

/** A row of rights.readable_media: what of a medium of the home may be read. */
export interface ReadableMedium {
	medium: Medium;
	/** Null: a token that is not for this resolution. */
	month: boolean | null;
	day: boolean | null;
	hour: boolean | null;
	is_hidden: boolean;
	may_choose: boolean;
}

/**
 * Which of the media are closed at a resolution to a holder of the home; none for anybody else, and none for a home that
 * is another's. Asked only where nothing was found: what was found may be read.
 */
export async function readOffMedia(
	{ pool, token }: Reader,
	home: string,
	resolution: Resolution,
	media: readonly Medium[]
): Promise<OffMedium[]> {
	if (media.length === 0) return [];
	const text = 'select * from rights.readable_media($1::uuid)';
	const rows = await readAsSession<ReadableMedium>(pool, token, text, [home]);
	const column = resolution === 'year' ? 'month' : resolution;
	return rows
		.filter((row) => media.includes(row.medium) && !row[column])
		.map((row) => ({ medium: row.medium, reason: reasonOf(row, column) }));
}

/** Why a resolution of a medium is closed. */
export function reasonOf(row: ReadableMedium, column: 'month' | 'day' | 'hour'): OffReason {
	if (row[column] === null) return 'not_yours';
	if (column === 'hour' && row.is_hidden) return 'hidden';
	return row.may_choose ? 'not_chosen' : 'not_yours';
}
