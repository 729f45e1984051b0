import { readCases } from '#lib/server/staff/cases.ts';
import { readHomeFacts } from '#lib/server/staff/homes.ts';
import { openCaseByForm } from '#portal/server/case-form.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { searchHomes } from '#portal/server/search-homes.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { Actions, PageServerLoad } from './$types';

/** The open cases; search as for consents, and `?home=` to open one for that home. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'case_handler');
	const { searchParams } = event.url;
	const home = searchParams.get('home') ?? '';
	const [cases, search, chosen] = await Promise.all([
		readCases(reader),
		searchHomes(reader, searchParams),
		isHomeId(home) ? readHomeFacts(reader, home) : null
	]);
	return { cases, search, chosen, now: reader.now, isClosed: searchParams.has('closed') };
};

export const actions: Actions = {
	/** Opens a case. Answers `{ problem, reference, reason, days }`. */
	open: async (event) =>
		openCaseByForm(event, await staffReader(event, 'case_handler'), 'support', '/staff/cases')
};
