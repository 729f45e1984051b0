import { error } from '@sveltejs/kit';
import { readHomeLog } from '#lib/server/consumption/visits/home-log.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { PageServerLoad } from './$types';

const MARK = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;

/** Who has looked at a home's readings; `?before=` goes on with older looks. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home } = event.params;
	const asked = event.url.searchParams.get('before');
	const before =
		asked !== null &&
		MARK.test(asked) &&
		!Number.isNaN(Date.parse(asked.replace(' ', 'T').replace('+00', 'Z')))
			? asked
			: null;
	const log = isHomeId(home) ? await readHomeLog(reader, home, before) : null;
	if (log === null) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	return { log, before, now: reader.now };
};
