import { problem } from './problem.ts';

/**
 * The JSON that a program sent, or the refusal: another content type, more bytes than `most`, no JSON.
 * @param most bytes
 */
export async function readJson(
	request: Request,
	most: number
): Promise<{ readonly value: unknown } | Response> {
	if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
		return problem('unsupported_media_type', 'Send JSON with Content-Type: application/json.');
	}
	const bytes = await readBytes(request, most).catch((thrown: unknown) => {
		// The server's own limit (BODY_SIZE_LIMIT) came first.
		if ((thrown as { status?: unknown } | null)?.status === 413) return null;
		throw thrown;
	});
	if (bytes === null) return problem('too_large', `Send at most ${most / 1024} KiB.`);
	try {
		return { value: JSON.parse(bytes.toString('utf8')) as unknown };
	} catch {
		return problem('bad_body', 'The body is not JSON.');
	}
}

/** null: more than `most`. All is read and what is too much dropped: who is cut off half-way sees no answer. */
async function readBytes(request: Request, most: number): Promise<Buffer | null> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of request.body ?? []) {
		length += chunk.byteLength;
		if (length <= most) chunks.push(chunk);
	}
	return length <= most ? Buffer.concat(chunks) : null;
}
