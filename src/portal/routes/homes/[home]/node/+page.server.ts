import { error, fail, redirect } from '@sveltejs/kit';
import { readPairingCode } from '#lib/server/accounts/pairing-code.ts';
import { bindPairing, readOwnNodes, revokeOwnNode } from '#lib/server/collection/nodes/own-nodes.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

/** The displays of a home; `?added` and `?removed` say what has just been done. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home } = event.params;
	const found = isHomeId(home) ? await readOwnNodes(reader.pool, reader.token, home) : null;
	if (found === null) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	const { searchParams } = event.url;
	const done = (['added', 'removed'] as const).find((word) => searchParams.has(word)) ?? null;
	return { ...found, goesOn: found.to === null || found.to > reader.now, done };
};

async function field(request: Request, name: string): Promise<string> {
	const value = (await request.formData()).get(name);
	return typeof value === 'string' ? value : '';
}

export const actions: Actions = {
	/** Binds the display that shows the code to this home. Answers `{ code, problem }`. */
	add: async (event) => {
		const reader = pageReader(event);
		const { home } = event.params;
		const code = (await field(event.request, 'code')).slice(0, 20);
		// What can be no code is asked for all the same: the attempt counts, and the home is checked.
		const codeHash = readPairingCode(code) ?? '00'.repeat(32);
		const answer = isHomeId(home)
			? await bindPairing(reader.pool, reader.token, { home, codeHash })
			: ({ kind: 'no_home' } as const);
		if (answer.kind === 'bound') redirect(303, `/homes/${home}/node?added`);
		if (answer.kind === 'no_code') return fail(400, { code, problem: 'wrong' as const });
		if (answer.kind === 'too_many') {
			return fail(429, { code, problem: 'limited' as const, retryAfterSeconds: answer.retryAfterS });
		}
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	},
	/** Takes a display away; one that is gone already needs no taking away. */
	remove: async (event) => {
		const reader = pageReader(event);
		const { home } = event.params;
		const node = await field(event.request, 'node');
		if (isHomeId(node)) await revokeOwnNode(reader.pool, reader.token, node);
		if (isHomeId(home)) redirect(303, `/homes/${home}/node?removed`);
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
};
