import { readFlags } from '#lib/server/staff/flags.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/** Meters that somebody ought to look at. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'technician');
	return { flags: await readFlags(reader), now: reader.now };
};
