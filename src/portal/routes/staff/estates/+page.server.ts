import { readEstates } from '#lib/server/staff/estates.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/** The estates, also those whose tenancy is over. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'consent_officer');
	return { estates: await readEstates(reader) };
};
