import { createServer, connect, type Server, type Socket } from 'node:net';
import { keyOf } from './gateway.ts';

/** MQTT 3.1.1, table 2.1. */
const PUBLISH = 3;
const PUBACK = 4;

/**
 * Stands between node and broker and writes down which messages the node has acknowledged: what a broker lost before
 * it handed it over is the broker's, what the node lost after that is ours.
 */
export class Wire {
	readonly #server: Server;
	/** Messages that the node has acknowledged, by `keyOf`. */
	readonly handedOver = new Set<string>();
	/** Messages that the broker sent once more. */
	again = 0;

	constructor(brokerPort: number) {
		this.#server = createServer((node) => {
			this.#join(node, connect(brokerPort, '127.0.0.1'));
		});
	}

	async listen(port: number): Promise<void> {
		await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
	}

	close(): void {
		this.#server.close();
	}

	#join(node: Socket, broker: Socket): void {
		const underWay = new Map<number, string>();
		for (const [from, to, look] of [
			[node, broker, this.#fromNode(underWay)],
			[broker, node, this.#fromBroker(underWay)]
		] as const) {
			const packets = new Packets(look);
			from.on('data', (chunk) => {
				packets.take(chunk);
				to.write(chunk);
			});
			from.on('error', () => undefined);
			from.on('close', () => to.end());
		}
	}

	#fromBroker(underWay: Map<number, string>) {
		return (first: number, body: Buffer) => {
			if (first >> 4 !== PUBLISH || (first & 0b110) === 0) return;
			const end = 2 + body.readUInt16BE(0);
			const topic = body.toString('utf8', 2, end);
			underWay.set(body.readUInt16BE(end), keyOf(topic, body.toString('utf8', end + 2)));
			if ((first & 0b1000) !== 0) this.again += 1;
		};
	}

	#fromNode(underWay: Map<number, string>) {
		return (first: number, body: Buffer) => {
			if (first >> 4 !== PUBACK) return;
			const key = underWay.get(body.readUInt16BE(0));
			if (key !== undefined) this.handedOver.add(key);
		};
	}
}

/** Cuts a stream into MQTT packets. */
class Packets {
	readonly #look: (first: number, body: Buffer) => void;
	#rest: Buffer = Buffer.alloc(0);

	constructor(look: (first: number, body: Buffer) => void) {
		this.#look = look;
	}

	take(chunk: Buffer): void {
		this.#rest = Buffer.concat([this.#rest, chunk]);
		for (;;) {
			let length = 0;
			let at = 1;
			for (let byte = 0x80; byte & 0x80; at++) {
				if (at >= this.#rest.length) return;
				byte = this.#rest[at] ?? 0;
				length += (byte & 0x7f) << (7 * (at - 1));
			}
			if (this.#rest.length < at + length) return;
			this.#look(this.#rest[0] ?? 0, this.#rest.subarray(at, at + length));
			this.#rest = this.#rest.subarray(at + length);
		}
	}
}
