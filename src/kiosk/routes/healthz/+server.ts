import { kiosk } from '#kiosk/server/home-node.ts';
import type { RequestHandler } from './$types';

/** How the node is and how many pages watch, without any reading: 200 while all is well, else 503. */
export const GET: RequestHandler = () => {
	const { node, feed } = kiosk();
	const health = node.health();
	return Response.json({ ...health, listeners: feed.pages }, { status: health.ok ? 200 : 503 });
};
