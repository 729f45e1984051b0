import { readNodeKey } from '#lib/server/accounts/node-key.ts';
import { shownTo } from '#lib/server/collection/nodes/shown-to.ts';
import { gateOrRefusal, unknownKey } from '#portal/server/gate.ts';
import { json } from '#portal/server/json.ts';
import type { RequestHandler } from './$types';

/** A home node asks what its display may show finer than months: 200 `{day, hour}`, the media of each. */
export const GET: RequestHandler = async ({ request }) => {
	const gate = gateOrRefusal();
	if (gate instanceof Response) return gate;
	const key = readNodeKey(request.headers.get('authorization'));
	const shown = key && (await shownTo(gate, key));
	if (!shown) return unknownKey('Node', 'This key opens nothing. Pair the node with its home again.');
	return json(JSON.stringify(shown));
};
