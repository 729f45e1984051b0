import { fail, redirect } from '@sveltejs/kit';
import { kiosk, node } from '#kiosk/server/home-node.ts';
import type { Setup } from '#lib/home/setup.ts';
import type { Actions, PageServerLoad } from './$types';

/** How the node stands with the central system; `?asked`: a code was asked for; `?list=`: the meters were. */
export const load: PageServerLoad = ({ url, depends }) => {
	depends('setup:pairing');
	const pairing = node().pairing();
	const { now, home } = node().snapshot();
	const isOver = url.searchParams.has('asked') && ['unpaired', 'ended'].includes(pairing.state);
	const setups = node().setups();
	const meters = node()
		.meters()
		.map(({ serial, medium }) => ({ serial, medium, device: nameOf(serial, medium, setups) }));
	const portal = kiosk().config.centralUrl?.origin ?? null;
	const list = url.searchParams.get('list');
	return {
		pairing,
		now,
		timeZone: home.timeZone,
		portal,
		isOver,
		meters,
		refreshed: list === null ? null : list === 'new'
	};
};

function nameOf(serial: string, medium: string, setups: readonly Setup[]): string | null {
	const setup = setups.find((each) => each.serial === serial && each.medium === medium);
	return setup === undefined ? null : setup.name || setup.device;
}

/** Why no code came, in a word for which the page has a sentence. */
function problemOf(reason: string | null): 'limited' | 'away' | 'refused' {
	if (reason?.startsWith('429')) return 'limited';
	return reason !== null && /^4\d\d /.test(reason) ? 'refused' : 'away';
}

export const actions: Actions = {
	/** Asks for a code. Answers `{ problem }`. */
	begin: async () => {
		const pairing = await node().beginPairing();
		if (pairing.state === 'unpaired' || pairing.state === 'ended') {
			const reason = pairing.state === 'unpaired' ? pairing.problem : null;
			return fail(503, { problem: problemOf(reason) });
		}
		redirect(303, '/setup/pairing?asked');
	},
	/** Asks for the home's meters anew; `?list=` says how it went. */
	refresh: async () => {
		const { kind } = await node().refreshMeters();
		redirect(303, `/setup/pairing?list=${kind === 'failed' ? 'away' : 'new'}`);
	},
	/** Ends the pairing on this side. */
	forget: () => {
		node().forgetPairing();
		redirect(303, '/setup/pairing');
	}
};
