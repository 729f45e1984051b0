import { problemDetails, type Kind } from '#lib/server/http/problem-details.ts';

/** What went wrong, for programs: one word that never changes its meaning. */
export type ProblemCode =
	| 'bad_body'
	| 'locked'
	| 'foreign_origin'
	| 'wrong_pin'
	| 'not_local'
	| 'not_found'
	| 'method_not_allowed'
	| 'no_pin'
	| 'too_large'
	| 'unsupported_media_type'
	| 'foreign_host'
	| 'too_many_attempts'
	| 'too_many_streams'
	| 'internal';

const PROBLEMS: Readonly<Record<ProblemCode, Kind>> = {
	bad_body: { status: 400, title: 'Bad Request' },
	locked: { status: 401, title: 'Unauthorized' },
	foreign_origin: { status: 403, title: 'Forbidden' },
	wrong_pin: { status: 403, title: 'Forbidden' },
	not_local: { status: 403, title: 'Forbidden' },
	not_found: { status: 404, title: 'Not Found' },
	method_not_allowed: { status: 405, title: 'Method Not Allowed' },
	no_pin: { status: 409, title: 'Conflict' },
	too_large: { status: 413, title: 'Content Too Large' },
	unsupported_media_type: { status: 415, title: 'Unsupported Media Type' },
	foreign_host: { status: 421, title: 'Misdirected Request' },
	too_many_attempts: { status: 429, title: 'Too Many Requests' },
	too_many_streams: { status: 503, title: 'Service Unavailable' },
	internal: { status: 500, title: 'Internal Server Error' }
};

const DETAILS: Readonly<Record<ProblemCode, string>> = {
	bad_body: 'The body cannot be read.',
	locked: 'The details are locked: POST /api/v1/unlock with JSON {"pin": …} opens them for a minute.',
	foreign_origin: 'This was sent from a page of another site. Open the wall display itself and try again.',
	wrong_pin: 'This is not the PIN.',
	not_local: 'This is answered on the machine itself only.',
	not_found: 'There is nothing at this address.',
	method_not_allowed: 'This method does nothing here.',
	no_pin: 'No PIN has been chosen yet: do it on the display itself, under /setup.',
	too_large: 'The body is too large.',
	unsupported_media_type: 'Send JSON with Content-Type: application/json.',
	foreign_host:
		'This name is not the wall display’s. Use its address, or add the name to HEMVY_NODE_HOSTS where it is started.',
	too_many_attempts: 'Too many wrong PINs. Wait a while.',
	too_many_streams: 'As many pages as can be are open already. Close one.',
	internal: 'Something went wrong here, not in your request.'
};

/** An error answer as RFC 9457 problem details, with what is usually said of it. */
export function problem(code: ProblemCode, headers: Readonly<Record<string, string>> = {}): Response {
	return problemDetails(PROBLEMS[code], code, DETAILS[code], headers);
}

/** The problem for a status that the framework answered with, where no route had its say. */
export function problemOfStatus(status: number, allow: string | null): Response {
	if (status === 405) return problem('method_not_allowed', allow === null ? {} : { allow });
	if (status === 404) return problem('not_found');
	if (status === 413) return problem('too_large');
	return problem(status < 500 ? 'bad_body' : 'internal');
}
