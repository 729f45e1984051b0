import { isoWithOffset } from '#lib/energy/calendar.ts';
import { readHomes } from '#lib/server/consumption/read-homes.ts';
import { json } from '#portal/server/json.ts';
import { problem } from '#portal/server/problem.ts';
import { interfaceReader, isKnown, keep } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** The homes of whoever asks, newest first. */
export const GET: RequestHandler = async (event) => {
	const reader = interfaceReader(event);
	if (reader instanceof Response) return reader;
	const homes = await readHomes(reader);
	// Somebody signed in may well have no home: only then is it worth asking who this is.
	if (homes.length === 0 && !(await isKnown(reader))) {
		return problem('not_signed_in');
	}
	keep(reader);
	const shown = homes.map(({ id, address, apartment, timeZone, from, to, media }) => ({
		id,
		address,
		apartment,
		from: isoWithOffset(from, timeZone),
		to: to === null ? null : isoWithOffset(to, timeZone),
		media
	}));
	return json(JSON.stringify({ homes: shown }));
};
