import { error, fail, redirect } from '@sveltejs/kit';
import { readPairingCode } from '#lib/server/accounts/pairing-code.ts';
import {
	bindForContract,
	readStaffDisplays,
	revokeAsStaff,
	type Refused
} from '#lib/server/collection/nodes/staff-nodes.ts';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { staffReader } from '#portal/server/staff.ts';
import { stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The company's displays; `?contract=` narrows them down, `?added` and `?removed` say what has just been done. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'technician');
	const { searchParams } = event.url;
	const contract = (searchParams.get('contract') ?? '').trim().slice(0, 60);
	const found = await readStaffDisplays(reader.pool, reader.token, contract);
	if (found.kind !== 'displays') return refuse(event, reader, found);
	const done = (['added', 'removed'] as const).find((word) => searchParams.has(word)) ?? null;
	const { displays, isMore } = found;
	return { displays, isMore, contract, done };
};

/** Not for them: the same answer as for a page that is not there. @throws HttpError, Redirect to the sign-in */
async function refuse(event: RequestEvent, reader: Reader, refused: Refused): Promise<never> {
	if (refused.kind === 'too_many') error(429, 'Too many');
	await stillSignedIn(event, reader);
	error(404, 'Not available');
}

async function fields<Name extends string>(
	request: Request,
	...names: Name[]
): Promise<Record<Name, string>> {
	const form = await request.formData();
	const entries = names.map((name) => {
		const value = form.get(name);
		return [name, typeof value === 'string' ? value.trim().slice(0, 60) : ''];
	});
	// one entry for each name
	return Object.fromEntries(entries) as Record<Name, string>;
}

export const actions: Actions = {
	/** Binds the display that shows the code to the contract's home. Answers `{ contract, code, problem }`. */
	add: async (event) => {
		const reader = await staffReader(event, 'technician');
		const { contract, code } = await fields(event.request, 'contract', 'code');
		// What can be no code is asked for all the same: the attempt counts, and is written down.
		const codeHash = readPairingCode(code) ?? '00'.repeat(32);
		const answer = await bindForContract(reader.pool, reader.token, { contract, codeHash });
		if (answer.kind === 'bound') redirect(303, '/staff/displays?added');
		if (answer.kind === 'no_staff') return refuse(event, reader, answer);
		if (answer.kind === 'too_many')
			return fail(429, { contract, code, problem: answer.kind, retryAfterSeconds: answer.retryAfterS });
		return fail(400, { contract, code, problem: answer.kind });
	},
	/** Takes a display away; one that is gone already needs no taking away. */
	remove: async (event) => {
		const reader = await staffReader(event, 'technician');
		const { node } = await fields(event.request, 'node');
		const answer = isHomeId(node)
			? await revokeAsStaff(reader.pool, reader.token, node)
			: ({ kind: 'no_display' } as const);
		if (answer.kind === 'no_staff' || answer.kind === 'too_many') return refuse(event, reader, answer);
		redirect(303, '/staff/displays?removed');
	}
};
