import type { Reader } from '#lib/server/consumption/reader.ts';
import { readHomeFacts, type HomeFacts } from '#lib/server/staff/homes.ts';
import { isHomeId } from './requests.ts';
import { notTheirs, staffReader } from './staff.ts';

interface Visit {
	readonly locals: App.Locals;
	readonly url: URL;
	readonly params: { readonly home: string };
}

/** Consent staff and a home of theirs, its id one that may be asked for. @throws Redirect, HttpError 404 */
export async function homeReader(event: Visit): Promise<{ reader: Reader; home: string }> {
	const reader = await staffReader(event, 'consent_officer');
	const { home } = event.params;
	return isHomeId(home) ? { reader, home } : notTheirs(event, reader);
}

/** The same with what is known of the home. @throws Redirect, HttpError 404 */
export async function homeFacts(event: Visit): Promise<{ reader: Reader; facts: HomeFacts }> {
	const { reader, home } = await homeReader(event);
	const facts = await readHomeFacts(reader, home);
	return facts === null ? notTheirs(event, reader) : { reader, facts };
}
