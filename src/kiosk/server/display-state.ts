import type { DisplayState } from '#lib/home/display.ts';
import { node } from './home-node.ts';
import type { Rights } from './sessions.ts';
import { stateAs, viewOf } from './view.ts';

/** What somebody may see of the home now. */
export function displayStateFor(session: Rights): DisplayState {
	return stateAs(viewOf(node().settings().visible, session), node().snapshot());
}
