import { isAccessToken } from '#lib/server/accounts/access-token.ts';
import { readTrace } from '#lib/server/consumption/read-trace.ts';
import { traceJson } from '#lib/server/consumption/trace-json.ts';
import { json } from '#portal/server/json.ts';
import { resolutionOff } from '#portal/server/resolution-off.ts';
import { problem } from '#portal/server/problem.ts';
import { hourStartSchema, isHomeId, mediumSchema, parse } from '#portal/server/requests.ts';
import { interfaceReader, keep, notFound } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** One hour of a medium, opened: each meter's registers and the readings that tell. */
export const GET: RequestHandler = async (event) => {
	const reader = interfaceReader(event);
	if (reader instanceof Response) return reader;
	const { home } = event.params;
	const medium = parse(mediumSchema, event.params.medium, { name: 'medium' });
	if (!medium.ok) return problem('bad_parameter', medium.detail);
	const start = parse(hourStartSchema, event.params.start, { name: 'start' });
	if (!start.ok) return problem('bad_parameter', start.detail);
	const question = { home, media: [medium.value], start: start.value };
	const answer = isHomeId(home) ? await readTrace(reader, question) : null;
	const isProgram = isAccessToken(reader.token);
	// What a token is not for is answered like what is not there.
	if (isProgram && answer?.kind === 'off' && answer.off[0]?.reason === 'not_yours') return notFound(reader);
	if (isProgram && answer?.kind === 'trace' && answer.trace.meters.length === 0) return notFound(reader);
	if (answer?.kind === 'off') return resolutionOff(home, 'hour', answer.off[0]);
	if (answer?.kind !== 'trace') return notFound(reader);
	keep(reader);
	return json(traceJson(home.toLowerCase(), medium.value, answer));
};
