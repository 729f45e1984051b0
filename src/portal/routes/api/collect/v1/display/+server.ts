import type { GrantEnds } from '#lib/home/grant-ends.ts';
import { readNodeKey } from '#lib/server/accounts/node-key.ts';
import { displayQuestions } from '#portal/server/displays.ts';
import { gateOrRefusal, unknownKey } from '#portal/server/gate.ts';
import { json } from '#portal/server/json.ts';
import { problem } from '#portal/server/problem.ts';
import type { RequestHandler } from './$types';

/**
 * A home node asks what its display may show finer than months: 200 `{day, hour, ends, version}`, the media of each
 * and until when. With `?known=VERSION&wait=SECONDS` the answer is held, 25 s at most, until it is another than that.
 */
export const GET: RequestHandler = async ({ request, url }) => {
	const gate = gateOrRefusal();
	if (gate instanceof Response) return gate;
	const key = readNodeKey(request.headers.get('authorization'));
	const waiting = request.method === 'HEAD' ? { known: null, waitMs: 0 } : waitingOf(url);
	const answer = key && (await displayQuestions()?.ask(key, { ...waiting, signal: request.signal }));
	if (answer?.kind === 'closing')
		return problem('unavailable', 'This portal is being stopped.', { 'retry-after': '1' });
	if (answer?.kind !== 'shown')
		return unknownKey('Node', 'This key opens nothing. Pair the node with its home again.');
	const { lease, version } = answer;
	const { day, hour } = lease.grant;
	return json(JSON.stringify({ day, hour, ends: writtenEnds(lease.ends), version }));
};

/** What was sent after `?`; what is no number waits for nothing. */
function waitingOf({ searchParams }: URL): { known: string | null; waitMs: number } {
	const seconds = Number(searchParams.get('wait'));
	return { known: searchParams.get('known'), waitMs: seconds > 0 ? seconds * 1000 : 0 };
}

function writtenEnds({ home, day, hour }: GrantEnds) {
	const all = (ends: Readonly<Record<string, number>>) =>
		Object.fromEntries(Object.entries(ends).map(([medium, end]) => [medium, instant(end)]));
	return { home: home === null ? null : instant(home), day: all(day), hour: all(hour) };
}

const instant = (at: number) => new Date(at * 1000).toISOString();
