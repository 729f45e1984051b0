import { z } from 'zod';
import { makeTicket } from '#lib/server/accounts/node-key.ts';
import { makePairingCode } from '#lib/server/accounts/pairing-code.ts';
import { beginPairing } from '#lib/server/collection/nodes/pairing.ts';
import { clientAddress } from '#portal/server/address.ts';
import { gateOrRefusal } from '#portal/server/gate.ts';
import { json } from '#portal/server/json.ts';
import { readJson } from '#portal/server/json-body.ts';
import { portal } from '#portal/server/portal.ts';
import { problem } from '#portal/server/problem.ts';
import { parse } from '#portal/server/requests.ts';
import type { RequestHandler } from './$types';

const BODY_MOST = 4 * 1024;
const NAME_TO_WRITE = 'write what the node is called, 1 to 40 characters';

const wishSchema = z.object({
	name: z
		.string(NAME_TO_WRITE)
		.normalize('NFC')
		.trim()
		.regex(/^\P{C}{1,40}$/u, NAME_TO_WRITE)
});

/** A home node wants to be paired: JSON `{name}` → 201 `{code, ticket, expiresAt}`; it shows the code. */
export const POST: RequestHandler = async ({ request, getClientAddress }) => {
	const gate = gateOrRefusal();
	if (gate instanceof Response) return gate;
	const body = await readJson(request, BODY_MOST);
	if (body instanceof Response) return body;
	const wish = parse(wishSchema, body.value);
	if (!wish.ok) return problem('bad_body', wish.detail);
	const address = clientAddress(request.headers, portal().config.trustedProxies, getClientAddress());
	for (;;) {
		const { code, hash: codeHash } = makePairingCode();
		const { ticket, hash: ticketHash } = makeTicket();
		const answer = await beginPairing(gate, { codeHash, ticketHash, name: wish.value.name, address });
		// Another node shows this very code: a new one, until the attempts are used up.
		if (answer.kind === 'taken') continue;
		if (answer.kind === 'too_many') {
			const wait = String(answer.retryAfterS);
			return problem('too_many_attempts', `Try again in ${wait} s.`, { 'retry-after': wait });
		}
		return json(JSON.stringify({ code, ticket, expiresAt: answer.expires.toISOString() }), 201);
	}
};
