import { readRoles } from '#lib/server/staff/roles.ts';
import { portal } from '#portal/server/portal.ts';
import type { LayoutServerLoad } from './$types';

/** What whoever is signed in does here: for the menu alone; every page asks for itself. */
export const load: LayoutServerLoad = async ({ locals }) => ({
	roles: locals.token === null ? [] : await readRoles({ pool: portal().pool, token: locals.token })
});
