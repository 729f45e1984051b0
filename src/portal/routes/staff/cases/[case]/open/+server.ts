import { isMedium } from '#lib/energy/medium.ts';
import { CASE_RESOLUTIONS, readCase } from '#lib/server/staff/cases.ts';
import { portal } from '#portal/server/portal.ts';
import type { RequestHandler } from './$types';

/** Whether a case may still read `?medium=` at `?resolution=`: 204, else 403. Reads nothing, and so leaves no row. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const medium = url.searchParams.get('medium') ?? '';
	const resolution = CASE_RESOLUTIONS.find((each) => each === url.searchParams.get('resolution'));
	const token = locals.token;
	const refused = new Response(null, { status: 403 });
	if (token === null || resolution === undefined || !isMedium(medium)) return refused;
	const found = await readCase({ pool: portal().pool, token }, params.case);
	return found?.readable[resolution].includes(medium) === true
		? new Response(null, { status: 204 })
		: refused;
};
