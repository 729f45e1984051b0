import { fail, redirect } from '@sveltejs/kit';
import { node } from '#kiosk/server/home-node.ts';
import { readSetupFile, type ReadSetup, type SetupFile } from '#lib/server/node/setup-file.ts';
import { changesOf } from '#lib/ui/setup/file-changes.ts';
import type { Actions, PageServerLoad } from './$types';

/** How much there is to carry; `?done`: a file has just been taken in. */
export const load: PageServerLoad = ({ url }) => ({
	count: new Set(
		node()
			.setups()
			.map(({ device }) => device)
	).size,
	isDone: url.searchParams.has('done')
});

type Opened =
	| { readonly kind: 'file'; readonly file: SetupFile }
	| { readonly kind: 'json' | 'foreign' }
	| { readonly kind: 'faults'; readonly faults: { row: number | null; name: string; field: string }[] };

function opened(text: string): Opened {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return { kind: 'json' };
	}
	const read: ReadSetup = readSetupFile(json);
	if (read.ok) return { kind: 'file', file: read.file };
	if (read.faults.some(({ row, field }) => row === null && ['', 'format', 'version'].includes(field)))
		return { kind: 'foreign' };
	return {
		kind: 'faults',
		faults: read.faults.slice(0, 200).map(({ row, field }) => ({ row, field, name: nameIn(json, row) }))
	};
}

/** What a row calls itself, so that it is found in the file. */
function nameIn(json: unknown, row: number | null): string {
	const { devices } = json as { devices?: unknown };
	const found: unknown = Array.isArray(devices) && row !== null ? devices[row] : null;
	if (typeof found !== 'object' || found === null) return '';
	const { name, device } = found as { name?: unknown; device?: unknown };
	const told = [name, device].find((each): each is string => typeof each === 'string' && each !== '');
	return told?.slice(0, 80) ?? '';
}

const nothing = { preview: null, faults: [], problem: null };

function refused(answer: Exclude<Opened, { kind: 'file' }>) {
	if (answer.kind === 'faults') return fail(400, { ...nothing, faults: answer.faults });
	return fail(400, { ...nothing, problem: answer.kind });
}

export const actions: Actions = {
	/** Shows what a file would change. Answers `{ preview, faults, problem }`. */
	preview: async ({ request }) => {
		const given = (await request.formData()).get('file');
		if (!(given instanceof File) || given.size === 0)
			return fail(400, { ...nothing, problem: 'none' as const });
		const text = await given.text();
		const answer = opened(text);
		if (answer.kind !== 'file') return refused(answer);
		const changes = changesOf(node().setups(), answer.file.devices);
		return { ...nothing, preview: { changes, text, file: given.name.slice(0, 100) } };
	},
	/** Puts the file's content in the place of everything. */
	replace: async ({ request }) => {
		const text = (await request.formData()).get('text');
		const answer = opened(typeof text === 'string' ? text : '');
		if (answer.kind !== 'file') return refused(answer);
		if (!node().importSetup(answer.file).ok) return fail(503, { ...nothing, problem: 'disk' as const });
		redirect(303, '/setup/file?done');
	}
};
