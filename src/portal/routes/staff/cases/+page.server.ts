import { fail, redirect } from '@sveltejs/kit';
import { CASE_DAYS_MOST, openCase, readCases } from '#lib/server/staff/cases.ts';
import { readHomeFacts } from '#lib/server/staff/homes.ts';
import { readForm } from '#portal/server/form.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { searchHomes } from '#portal/server/search-homes.ts';
import { notTheirs, staffReader } from '#portal/server/staff.ts';
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
	/** Opens a case. Answers `{ problem, reference }`. */
	open: async (event) => {
		const reader = await staffReader(event, 'case_handler');
		const form = await readForm(event.request);
		const home = form.text('home');
		const [reference, reason, days] = [form.text('reference', 60), form.text('reason'), form.text('days', 3)];
		if (!isHomeId(home)) return notTheirs(event, reader);
		const isLength = /^\d{1,2}$/.test(days) && Number(days) >= 1 && Number(days) <= CASE_DAYS_MOST;
		const answer = isLength
			? await openCase(reader, { home, reference, reason, days: Number(days) })
			: ({ kind: 'not_offered' } as const);
		if (answer.kind === 'opened') redirect(303, `/staff/cases/${answer.id}`);
		if (answer.kind === 'no_home') return notTheirs(event, reader);
		return fail(400, { problem: 'not_offered' as const, reference, reason, days });
	}
};
