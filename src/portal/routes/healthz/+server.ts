import { readHealth } from '#portal/server/health.ts';
import { portal } from '#portal/server/portal.ts';
import type { RequestHandler } from './$types';

/** 200 while the portal can serve, 503 while it cannot; for load balancers and whoever watches. */
export const GET: RequestHandler = async () => {
	const health = await readHealth(portal().pool);
	return Response.json(health, { status: health.status === 'ok' ? 200 : 503 });
};
