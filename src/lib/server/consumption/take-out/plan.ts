import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { isMedium, MEDIA, type Medium } from '#lib/energy/medium.ts';
import type { Home } from '#lib/energy/series.ts';
import { callAsSession, readAsSession } from '#lib/server/db/session.ts';
import { readHomes } from '../read-homes.ts';
import type { Reader } from '../reader.ts';
import { TAKEN_RESOLUTIONS, type TakenResolution } from './known-points.ts';

/** What of a home whoever asks may read, and so take out; `closed`: measured there, but not open to them. */
export interface HomePlan {
	readonly home: Home;
	/** Its folder in the archive. */
	readonly folder: string;
	readonly open: readonly { readonly medium: Medium; readonly resolution: TakenResolution }[];
	readonly closed: readonly { readonly medium: Medium; readonly resolution: TakenResolution }[];
}

interface MediaRow {
	medium: string;
	month: boolean;
	day: boolean;
	hour: boolean;
}

/** What a take-out would hold: the homes that are or were the asker's own, newest first. None for anybody else. */
export async function planTakeOut(reader: Reader): Promise<HomePlan[]> {
	const plans: HomePlan[] = [];
	for (const [i, home] of (await readHomes(reader)).entries()) {
		const text = 'select medium, month, day, hour from rights.readable_media($1::uuid)';
		const rows = await readAsSession<MediaRow>(reader.pool, reader.token, text, [home.id]);
		const all = rows
			.flatMap((row) => {
				const { medium } = row;
				if (!isMedium(medium)) return [];
				return TAKEN_RESOLUTIONS.map((resolution) => ({ medium, resolution, isOpen: row[resolution] }));
			})
			.sort((a, b) => MEDIA.indexOf(a.medium) - MEDIA.indexOf(b.medium));
		const of = (isOpen: boolean) =>
			all.filter((each) => each.isOpen === isOpen).map(({ medium, resolution }) => ({ medium, resolution }));
		plans.push({ home, folder: `home-${i + 1}`, open: of(true), closed: of(false) });
	}
	return plans;
}

/**
 * Leaves a row in each home's log for what is taken out, before any of it is.
 * @returns false: a home is not theirs any more, and nothing may be taken out
 */
export async function noteTakeOut(
	{ pool, token, now }: Reader,
	plans: readonly HomePlan[]
): Promise<boolean> {
	for (const { home, open } of plans) {
		for (const resolution of TAKEN_RESOLUTIONS) {
			const media = open.filter((each) => each.resolution === resolution).map(({ medium }) => medium);
			if (media.length === 0) continue;
			const from = civilDay(home.from, home.timeZone);
			const to = addDays(civilDay(Math.min(home.to ?? now, now), home.timeZone), 1);
			const [row] = await callAsSession<{ noted: boolean }>(
				pool,
				token,
				'select audit.note_download($1::uuid, $2::text[], $3, $4::date, $5::date) as noted',
				[home.id, media, resolution, from, to]
			);
			if (row?.noted !== true) return false;
		}
	}
	return true;
}
