import { isAccessToken } from '#lib/server/accounts/access-token.ts';
import { readSeries, type SeriesAnswer } from '#lib/server/consumption/read-series.ts';
import { seriesJson } from '#lib/server/consumption/series-json.ts';
import { json } from '#portal/server/json.ts';
import { resolutionOff } from '#portal/server/resolution-off.ts';
import { problem } from '#portal/server/problem.ts';
import { isHomeId, parse, seriesQuerySchema } from '#portal/server/requests.ts';
import { interfaceReader, keep, notFound } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

const isOutside = ({ meters, off }: Extract<SeriesAnswer, { kind: 'series' }>): boolean =>
	meters.length === 0 || off[0]?.reason === 'not_yours';

/** A series of a home: ?medium=&resolution=&from=&to=, civil days, `to` excluded. */
export const GET: RequestHandler = async (event) => {
	const reader = interfaceReader(event);
	if (reader instanceof Response) return reader;
	const { home } = event.params;
	const query = parse(seriesQuerySchema, Object.fromEntries(event.url.searchParams));
	if (!query.ok) return problem('bad_parameter', query.detail);
	const { medium, resolution, from, to } = query.value;
	const question = { home, media: [medium], resolution, span: { from, to } };
	const answer = isHomeId(home) ? await readSeries(reader, question) : null;
	const series = answer?.kind === 'series' ? answer.series[0] : undefined;
	if (answer?.kind !== 'series' || series === undefined) return notFound(reader);
	// What a token is not for is answered like what is not there.
	if (isAccessToken(reader.token) && isOutside(answer)) return notFound(reader);
	const [off] = answer.off;
	if (off !== undefined) return resolutionOff(home, resolution, off);
	keep(reader);
	return json(seriesJson(home.toLowerCase(), series));
};
