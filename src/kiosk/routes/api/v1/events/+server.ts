import { kiosk } from '#kiosk/server/home-node.ts';
import { problem } from '#kiosk/server/problem.ts';
import { streamSessionOf } from '#kiosk/server/session-cookie.ts';
import type { RequestHandler } from './$types';

/** Server-sent events: `snapshot`, then `delta` or new snapshots, and a `heartbeat` every 15 s. */
export const GET: RequestHandler = ({ cookies, platform }) => {
	const body = kiosk().feed.open(streamSessionOf(cookies), () => platform?.req.socket.destroy());
	if (body === null) return problem('too_many_streams', { 'retry-after': '5' });
	return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
};
