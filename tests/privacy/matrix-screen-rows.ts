import { shownTo } from '../../src/lib/server/collection/nodes/shown-to.ts';
import type { Household, Someone } from '../fixtures/household.ts';
import { pairedNode } from '../fixtures/node.ts';
import { RESOLUTIONS, type Medium, type Resolution } from './asking.ts';
import type { MatrixRow } from './matrix-rows.ts';
import type { Scene } from './scene.ts';

const BOTH = ['day', 'hour'] as const;

type Home = Household & { readonly first: Someone; readonly second: Someone };

/** Asks as the display does: month where its key is worth something, the rest as the answer says. */
async function display(s: Scene, home: Home) {
	const key = await pairedNode(s.db, home.homeId, home.first.token);
	return async (resolution: Resolution, medium: Medium) => {
		const shown = await shownTo(s.db.gate, key);
		return shown !== null && (resolution === 'month' || shown.grant[resolution].includes(medium));
	};
}

async function switchOn(s: Scene, home: Home, which: readonly ('day' | 'hour')[] = BOTH, on = true) {
	for (const r of which) await s.ask.choose(home.first, home, r, on, { purpose: 'display' });
}

function wall(
	condition: string,
	reads: readonly Resolution[],
	act: (s: Scene, home: Home) => Promise<unknown>,
	after: (s: Scene, home: Home) => Promise<unknown> = () => Promise.resolve()
): MatrixRow {
	return {
		actor: 'Wall display',
		condition,
		reads,
		async arrange(s) {
			const home = await s.home([], { holders: 2 });
			await act(s, home);
			const ask = await display(s, home);
			await after(s, home);
			return ask;
		}
	};
}

/** What a display on the wall may show, by what the tenancy has switched on for it. */
export const SCREEN_ROWS: readonly MatrixRow[] = [
	wall('nothing is switched on', ['month'], () => Promise.resolve()),
	wall('the holders see everything themselves', ['month'], async (s, home) => {
		for (const r of BOTH) await s.ask.choose(home.first, home, r, true);
	}),
	wall('Day is switched on', ['month', 'day'], (s, home) => switchOn(s, home, ['day'])),
	wall('Hour is switched on, not Day', ['month', 'hour'], (s, home) => switchOn(s, home, ['hour'])),
	wall('both are switched on', RESOLUTIONS, (s, home) => switchOn(s, home)),
	wall(
		'one holder has switched both on, the other off',
		['month'],
		(s, home) => switchOn(s, home),
		async (s, home) => {
			for (const r of BOTH) await s.ask.choose(home.second, home, r, false, { purpose: 'display' });
		}
	),
	wall('both were switched on 12 months ago', ['month'], async (s, home) => {
		await s.db.superuser`
			insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
				language, channel, at, expires)
			select ${home.occupancyId}, ${home.first.personId}, 'given', 'display', m, r, 1, sha256('x'), 'sv', 'portal',
				now() - interval '12 months', now()
			from unnest(array['cold_water', 'electricity', 'temperature']) m, unnest(array['day', 'hour']) r`;
	}),
	wall(
		'both are switched on; somebody of the household hides hours',
		['month', 'day'],
		(s, home) => switchOn(s, home),
		(s, home) => s.ask.hideHours(home.second, home, true)
	),
	wall(
		'both are switched on; the display was taken away',
		[],
		(s, home) => switchOn(s, home),
		(s, home) =>
			s.db.superuser`update node.home_node set revoked = now() where occupancy_id = ${home.occupancyId}`
	),
	wall(
		'both are switched on; the tenancy is over',
		[],
		(s, home) => switchOn(s, home),
		(s, home) =>
			s.db
				.superuser`update housing.occupancy set during = tstzrange(lower(during), now()) where id = ${home.occupancyId}`
	),
	wall(
		'both are switched on; the identity of a holder is protected',
		[],
		(s, home) => switchOn(s, home),
		(s, home) => s.protect(home.second)
	)
];
