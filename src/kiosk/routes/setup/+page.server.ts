import { fail, redirect } from '@sveltejs/kit';
import { kiosk, node } from '#kiosk/server/home-node.ts';
import { isThisMachine } from '#kiosk/server/host.ts';
import { closeSession } from '#kiosk/server/session-cookie.ts';
import { unlock } from '#kiosk/server/unlock.ts';
import { devicesOf, naming } from '#lib/ui/setup/devices.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The PIN, or what is left to do behind it. */
export const load: PageServerLoad = (event) => {
	if (!event.locals.session.setup) return { way: wayIn(event), waitS: node().pin.waitS, overview: null };
	const overview = {
		naming: naming(devicesOf(node().heard(), node().setups())),
		pairing: node().pairing().state,
		visible: node().settings().visible
	};
	return { way: 'enter' as const, waitS: 0, overview };
};

/** Who chooses the PIN stands before the display: somebody else in the network could be anybody. */
function wayIn({
	getClientAddress
}: Pick<RequestEvent, 'getClientAddress'>): 'enter' | 'choose' | 'elsewhere' {
	if (node().pin.isSet) return 'enter';
	return isThisMachine(getClientAddress()) ? 'choose' : 'elsewhere';
}

async function field(request: Request, name: string): Promise<string> {
	const value = (await request.clone().formData()).get(name);
	return typeof value === 'string' ? value.trim().slice(0, 64) : '';
}

export const actions: Actions = {
	/** Opens the pages to whoever knows the PIN. Answers `{ problem }`. */
	enter: async ({ request, cookies }) => {
		const pin = await field(request, 'pin');
		// what can be no PIN is no try
		if (!/^\d{4,8}$/.test(pin)) return fail(400, { problem: 'digits' as const });
		const answer = unlock(cookies, pin);
		if (answer.kind === 'wrong') return fail(403, { problem: 'wrong' as const });
		redirect(303, '/setup');
	},
	/** Chooses the PIN where there is none, and goes in. Answers `{ problem }`. */
	choose: async (event) => {
		if (wayIn(event) !== 'choose') redirect(303, '/setup');
		const pin = await field(event.request, 'pin');
		if (!/^\d{4,8}$/.test(pin)) return fail(400, { problem: 'digits' as const });
		if ((await field(event.request, 'again')) !== pin) return fail(400, { problem: 'differs' as const });
		if (!node().pin.choose(pin)) return fail(503, { problem: 'disk' as const });
		kiosk().log.info('The PIN has been chosen');
		unlock(event.cookies, pin);
		redirect(303, '/setup');
	},
	/** Closes the pages. */
	lock: ({ cookies }) => {
		closeSession(cookies);
		redirect(303, '/setup');
	}
};
