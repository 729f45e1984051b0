/** A JSON answer of a text that is JSON already, with its length: nothing is left to be chunked or guessed. */
export function json(text: string, status = 200): Response {
	const body = Buffer.from(text);
	return new Response(body, {
		status,
		headers: { 'content-type': 'application/json', 'content-length': String(body.byteLength) }
	});
}
