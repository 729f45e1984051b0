import { searchEvents, searchLog } from '#lib/server/staff/log.ts';
import { logQuestion } from '#portal/server/log-question.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

const MOST = 200;

/** The log by days, role and home; the search is itself written down. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'auditor');
	const question = logQuestion(event.url.searchParams, reader.now, MOST + 1);
	const [rows, events] = await Promise.all([searchLog(reader, question), searchEvents(reader, question)]);
	const isMore = rows.length > MOST || events.length > MOST;
	return { question, rows: rows.slice(0, MOST), events: events.slice(0, MOST), isMore, most: MOST };
};
