/** The status of a problem and that status' own name. */
export interface Kind {
	readonly status: number;
	readonly title: string;
}

/**
 * An error answer as RFC 9457 problem details. `type` is about:blank, so the title is the status' own; `code` is ours.
 * Nothing of the request is repeated, so that two refusals of a kind are the same bytes.
 */
export function problemDetails(
	{ status, title }: Kind,
	code: string,
	detail: string | undefined,
	headers: Readonly<Record<string, string>> = {}
): Response {
	const body = JSON.stringify({ type: 'about:blank', title, status, code, detail });
	return new Response(body, {
		status,
		headers: {
			'content-type': 'application/problem+json',
			'content-length': String(Buffer.byteLength(body)),
			...headers
		}
	});
}
