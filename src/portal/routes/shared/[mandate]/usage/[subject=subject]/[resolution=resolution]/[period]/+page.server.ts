import { readUsageAsVisitor } from '#lib/server/consumption/visit.ts';
import { openedHour } from '#portal/server/requests.ts';
import { nothingThere, pageVisit } from '#portal/server/visitor.ts';
import type { PageServerLoad } from './$types';

/** One period of another's home, by a mandate. Each time that it is asked for leaves a row in the home's log. */
export const load: PageServerLoad = async (event) => {
	const { reader, visit, given } = await pageVisit(event);
	const { subject, resolution, period } = event.params;
	const open = openedHour(event.url.searchParams.get('open'));
	const answer = await readUsageAsVisitor(reader, visit, { subject, resolution, period, open });
	if (answer.kind !== 'usage') return nothingThere(event, reader);
	return { usage: answer.usage, given };
};
