import { kiosk } from '#kiosk/server/home-node.ts';
import { problem } from '#kiosk/server/problem.ts';
import { sessionIdOf } from '#kiosk/server/session-cookie.ts';
import type { RequestHandler } from './$types';

/** Somebody touches the screen: the details stay open for another minute. 204, or 401 where they are closed. */
export const POST: RequestHandler = ({ cookies }) =>
	kiosk().sessions.touch(sessionIdOf(cookies)) ? new Response(null, { status: 204 }) : problem('locked');
