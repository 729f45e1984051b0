import type { Cookies } from '@sveltejs/kit';
import { kiosk } from './home-node.ts';
import { openSession } from './session-cookie.ts';

/** `wait`: too many wrong ones; `retryAfterS` whole seconds. */
export type Unlocked =
	{ readonly kind: 'opened' | 'wrong' | 'not_set' } | { readonly kind: 'wait'; readonly retryAfterS: number };

/** Opens the details and, within a minute, the pages of set-up to whoever knows the PIN. */
export function unlock(cookies: Cookies, pin: string): Unlocked {
	const { node } = kiosk();
	const answer = node.pin.check(pin);
	if (answer === 'wait') return { kind: 'wait', retryAfterS: node.pin.waitS };
	if (answer !== 'right') return { kind: answer };
	openSession(cookies);
	return { kind: 'opened' };
}
