import { readNodeKey } from '#lib/server/accounts/node-key.ts';
import { acceptHours } from '#lib/server/collection/nodes/accept-hours.ts';
import { deliverySchema } from '#lib/server/collection/nodes/delivery.ts';
import { nodeOf } from '#lib/server/collection/nodes/node-of.ts';
import { gateOrRefusal, unknownKey } from '#portal/server/gate.ts';
import { json } from '#portal/server/json.ts';
import { readJson } from '#portal/server/json-body.ts';
import { problem } from '#portal/server/problem.ts';
import { parse } from '#portal/server/requests.ts';
import type { RequestHandler } from './$types';

const BODY_MOST = 256 * 1024;

/** A home node delivers hourly values: JSON `{sentAt, items}` → 200 `{now, stored, refused}`; stored = on disk here. */
export const POST: RequestHandler = async ({ request }) => {
	const gate = gateOrRefusal();
	if (gate instanceof Response) return gate;
	const key = readNodeKey(request.headers.get('authorization'));
	const body = key && (await readJson(request, BODY_MOST));
	if (body instanceof Response) return body;
	const now = Date.now() / 1000;
	const sent = body && parse(deliverySchema, body.value);
	const node = key && (await nodeOf(gate, key, sent?.ok ? sent.value.sentAt - now : null));
	if (!node || !sent) {
		return unknownKey('Node', 'This key opens nothing. Pair the node with its home again.');
	}
	if (!sent.ok) return problem('bad_body', sent.detail);
	const { stored, refused } = await acceptHours(gate, node, sent.value.items, Math.floor(now));
	return json(JSON.stringify({ now: new Date().toISOString(), stored, refused }));
};
