import { redirect } from '@sveltejs/kit';
import { civilDay } from '#lib/energy/calendar.ts';
import { periodOf } from '#lib/server/consumption/periods.ts';
import { firstLook } from '#lib/server/consumption/visit.ts';
import { nothingThere, pageVisit } from '#portal/server/visitor.ts';
import type { PageServerLoad } from './$types';

/** To the present period of what the mandate covers: nothing of the home is read to find it. */
export const load: PageServerLoad = async (event) => {
	const { reader, visit } = await pageVisit(event);
	const look = firstLook(visit);
	if (look === null) return nothingThere(event, reader);
	const period = periodOf(look.resolution, civilDay(reader.now));
	redirect(303, `${visit.base}/${look.subject}/${look.resolution}/${period}`);
};
