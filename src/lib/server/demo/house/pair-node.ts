import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { closeSession, openSession } from '../../accounts/session.ts';
import { readPairingCode } from '../../accounts/pairing-code.ts';
import { bindPairing } from '../../collection/nodes/own-nodes.ts';
import { openPortalPool, type Pool } from '../../db/connection.ts';
import { callAsSignin, readAsSession } from '../../db/session.ts';
import { Central, pairedSchema } from '../../node/central.ts';
import type { Store } from '../../node/store.ts';

const ticketSchema = z.object({ code: z.string(), ticket: z.string(), expiresAt: z.number() });
const NAME = 'Väggdisplay';
/** A code this old is not shown any more once the node has come up. */
const SPARE_S = 60;
const ATTEMPTS = 3;

/** How the node of the sample home stands with the portal. */
export type PairState =
	/** Its key opens, or it takes it as soon as it starts. */
	| { readonly state: 'paired' }
	/** Revoked, or given to another home: that is for the household to change. `words` say so in a line. */
	| { readonly state: 'ended'; readonly words: string }
	/** It could not be paired now. */
	| { readonly state: 'failed'; readonly words: string };

export interface PairTerms {
	/** The node's, which is not running. */
	readonly store: Store;
	/** The portal's address; null: the node may deliver to nobody. */
	readonly central: URL | null;
	/** Signed in as hemvy_portal. */
	readonly portalUrl: string;
	/** Of the tenant who lives there. */
	readonly email: string;
	/** Serials of the home's meters. */
	readonly serials: readonly string[];
}

/**
 * Sees to it that the node is paired with the tenant's home: asks the portal for a code as every node does, binds it as
 * the tenant's page does, and leaves the ticket with which the node then fetches its key. Done once; a pairing that has
 * ended stays ended.
 */
export async function pairNode(terms: PairTerms): Promise<PairState> {
	const { store, central } = terms;
	const now = Date.now() / 1000;
	if (central === null)
		return {
			state: 'failed',
			words: 'it delivers nothing, because the portal listens on no loopback address'
		};
	const wire = new Central(central);
	const paired = store.settings.get('paired', pairedSchema);
	if (paired !== null) {
		const isOurs = paired.meters.some(({ serial }) => terms.serials.includes(serial));
		if (!isOurs) return { state: 'ended', words: 'it has been paired with another home' };
		const answer = await wire.deliver(paired.key, now, []);
		return answer.kind === 'ended'
			? { state: 'ended', words: 'its pairing with the home of tenant@demo.hemvy has ended' }
			: { state: 'paired' };
	}
	const ticket = store.settings.get('ticket', ticketSchema);
	// a start that was cut off: the node goes on with its ticket
	if (ticket !== null && ticket.expiresAt > now + SPARE_S) return { state: 'paired' };
	const answer = await begun(wire);
	if (answer.kind === 'failed')
		return { state: 'failed', words: `the portal gave it no code (${answer.reason})` };
	const { code, ticket: secret, expiresAt } = answer.begun;
	const bound = await bindAsTenant(terms, code);
	if (bound !== 'bound') return { state: 'failed', words: `its code could not be entered (${bound})` };
	store.settings.set('ticket', { code, ticket: secret, expiresAt: Date.parse(expiresAt) / 1000 });
	return { state: 'paired' };
}

/** Asks for a code; a portal that has only just come up may close a connection once. */
async function begun(wire: Central): ReturnType<Central['beginPairing']> {
	for (let attempt = 1; ; attempt++) {
		const answer = await wire.beginPairing(NAME);
		if (answer.kind === 'begun' || attempt === ATTEMPTS) return answer;
		await sleep(attempt * 500);
	}
}

/** Enters the code as the tenant does on the page of the home's displays. */
async function bindAsTenant({ portalUrl, email }: PairTerms, code: string): Promise<string> {
	const portal = openPortalPool(portalUrl, { max: 2 });
	try {
		const [account] = await callAsSignin<{ account_id: number }>(
			portal,
			'select account_id from account.sign_in_credentials($1)',
			[email]
		);
		if (account === undefined) return 'no_account';
		const { token } = await openSession(portal, account.account_id, {
			now: Math.floor(Date.now() / 1000),
			device: null
		});
		try {
			return await bindToHome(portal, token, code);
		} finally {
			await closeSession(portal, token);
		}
	} finally {
		await portal.end({ timeout: 1 });
	}
}

async function bindToHome(portal: Pool, token: string, code: string): Promise<string> {
	const [home] = await readAsSession<{ home_id: string }>(
		portal,
		token,
		'select home_id from portal.homes where to_at is null order by from_at desc limit 1'
	);
	const codeHash = readPairingCode(code);
	if (home === undefined || codeHash === null) return 'no_home';
	return (await bindPairing(portal, token, { home: home.home_id, codeHash })).kind;
}
