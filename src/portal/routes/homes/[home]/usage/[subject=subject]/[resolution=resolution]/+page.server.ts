import { error, redirect } from '@sveltejs/kit';
import { nearestPeriod, periodSpan } from '#lib/server/consumption/periods.ts';
import { readHomes } from '#lib/server/consumption/read-homes.ts';
import { askedComparison } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

/** To the period of `?at=`, or where that is not the home's own time to the nearest one, which says so. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { subject, resolution } = event.params;
	const homes = await readHomes(reader);
	const home = homes.find(({ id }) => id === event.params.home.toLowerCase());
	if (home === undefined) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	const asked = event.url.searchParams.get('at') ?? '';
	const facts = [home.timeZone, home.from, home.to] as const;
	const period = nearestPeriod(resolution, asked, facts, reader.now);
	const kept = new URLSearchParams();
	const compare = askedComparison(event.url.searchParams.get('compare'));
	if (compare !== null) kept.set('compare', compare);
	if (period !== asked && periodSpan(resolution, asked, reader.now) !== null) kept.set('asked', asked);
	const query = kept.size > 0 ? `?${kept.toString()}` : '';
	redirect(303, `/homes/${home.id}/usage/${subject}/${resolution}/${period}${query}`);
};
