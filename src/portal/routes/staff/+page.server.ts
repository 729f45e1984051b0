import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/** What there is to do, by role. */
export const load: PageServerLoad = async (event) => {
	await staffReader(event);
};
