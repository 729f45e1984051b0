import { kiosk } from '#kiosk/server/home-node.ts';
import { isThisMachine } from '#kiosk/server/host.ts';
import { problem } from '#kiosk/server/problem.ts';
import type { RequestHandler } from './$types';

/** The node's figures for Prometheus. How many messages come in tells who is at home, so other machines ask in vain. */
export const GET: RequestHandler = async ({ getClientAddress }) => {
	const { config, node } = kiosk();
	if (!config.openMetrics && !isThisMachine(getClientAddress())) return problem('not_local');
	const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
	return new Response(await node.metrics(), { headers });
};
