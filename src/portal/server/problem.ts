import { problemDetails, type Kind } from '#lib/server/http/problem-details.ts';

/** What went wrong, for programs: one word that never changes its meaning. */
export type ProblemCode =
	| 'bad_parameter'
	| 'bad_body'
	| 'not_signed_in'
	| 'wrong_credentials'
	| 'unknown_key'
	| 'unknown_token'
	| 'foreign_origin'
	| 'resolution_off'
	| 'not_found'
	| 'method_not_allowed'
	| 'gone'
	| 'unsupported_media_type'
	| 'too_large'
	| 'too_many_attempts'
	| 'unavailable'
	| 'internal';

const PROBLEMS: Readonly<Record<ProblemCode, Kind>> = {
	bad_parameter: { status: 400, title: 'Bad Request' },
	bad_body: { status: 400, title: 'Bad Request' },
	not_signed_in: { status: 401, title: 'Unauthorized' },
	wrong_credentials: { status: 401, title: 'Unauthorized' },
	unknown_key: { status: 401, title: 'Unauthorized' },
	unknown_token: { status: 401, title: 'Unauthorized' },
	foreign_origin: { status: 403, title: 'Forbidden' },
	resolution_off: { status: 403, title: 'Forbidden' },
	not_found: { status: 404, title: 'Not Found' },
	method_not_allowed: { status: 405, title: 'Method Not Allowed' },
	gone: { status: 410, title: 'Gone' },
	too_large: { status: 413, title: 'Content Too Large' },
	unsupported_media_type: { status: 415, title: 'Unsupported Media Type' },
	too_many_attempts: { status: 429, title: 'Too Many Requests' },
	unavailable: { status: 503, title: 'Service Unavailable' },
	internal: { status: 500, title: 'Internal Server Error' }
};

const DETAILS: Partial<Record<ProblemCode, string>> = {
	not_signed_in:
		'Sign in first: POST /api/v1/session with JSON {"email": …, "password": …} sets the session cookie.',
	unknown_token:
		'This token opens nothing here: it is not one, has run out or was taken away, or its home is left.',
	not_found: 'There is nothing at this address for you.',
	internal: 'Something went wrong here, not in your request. Try again; nothing was changed.',
	unavailable: 'The database does not answer. Try again in a moment.'
};

/** An error answer as problem details, with what is usually said of it. */
export function problem(
	code: ProblemCode,
	detail: string | undefined = DETAILS[code],
	headers: Readonly<Record<string, string>> = {}
): Response {
	return problemDetails(PROBLEMS[code], code, detail, headers);
}

/** The problem for a status that the framework answered with, where no route had its say. */
export function problemOfStatus(status: number, allow: string | null): Response {
	if (status === 405) {
		return problem('method_not_allowed', `Use one of: ${allow ?? 'GET'}.`, allow === null ? {} : { allow });
	}
	if (status === 413) return problem('too_large', 'The body is too large.');
	const code = (Object.keys(PROBLEMS) as ProblemCode[]).find((each) => PROBLEMS[each].status === status);
	return problem(code ?? (status < 500 ? 'bad_parameter' : 'internal'), code && DETAILS[code]);
}
