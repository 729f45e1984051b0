import { logCsv, searchLog } from '#lib/server/staff/log.ts';
import { logQuestion } from '#portal/server/log-question.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { RequestHandler } from './$types';

const MOST = 100_000;

/** The log as a CSV file, by the same question as the page; written down as an export. */
export const GET: RequestHandler = async (event) => {
	const reader = await staffReader(event, 'auditor');
	const question = logQuestion(event.url.searchParams, reader.now, MOST);
	const text = logCsv(await searchLog(reader, question, { isExport: true }));
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="hemvy-log-${question.from}-${question.to}.csv"`
		}
	});
};
