import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { CASE_DAYS_MOST, openCase } from '#lib/server/staff/cases.ts';
import { readForm } from './form.ts';
import { isHomeId } from './requests.ts';
import { notTheirs } from './staff.ts';

/** What was sent for a case that could not be opened, to be shown again. */
export interface CaseProblem {
	readonly problem: 'not_offered';
	readonly reference: string;
	readonly reason: string;
	readonly days: string;
}

/**
 * Opens a case as its form says: `home`, `reference`, `reason`, `days`; then on to its page.
 * @param place where cases of the kind are: '/staff/cases'
 * @throws Redirect to the case; 404 for a home that is not theirs
 */
export async function openCaseByForm(
	event: Pick<RequestEvent, 'locals' | 'url' | 'request'>,
	reader: Reader,
	kind: 'support' | 'billing',
	place: string
): Promise<ActionFailure<CaseProblem>> {
	const form = await readForm(event.request);
	const home = form.text('home');
	const [reference, reason, days] = [form.text('reference', 60), form.text('reason'), form.text('days', 3)];
	if (!isHomeId(home)) return notTheirs(event, reader);
	const isLength = /^\d{1,2}$/.test(days) && Number(days) >= 1 && Number(days) <= CASE_DAYS_MOST;
	const answer = isLength
		? await openCase(reader, { home, reference, reason, days: Number(days) }, kind)
		: ({ kind: 'not_offered' } as const);
	if (answer.kind === 'opened') redirect(303, `${place}/${answer.id}`);
	if (answer.kind === 'no_home') return notTheirs(event, reader);
	return fail(400, { problem: 'not_offered' as const, reference, reason, days });
}
