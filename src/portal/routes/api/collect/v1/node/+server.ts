import { readNodeKey } from '#lib/server/accounts/node-key.ts';
import { hungAt } from '#lib/server/collection/meters.ts';
import { nodeOf } from '#lib/server/collection/nodes/node-of.ts';
import { gateOrRefusal, unknownKey } from '#portal/server/gate.ts';
import { json } from '#portal/server/json.ts';
import { present } from '#portal/server/portal.ts';
import type { RequestHandler } from './$types';

/** A home node asks what its home is now: 200 `{now, home: {timeZone}, meters}`, the meters that hang there. */
export const GET: RequestHandler = async ({ request }) => {
	const gate = gateOrRefusal();
	if (gate instanceof Response) return gate;
	const key = readNodeKey(request.headers.get('authorization'));
	const node = key && (await nodeOf(gate, key, null));
	if (!node) return unknownKey('Node', 'This key opens nothing. Pair the node with its home again.');
	const meters = node.meters
		.filter((meter) => hungAt(meter, present()))
		.map(({ serial, medium, unit, scale }) => ({ serial, medium, unit, scale }));
	const { timeZone } = node;
	return json(JSON.stringify({ now: new Date().toISOString(), home: { timeZone }, meters }));
};
