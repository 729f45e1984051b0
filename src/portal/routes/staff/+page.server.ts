import { redirect } from '@sveltejs/kit';
import { readRoles } from '#lib/server/staff/roles.ts';
import { staffPages } from '#lib/ui/staff/staff-pages.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

/** What there is to do, by role; whoever has one thing to do goes there at once. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event);
	const pages = staffPages(await readRoles(reader), event.locals.language);
	const [only] = pages;
	if (only !== undefined && pages.length === 1) redirect(303, only.href);
	return { pages };
};
