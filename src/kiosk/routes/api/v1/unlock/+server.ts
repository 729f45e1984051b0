import { z } from 'zod';
import { problem } from '#kiosk/server/problem.ts';
import { unlock } from '#kiosk/server/unlock.ts';
import type { RequestHandler } from './$types';

const bodySchema = z.object({ pin: z.string().max(64) });

/** Opens the details to whoever knows the PIN: JSON `{pin}` → 204 and the cookie. */
export const POST: RequestHandler = async ({ request, cookies }) => {
	if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
		return problem('unsupported_media_type');
	}
	const sent = bodySchema.safeParse(await request.json().catch(() => null));
	if (!sent.success) return problem('bad_body');
	const answer = unlock(cookies, sent.data.pin);
	if (answer.kind === 'wrong') return problem('wrong_pin');
	if (answer.kind === 'not_set') return problem('no_pin');
	if (answer.kind === 'wait') {
		return problem('too_many_attempts', { 'retry-after': String(answer.retryAfterS) });
	}
	return new Response(null, { status: 204 });
};
