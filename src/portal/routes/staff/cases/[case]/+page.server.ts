import { fail, redirect } from '@sveltejs/kit';
import { civilDay } from '#lib/energy/calendar.ts';
import { periodOf } from '#lib/server/consumption/periods.ts';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { looksOf } from '#lib/server/consumption/visit.ts';
import { askConsent, closeCase, readCase, readOpenCases, type SupportCase } from '#lib/server/staff/cases.ts';
import { readHomeFacts } from '#lib/server/staff/homes.ts';
import { caseVisit } from '#lib/server/consumption/visits/staff-visits.ts';
import { previewOf, readWanted } from '#portal/server/asking.ts';
import { readForm } from '#portal/server/form.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { notTheirs, staffReader } from '#portal/server/staff.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** A case: how long it is open, and what its home's tenants let it read at this moment. */
export const load: PageServerLoad = async (event) => {
	const { reader, found } = await begin(event);
	const [facts, open] = await Promise.all([
		readHomeFacts(reader, found.home),
		readOpenCases(reader, found.home)
	]);
	if (facts === null) return notTheirs(event, reader);
	const asked = open.find(({ id }) => id === found.id)?.asked ?? null;
	const visit = caseVisit(found);
	const looks = looksOf(visit).map((look) => ({
		...look,
		href: `${visit.base}/${look.subject}/${look.resolution}/${periodOf(look.resolution, civilDay(reader.now))}`
	}));
	return { found, facts, asked, looks, isAsked: event.url.searchParams.has('asked'), now: reader.now };
};

/** @throws Redirect, HttpError 404 for a case that is closed, another's or none */
async function begin(event: RequestEvent): Promise<{ reader: Reader; found: SupportCase }> {
	const reader = await staffReader(event, 'case_handler');
	const found = await readCase(reader, event.params.case);
	return found === null ? notTheirs(event, reader) : { reader, found };
}

export const actions: Actions = {
	/** Shows the question as the tenants will see it. Answers `{ preview }`. */
	preview: async (event) => {
		const { found } = await begin(event);
		const wanted = readWanted(await readForm(event.request), found.id);
		if (wanted === null) return fail(400, { problem: 'ask' as const });
		return { preview: previewOf(wanted, found) };
	},
	/** Asks the tenants. */
	ask: async (event) => {
		const { reader, found } = await begin(event);
		const wanted = readWanted(await readForm(event.request), found.id);
		if (wanted !== null && (await askConsent(reader, found.id, wanted)) === 'asked') {
			redirect(303, `/staff/cases/${found.id}?asked`);
		}
		return fail(400, { problem: 'ask' as const });
	},
	/** Closes the case: nothing more can be read by it. */
	close: async (event) => {
		const reader = await staffReader(event, 'case_handler');
		if (isHomeId(event.params.case)) await closeCase(reader, event.params.case);
		redirect(303, '/staff/cases?closed');
	}
};
