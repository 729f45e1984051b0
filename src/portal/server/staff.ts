import { error, redirect } from '@sveltejs/kit';
import { readSecondFactor } from '#lib/server/accounts/second-factor.ts';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { readRoles, type StaffRole } from '#lib/server/staff/roles.ts';
import { pageReader, stillSignedIn } from './viewer.ts';

interface Visit {
	readonly locals: App.Locals;
	readonly url: URL;
}

/**
 * The reader of a page for staff. Whoever still owes a code is sent to give it and comes back; for everybody else
 * without one of the roles there is no such page. What a page may show is the database's to decide all the same.
 * @param roles one of these is enough; none: any of staff
 * @throws Redirect, HttpError 404
 */
export async function staffReader(visit: Visit, ...roles: StaffRole[]): Promise<Reader> {
	const reader = pageReader(visit);
	const own = await readRoles(reader);
	if (own.length > 0) {
		if (roles.length > 0 && !roles.some((role) => own.includes(role))) error(404, 'Not available');
		return reader;
	}
	const factor = await readSecondFactor(reader.pool, reader.token, reader.now);
	if (factor.kind === 'no_staff') await notTheirs(visit, reader);
	if (factor.kind !== 'passed') {
		redirect(303, `/staff/second-factor?next=${encodeURIComponent(visit.url.pathname + visit.url.search)}`);
	}
	if (roles.length > 0) error(404, 'Not available');
	return reader;
}

/** Not for them, or not there: one answer. @throws Redirect to the sign-in, HttpError 404 */
export async function notTheirs(visit: Visit, reader: Reader): Promise<never> {
	await stillSignedIn(visit, reader);
	error(404, 'Not available');
}
