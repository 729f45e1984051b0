import { error } from '@sveltejs/kit';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { readVisit } from '#lib/server/consumption/visits/given-mandates.ts';
import { isHomeId } from './requests.ts';
import { pageReader, stillSignedIn } from './viewer.ts';

interface Visiting {
	readonly locals: App.Locals;
	readonly url: URL;
	readonly params: { readonly mandate: string };
}

/** Who looks into a home by a mandate, and that look. @throws Redirect to sign in; 404 where the mandate opens nothing */
export async function pageVisit(event: Visiting) {
	const reader = pageReader(event);
	const found = await visitOf(reader, event.params.mandate);
	if (found === null) return nothingThere(event, reader);
	return { reader, ...found };
}

/** The look that an address names; null: none, whatever the reason. */
export const visitOf = (reader: Reader, mandate: string) =>
	isHomeId(mandate) ? readVisit(reader, mandate.toLowerCase()) : null;

/** @throws Redirect when nobody is signed in, else 404 */
export async function nothingThere(event: Visiting, reader: Reader): Promise<never> {
	await stillSignedIn(event, reader);
	error(404, 'Not available');
}
