import { closeSession } from '#kiosk/server/session-cookie.ts';
import type { RequestHandler } from './$types';

/** Locks the display at once: 204, whoever asks. */
export const POST: RequestHandler = ({ cookies }) => {
	closeSession(cookies);
	return new Response(null, { status: 204 });
};
