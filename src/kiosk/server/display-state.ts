import type { DisplayState } from '#lib/home/display.ts';
import { node } from './home-node.ts';
import type { Rights } from './sessions.ts';
import { stateAs, viewOf } from './view.ts';

/** What somebody may see of the home now. */
export function displayStateFor(session: Rights): DisplayState {
	const snapshot = node().snapshot();
	return stateAs(viewOf(snapshot.display, session), snapshot);
}
