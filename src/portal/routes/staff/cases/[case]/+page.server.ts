import { fail, redirect } from '@sveltejs/kit';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { askConsent, closeCase, readCase, readOpenCases, type SupportCase } from '#lib/server/staff/cases.ts';
import { readHomeFacts } from '#lib/server/staff/homes.ts';
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
	return { found, facts, asked, isAsked: event.url.searchParams.has('asked'), now: reader.now };
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
		const form = await readForm(event.request);
		const wanted = { caseId: found.id, media: form.all('medium'), resolutions: form.all('resolution') };
		if (wanted.media.length === 0 || wanted.resolutions.length === 0) {
			return fail(400, { problem: 'ask' as const, wanted });
		}
		return { preview: { ...wanted, reference: found.reference, reason: found.reason } };
	},
	/** Asks the tenants. */
	ask: async (event) => {
		const { reader, found } = await begin(event);
		const form = await readForm(event.request);
		const wanted = { media: form.all('medium'), resolutions: form.all('resolution') };
		const answer = await askConsent(reader, found.id, wanted);
		if (answer === 'asked') redirect(303, `/staff/cases/${found.id}?asked`);
		return fail(400, { problem: 'ask' as const });
	},
	/** Closes the case: nothing more can be read by it. */
	close: async (event) => {
		const reader = await staffReader(event, 'case_handler');
		if (isHomeId(event.params.case)) await closeCase(reader, event.params.case);
		redirect(303, '/staff/cases?closed');
	}
};
