import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { strFromU8, unzipSync } from 'fflate';

/** What a portal answered, to the last byte. */
export interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/** As text; of an archive the texts of its files, each after its name between `\0`. */
	readonly body: string;
}

export interface Sending {
	readonly method?: string;
	/** A session's token, or a personal access token; null: nobody signed in. */
	readonly token?: string | null;
	readonly headers?: Readonly<Record<string, string>>;
	/** Fields are sent as a browser sends a form, anything else as it is. */
	readonly body?: readonly (readonly [string, string])[] | string | Buffer;
	/** Reads no further than this, and hangs up: for streams without an end. */
	readonly until?: RegExp;
}

const shown = (token: string): Record<string, string> =>
	token.startsWith('hemvy_') ? { authorization: `Bearer ${token}` } : { cookie: `hemvy_session=${token}` };

/** An id that nothing has. */
export const NOTHING = '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e';

/** Asks a portal over kept connections, path and headers as they are given: nothing is tidied up on the way. */
export class Client {
	readonly address: string;
	readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
	asked = 0;

	constructor(address: string) {
		this.address = address;
	}

	get(token: string | null, path: string, more: Omit<Sending, 'token'> = {}): Promise<Answer> {
		return this.send(path, { token, ...more });
	}

	/** Sends a form as the portal's own page does. */
	post(
		token: string | null,
		path: string,
		fields: readonly (readonly [string, string])[] = []
	): Promise<Answer> {
		return this.send(path, { method: 'POST', token, body: fields });
	}

	send(path: string, { method = 'GET', token = null, headers, body, until }: Sending = {}): Promise<Answer> {
		this.asked += 1;
		const { hostname, port, origin } = new URL(this.address);
		const isForm = Array.isArray(body);
		const bytes = body === undefined ? null : isForm ? formOf(body) : Buffer.from(body as string);
		const all = {
			accept: path.startsWith('/api/') ? 'application/json' : 'text/html',
			...(token === null ? {} : shown(token)),
			...(method === 'GET' ? {} : { origin }),
			...(isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
			...(bytes === null ? {} : { 'content-length': String(bytes.byteLength) }),
			...headers
		};
		return new Promise((resolve, reject) => {
			const agent = until === undefined ? this.#agent : new Agent();
			const sent = request({ hostname, port, path, method, headers: all, agent }, (response) => {
				const parts: Buffer[] = [];
				const done = () => {
					const bytes = Buffer.concat(parts);
					const body =
						response.headers['content-type'] === 'application/zip' ? filesOf(bytes) : bytes.toString();
					resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
				};
				response.on('data', (part: Buffer) => {
					parts.push(part);
					if (until?.test(part.toString()) !== true) return;
					done();
					sent.destroy();
				});
				response.on('end', done);
				response.on('error', reject);
			});
			sent.on('error', reject);
			sent.end(bytes ?? undefined);
		});
	}

	close(): void {
		this.#agent.destroy();
	}
}

function filesOf(archive: Uint8Array): string {
	const files = Object.entries(unzipSync(new Uint8Array(archive)));
	return files.map(([name, bytes]) => `\0${name}\0${strFromU8(bytes)}`).join('');
}

/** Values that are bytes already, `%` and all, stand as they are: URLSearchParams would make them harmless. */
function formOf(fields: readonly (readonly [string, string])[]): Buffer {
	return Buffer.from(new URLSearchParams(fields.map(([name, value]) => [name, value])).toString());
}

/**
 * What differs between two answers to the same question although nothing is meant by it. A session's cookie is moved on
 * where the layout is done before the page, whatever was asked for.
 */
const PASSING = ['date', 'content-length', 'etag', 'keep-alive', 'connection', 'set-cookie'];

/**
 * An answer without the identifiers that were asked with and without what is used once, to be held against another:
 * status, headers and body.
 */
export function plain({ status, headers, body }: Answer, ...ids: readonly string[]): string {
	const kept = Object.entries(headers).filter(([name]) => !PASSING.includes(name));
	const text = JSON.stringify([status, kept.sort()]) + body;
	const once = text
		.replace(/nonce-[\w+/=]+|nonce=\\?"[^"]*"/g, '')
		.replace(/__sveltekit_\w+/g, '')
		// a word to quote, and the clock
		.replace(/\bnow:\d+(\.\d+)?/g, '');
	return ids
		.filter((id) => id !== '')
		.reduce((all, id) => all.replaceAll(new RegExp(escaped(id), 'gi'), '·'), once);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
