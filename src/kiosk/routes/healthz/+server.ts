import { node } from '#kiosk/server/home-node.ts';
import type { RequestHandler } from './$types';

/** How the node is, without any reading: 200 while all is well, else 503. */
export const GET: RequestHandler = () => {
	const health = node().health();
	return Response.json(health, { status: health.ok ? 200 : 503 });
};
