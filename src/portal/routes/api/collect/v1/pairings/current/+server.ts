import { makeNodeKey, readTicket } from '#lib/server/accounts/node-key.ts';
import { takePairing } from '#lib/server/collection/nodes/pairing.ts';
import { gateOrRefusal, unknownKey } from '#portal/server/gate.ts';
import { json } from '#portal/server/json.ts';
import { present } from '#portal/server/portal.ts';
import { problem } from '#portal/server/problem.ts';
import type { RequestHandler } from './$types';

/** The ticket's holder asks for its key: 202 until somebody has entered the code, then 200, 410 when it is over. */
export const GET: RequestHandler = async ({ request }) => {
	const gate = gateOrRefusal();
	if (gate instanceof Response) return gate;
	const ticket = readTicket(request.headers.get('authorization'));
	if (ticket === null)
		return unknownKey('Ticket', 'Send Authorization: Ticket with the ticket of the pairing.');
	const key = makeNodeKey();
	const answer = await takePairing(gate, ticket, key, present());
	if (answer.kind === 'waiting') return json(JSON.stringify({ state: 'waiting' }), 202);
	if (answer.kind === 'gone') return problem('gone', 'This pairing is over. Begin a new one.');
	const meters = answer.meters.map(({ serial, medium, unit, scale }) => ({ serial, medium, unit, scale }));
	return json(JSON.stringify({ state: 'paired', key: key.key, home: { timeZone: answer.timeZone }, meters }));
};
