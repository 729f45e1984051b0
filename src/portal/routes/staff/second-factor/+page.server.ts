import { fail, redirect } from '@sveltejs/kit';
import { readEnrolment } from '#lib/server/accounts/enrolment.ts';
import { chooseSecret, passSecondFactor, readSecondFactor } from '#lib/server/accounts/second-factor.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { readForm } from '#portal/server/form.ts';
import { portal } from '#portal/server/portal.ts';
import { notTheirs } from '#portal/server/staff.ts';
import { pageReader, safePath } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

const nextOf = (url: URL): string => {
	const next = safePath(url.searchParams.get('next'));
	return next === '/' ? '/staff' : next;
};

/** `begin`: no secret yet; `enrol`: one to be taken into an app; `ask`: a code is owed. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { pool, token, now } = reader;
	const factor = await readSecondFactor(pool, token, now);
	if (factor.kind === 'no_staff') return notTheirs(event, reader);
	if (factor.kind === 'passed') redirect(303, nextOf(event.url));
	if (factor.kind === 'asked') return { step: 'ask' as const, enrolment: null };
	const account = m.staff_factor_account({}, { locale: event.locals.language });
	const found = await readEnrolment(pool, token, portal().config.secretKey, account);
	if (found === 'no_key') return { step: 'no_key' as const, enrolment: null };
	return found === null
		? { step: 'begin' as const, enrolment: null }
		: { step: 'enrol' as const, enrolment: found };
};

export const actions: Actions = {
	/** Chooses a new secret; one that was confirmed stays. */
	begin: async (event) => {
		const { pool, token } = pageReader(event);
		const found = await readEnrolment(pool, token, portal().config.secretKey, '');
		if (found !== 'no_key') await chooseSecret(pool, token, portal().config.secretKey ?? '');
		redirect(303, event.url.pathname + keepNext(event.url));
	},
	/** Takes a code. Answers `{ problem }`. */
	confirm: async (event) => {
		const { pool, token, now } = pageReader(event);
		const code = (await readForm(event.request)).text('code', 12).replace(/\s/g, '');
		const key = portal().config.secretKey ?? '';
		const answer = await passSecondFactor(pool, token, { code, key, now });
		if (answer === 'passed') redirect(303, nextOf(event.url));
		return answer === 'too_many'
			? fail(429, { problem: 'limited' as const })
			: fail(401, { problem: 'wrong' as const });
	}
};

function keepNext(url: URL): string {
	const next = url.searchParams.get('next');
	return next === null ? '' : `?next=${encodeURIComponent(next)}`;
}
