import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { isMedium } from '#lib/energy/medium.ts';
import { CHOSEN_PURPOSES, CHOSEN_RESOLUTIONS } from '#lib/privacy/purpose.ts';
import { answerRequest } from '#lib/server/consents/answer-request.ts';
import { choose } from '#lib/server/consents/choose.ts';
import { confirmPaper } from '#lib/server/consents/confirm-paper.ts';
import { hideHours } from '#lib/server/consents/hide-hours.ts';
import { keepHours, readKeptHours } from '#lib/server/consents/keep-hours.ts';
import { readHolderSublet } from '#lib/server/consents/sublet.ts';
import { readChoices } from '#lib/server/consents/read-choices.ts';
import { textField } from '#portal/server/form-fields.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

/** What of a home is shown to whom, and what one may choose; `?saved` and `?not_saved` say what has just been done. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home } = event.params;
	const found = isHomeId(home) ? await readChoices(reader.pool, reader.token, home) : null;
	if (found === null) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	const { searchParams } = event.url;
	const done = (['saved', 'not_saved'] as const).find((word) => searchParams.has(word)) ?? null;
	const { to, ...mine } = found;
	const [keptHours, sublet] = await Promise.all([
		readKeptHours(reader.pool, reader.token, home),
		readHolderSublet(reader.pool, reader.token, home)
	]);
	return { mine: { ...mine, keptHours, sublet, goesOn: to === null || to > reader.now }, done };
};

type Visit = Pick<RequestEvent, 'locals' | 'url' | 'request'> & {
	readonly params: { readonly home: string };
};

/** `not_saved`: what was to be changed is no longer there. `no_home`: another's home, or none. */
type Outcome = 'saved' | 'not_saved' | 'no_home';

/** Does what the form says and comes back to the page, at the same place. @throws Redirect, 404 */
async function change(
	event: Visit,
	act: (reader: ReturnType<typeof pageReader>, home: string, form: FormData) => Promise<Outcome>,
	place: (form: FormData) => string
): Promise<never> {
	const reader = pageReader(event);
	const { home } = event.params;
	const form = await event.request.formData();
	const outcome = isHomeId(home) ? await act(reader, home, form) : 'no_home';
	if (outcome !== 'no_home') redirect(303, `/homes/${home}/my-data?${outcome}${place(form)}`);
	await stillSignedIn(event, reader);
	error(404, 'Not available');
}

const isYes = (form: FormData, name: string) => textField(form, name) === 'yes';
const isSaved = (done: boolean): Outcome => (done ? 'saved' : 'not_saved');

export const actions: Actions = {
	/** Turns one switch: `purpose`, `medium`, `resolution`, `on` = yes or no. */
	choose: (event) =>
		change(
			event,
			async ({ pool, token }, home, form) => {
				const medium = textField(form, 'medium');
				const purpose = CHOSEN_PURPOSES.find((each) => each === textField(form, 'purpose'));
				const resolution = CHOSEN_RESOLUTIONS.find((each) => each === textField(form, 'resolution'));
				if (purpose === undefined || resolution === undefined || !isMedium(medium)) return 'no_home';
				const { language } = event.locals;
				const turn = { home, purpose, media: [medium], resolution, isOn: isYes(form, 'on'), language };
				const answer = await choose(pool, token, turn);
				return answer === 'done' ? 'saved' : answer === 'no_home' ? 'no_home' : 'not_saved';
			},
			(form) => `#${['purpose', 'medium', 'resolution'].map((name) => textField(form, name)).join('-')}`
		),
	/** Hides the home's hours from everybody, or stops it: `on` = yes or no. */
	hide: (event) =>
		change(
			event,
			async ({ pool, token }, home, form) => {
				const wish = { home, isHidden: isYes(form, 'on'), language: event.locals.language };
				return (await hideHours(pool, token, wish)) ? 'saved' : 'no_home';
			},
			() => '#hide'
		),
	/** How long hours are kept: `months` = 13 or 24. */
	keep: (event) =>
		change(
			event,
			async ({ pool, token }, home, form) => {
				const wish = {
					home,
					months: textField(form, 'months') === '24' ? 24 : 13,
					language: event.locals.language
				};
				return (await keepHours(pool, token, wish)) ? 'saved' : 'no_home';
			},
			() => '#keep'
		),
	/** Says yes or no to what staff ask, or takes a yes back: `request`, `yes` = yes or no. */
	answer: (event) =>
		change(
			event,
			async ({ pool, token }, home, form) => {
				const request = textField(form, 'request');
				if (!isHomeId(request) || (await readChoices(pool, token, home)) === null) return 'no_home';
				const answer = { request, isYes: isYes(form, 'yes'), language: event.locals.language };
				return isSaved(await answerRequest(pool, token, answer));
			},
			() => '#asked'
		),
	/** Confirms or declines what staff typed in from paper: `record`, `yes` = yes or no. */
	confirm: (event) =>
		change(
			event,
			async ({ pool, token }, home, form) => {
				const record = textField(form, 'record');
				if (!isHomeId(record) || (await readChoices(pool, token, home)) === null) return 'no_home';
				return isSaved(await confirmPaper(pool, token, { record, isYes: isYes(form, 'yes') }));
			},
			() => '#papers'
		)
};
