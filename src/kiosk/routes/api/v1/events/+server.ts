import { kiosk } from '#kiosk/server/home-node.ts';
import { problem } from '#kiosk/server/problem.ts';
import { streamSessionOf } from '#kiosk/server/session-cookie.ts';
import type { RequestHandler } from './$types';

/** Server-sent events: `snapshot`, then `delta` or new snapshots, and a `heartbeat` every 15 s. */
export const GET: RequestHandler = ({ request, cookies, platform }) => {
	const headers = { 'content-type': 'text/event-stream' };
	// Nobody would ever read the stream of an answer without a body.
	if (request.method === 'HEAD') return new Response(null, { headers });
	const body = kiosk().feed.open(streamSessionOf(cookies), () => platform?.req.socket.destroy());
	if (body === null) return problem('too_many_streams', { 'retry-after': '5' });
	return new Response(body, { headers });
};
