import { error } from '@sveltejs/kit';
import { planTakeOut } from '#lib/server/consumption/take-out/plan.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** What a take-out would hold: of all homes that are or were the person's. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home } = event.params;
	const plans = isHomeId(home) ? await planTakeOut(reader) : [];
	if (!plans.some((plan) => plan.home.id === home.toLowerCase())) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	return { plans, now: reader.now };
};
