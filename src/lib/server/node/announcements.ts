import {
	announcementOf,
	ENTITY_KEYS,
	reportsOf,
	withdrawalOf,
	type Announced,
	type Announcer
} from '#lib/home/announce.ts';
import type { Snapshot } from '#lib/home/snapshot.ts';
import type { Broker } from './broker.ts';

/** What is shown of the home, told to Home Assistant and the like: an entity from its first value on. */
export class Announcements {
	readonly #broker: Pick<Broker, 'isUp' | 'publish'>;
	readonly #announcer: Announcer;
	readonly #isOn: boolean;
	readonly #announced = new Set<string>();
	/** By topic, what was said last over this connection. */
	readonly #said = new Map<string, string>();

	/** @param isOn false: what was announced before is taken back */
	constructor(broker: Pick<Broker, 'isUp' | 'publish'>, announcer: Announcer, isOn: boolean) {
		this.#broker = broker;
		this.#announcer = announcer;
		this.#isOn = isOn;
	}

	/** A broker that was away may have forgotten everything. */
	connected(): void {
		this.#announced.clear();
		this.#said.clear();
		if (this.#isOn) return;
		for (const key of ENTITY_KEYS) this.#publish(withdrawalOf(this.#announcer, key));
	}

	/** Says what has changed; call it every few seconds. */
	show(snapshot: Snapshot): void {
		if (!this.#isOn || !this.#broker.isUp) return;
		for (const { key, isKnown, topic, payload } of reportsOf(this.#announcer, snapshot)) {
			if (!this.#announced.has(key)) {
				const announcement = isKnown ? announcementOf(this.#announcer, key) : null;
				if (announcement === null) continue;
				this.#announced.add(key);
				this.#publish(announcement);
			}
			if (this.#said.get(topic) === payload) continue;
			this.#said.set(topic, payload);
			this.#publish({ topic, payload });
		}
	}

	/** What a broker refuses is none of the node's troubles: nobody's readings depend on it. */
	#publish({ topic, payload }: Announced): void {
		this.#broker.publish(topic, payload, { retain: true, qos: 1 }).catch(() => undefined);
	}
}
