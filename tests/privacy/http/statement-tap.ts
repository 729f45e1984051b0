import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../../../src/lib/server/db/embedded.ts';

/** PostgreSQL as the portal reaches it, with the texts of all statements that pass. */
export interface StatementTap {
	/** As the given URL, by way of the tap. */
	readonly url: string;
	/** Every text that was sent to be parsed, each once; values travel apart from them and are not here. */
	readonly texts: ReadonlySet<string>;
	close(): Promise<void>;
}

/** Listens between a client and PostgreSQL: passes bytes on as they are, and notes Query and Parse messages. */
export async function tapStatements(databaseUrl: string): Promise<StatementTap> {
	const target = new URL(databaseUrl);
	const texts = new Set<string>();
	const sockets = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connect(Number(target.port), target.hostname);
		const read = readerOf(texts);
		client.on('data', (bytes: Buffer) => {
			read(bytes);
			upstream.write(bytes);
		});
		upstream.pipe(client);
		for (const [one, other] of [
			[client, upstream],
			[upstream, client]
		] as const) {
			sockets.add(one);
			one.on('error', () => undefined);
			one.on('close', () => {
				sockets.delete(one);
				other.destroy();
			});
		}
	});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const url = new URL(databaseUrl);
	url.port = String(port);
	return {
		url: url.href,
		texts,
		close: () =>
			new Promise((resolve) => {
				for (const socket of sockets) socket.destroy();
				server.close(() => {
					resolve();
				});
			})
	};
}

/** Cuts a frontend's bytes into messages. The first of a connection has no type. Source: PostgreSQL, Message Formats. */
function readerOf(texts: Set<string>): (bytes: Buffer) => void {
	let kept = Buffer.alloc(0);
	let isStarted = false;
	return (bytes) => {
		kept = Buffer.concat([kept, bytes]);
		for (;;) {
			const head = isStarted ? 1 : 0;
			if (kept.length < head + 4) return;
			const end = head + kept.readInt32BE(head);
			if (kept.length < end) return;
			const body = kept.subarray(head + 4, end);
			if (isStarted && kept[0] === 0x51) texts.add(body.toString('utf8', 0, body.length - 1));
			if (isStarted && kept[0] === 0x50) texts.add(textOfParse(body));
			isStarted = true;
			kept = kept.subarray(end);
		}
	};
}

/** Parse: the statement's name, its text, its values' types. */
function textOfParse(body: Buffer): string {
	const from = body.indexOf(0) + 1;
	return body.toString('utf8', from, body.indexOf(0, from));
}
