import { connect, type MqttClient } from 'mqtt';

/**
 * A gateway that publishes with QoS 1: what the broker has not acknowledged is sent again, over as many connections as
 * it takes. Nothing else is ever repeated.
 */
export class Gateway {
	readonly #client: MqttClient;
	/** Messages that the broker has acknowledged, by `keyOf`. */
	readonly acknowledged = new Set<string>();
	readonly #out = new Map<number, unknown>();
	/** Messages that went out once more. */
	again = 0;

	constructor(url: string) {
		this.#client = connect(url, {
			clientId: 'gateway',
			clean: false,
			reconnectPeriod: 150,
			connectTimeout: 2000
		});
		this.#client.on('error', () => undefined);
		this.#client.on('packetsend', (packet) => {
			if (packet.cmd !== 'publish' || packet.messageId === undefined) return;
			if (this.#out.get(packet.messageId) === packet.payload) this.again += 1;
			this.#out.set(packet.messageId, packet.payload);
		});
	}

	async connected(): Promise<void> {
		if (this.#client.connected) return;
		await new Promise<void>((resolve) =>
			this.#client.once('connect', () => {
				resolve();
			})
		);
	}

	/** Publishes, now or when there is a connection. */
	publish(topic: string, payload: string): void {
		this.#client.publish(topic, payload, { qos: 1 }, (error) => {
			if (!error) this.acknowledged.add(keyOf(topic, payload));
			else {
				// the client gave it up with its connection; a gateway does not
				this.again += 1;
				setTimeout(() => {
					this.publish(topic, payload);
				}, 50);
			}
		});
	}

	async end(): Promise<void> {
		await this.#client.endAsync(true);
	}
}

export const keyOf = (topic: string, payload: string) => `${topic} ${payload}`;
