import { request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './fresh-node.ts';

export interface Answer {
	readonly status: number;
	readonly headers: IncomingMessage['headers'];
	readonly text: string;
	readonly json: Record<string, unknown>;
}

export interface Question {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** One request; unlike fetch it lets the test say whose `Host` and `Origin` it is. */
export async function ask(
	url: string,
	{ method = 'GET', headers = {}, body }: Question = {}
): Promise<Answer> {
	const response = await open(url, { method, headers, ...(body === undefined ? {} : { body }) });
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString();
	const isJson = /json/.test(response.headers['content-type'] ?? '');
	return {
		status: response.statusCode ?? 0,
		headers: response.headers,
		text,
		json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {}
	};
}

function open(url: string, { method, headers, body }: Question): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		const sent = request(url, { method: method ?? 'GET', headers: { ...headers }, agent: false }, resolve);
		sent.on('error', reject);
		sent.end(body);
	});
}

/** The cookies that an answer sets, as a request sends them. */
export const cookiesOf = ({ headers }: Pick<Answer, 'headers'>): string =>
	(headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');

/** Enters a PIN. */
export const enter = (url: string, pin: string, cookie = ''): Promise<Answer> =>
	ask(`${url}/api/v1/unlock`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
		body: JSON.stringify({ pin })
	});

/** Asks again until an answer is as told. */
export async function eventually<T>(look: () => Promise<T | null | false>, ms = 10_000): Promise<T> {
	for (const end = Date.now() + ms; ;) {
		const found = await look();
		if (found !== null && found !== false) return found;
		if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${look.toString()}`);
		await sleep(20);
	}
}

export interface ServerEvent {
	readonly id: number;
	readonly name: string;
	/** Milliseconds since 1970. */
	readonly heardAt: number;
	readonly data: Record<string, unknown>;
}

export interface EventPage {
	readonly events: readonly ServerEvent[];
	readonly cookie: string;
	/** The bytes as they came. */
	raw(): string;
	isOver(): boolean;
	/** Waits for the first event from `from` on of which something holds. */
	event(is: (event: ServerEvent) => boolean, ms?: number, from?: number): Promise<ServerEvent>;
	close(): void;
}

/** Opens the stream of events, as the wall's page does. */
export async function openEvents(url: string, cookie = ''): Promise<EventPage> {
	const response = await open(`${url}/api/v1/events`, { headers: cookie === '' ? {} : { cookie } });
	if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode ?? 0}`);
	const events: ServerEvent[] = [];
	let raw = '';
	let read = 0;
	let isOver = false;
	response.on('data', (chunk: Buffer) => {
		raw += chunk.toString();
		for (let end; (end = raw.indexOf('\n\n', read)) >= 0; read = end + 2) {
			const fields = new Map(
				raw
					.slice(read, end)
					.split('\n')
					.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])
			);
			events.push({
				id: Number(fields.get('id')),
				name: fields.get('event') ?? '',
				heardAt: Date.now(),
				data: JSON.parse(fields.get('data') ?? 'null') as Record<string, unknown>
			});
		}
	});
	response.on('close', () => {
		isOver = true;
	});
	response.on('error', () => undefined);
	return {
		events,
		cookie: cookiesOf({ headers: response.headers }) || cookie,
		raw: () => raw,
		isOver: () => isOver,
		event: (is, ms = 10_000, from = 0) => until(() => events.slice(from).find(is), ms),
		close: () => response.destroy()
	};
}
