import { connect, type MqttClient } from 'mqtt';
import { ASKED_TOPICS } from '#lib/sample/house/commissioning.ts';
import type { HouseMessage } from '#lib/sample/house/message.ts';
import type { SimulatedHouse } from '#lib/sample/house/simulated-house.ts';

const RECONNECT_MS = 2_000;
/** What was not said for longer, because the machine slept, is not said any more. */
const MOST_BEHIND_S = 30;
const BRIDGE_STATE = 'zigbee2mqtt/bridge/state';

/** Lets a house speak on a broker, second by second, and do what it is asked for there. */
export class HousePublisher {
	readonly #house: SimulatedHouse;
	readonly #nowMs: () => number;
	readonly #client: MqttClient;
	#saidUntil = 0;
	#timer: NodeJS.Timeout | undefined;

	/** @param nowMs milliseconds since 1970 */
	constructor(house: SimulatedHouse, brokerUrl: string, nowMs: () => number = Date.now) {
		this.#house = house;
		this.#nowMs = nowMs;
		this.#client = connect(brokerUrl, {
			clientId: 'simulated-house',
			reconnectPeriod: RECONNECT_MS,
			queueQoSZero: false,
			will: { topic: BRIDGE_STATE, payload: Buffer.from('{"state":"offline"}'), qos: 0, retain: true }
		});
		this.#client.on('connect', () => {
			this.#connected();
		});
		this.#client.on('close', () => {
			clearTimeout(this.#timer);
		});
		// reconnecting says it all: the display shows that nothing comes
		this.#client.on('error', () => undefined);
		this.#client.on('message', (topic, payload) => {
			const answer = this.#house.answer(topic, payload.toString(), this.#now());
			if (answer) this.#say(answer);
		});
	}

	/** Says good-bye as a bridge does, and ends. */
	async stop(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#client.connected) this.#client.publish(BRIDGE_STATE, '{"state":"offline"}', { retain: true });
		await this.#client.endAsync(!this.#client.connected);
	}

	#connected(): void {
		this.#client.subscribe([...ASKED_TOPICS]);
		this.#saidUntil = this.#now();
		for (const message of this.#house.bridgeStart(this.#saidUntil)) this.#say(message);
		this.#wait();
	}

	#wait(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(
			() => {
				this.#goOn();
			},
			1000 - (this.#nowMs() % 1000)
		);
	}

	#goOn(): void {
		const now = this.#now();
		const from = Math.max(this.#saidUntil, now - MOST_BEHIND_S);
		for (const message of this.#house.messages(from, now)) this.#say(message);
		this.#saidUntil = now;
		this.#wait();
	}

	#now(): number {
		return Math.floor(this.#nowMs() / 1000);
	}

	#say({ topic, payload, retain }: HouseMessage): void {
		this.#client.publish(topic, payload, { qos: 0, retain });
	}
}
