import { freshnessOf, type HomeState } from '#lib/home/home-state.ts';
import type { Link, Notice, Snapshot } from '#lib/home/snapshot.ts';
import type { DeliveryState } from './delivery.ts';
import type { PairingState } from './pairing.ts';

const HOUR = 3600;
/** The central system may be away for a while before anybody needs to know. */
const CENTRAL_AWAY_S = 2 * HOUR;
const CLOCK_OFF_S = 60;
const RADIO = /^(?:wmbus|zigbee):/;

/**
 * Whether the home's radio is heard: down when a bridge says that it is offline, or when everything that comes by
 * radio is stale; none where nothing does.
 */
export function radioState(state: HomeState, isBrokerUp: boolean): Link['state'] {
	let heard: Link['state'] = 'none';
	for (const value of state.live.values.values()) {
		if (!RADIO.test(value.device)) continue;
		if (value.quantity === 'online') {
			if (value.device.endsWith('/bridge') && value.value === false) return 'down';
			continue;
		}
		if (heard !== 'up') heard = freshnessOf(value, state).stale ? 'down' : 'up';
	}
	return heard === 'down' && !isBrokerUp ? 'unknown' : heard;
}

/** Remembers since when each link is as it is. */
export class Links {
	#links: Snapshot['links'] = {
		broker: { state: 'unknown', since: null },
		radio: { state: 'unknown', since: null },
		central: { state: 'unknown', since: null }
	};

	get all(): Snapshot['links'] {
		return this.#links;
	}

	/** Takes note of how the links are now. The same object comes back while nothing changes. */
	note(states: Readonly<Record<keyof Snapshot['links'], Link['state']>>, now: number): void {
		const next = { ...this.#links };
		for (const name of ['broker', 'radio', 'central'] as const)
			if (next[name].state !== states[name]) next[name] = { state: states[name], since: Math.floor(now) };
		const isSame = (['broker', 'radio', 'central'] as const).every(
			(name) => next[name] === this.#links[name]
		);
		if (!isSame) this.#links = next;
	}
}

/** How the link to the central system is, in the display's terms. */
export function centralState(pairing: PairingState, delivery: DeliveryState | null): Link['state'] {
	if (pairing.state !== 'paired') return 'none';
	return delivery?.link ?? 'unknown';
}

/** What the notices depend on, beside the links. */
export interface Conditions {
	readonly now: number;
	readonly links: Snapshot['links'];
	readonly pairing: PairingState;
	/** The tenancy goes on, as far as is known; true where there is none. */
	readonly isTheirs: boolean;
	readonly clockOffBy: number | null;
	readonly diskFullSince: number | null;
	readonly isDiskLow: boolean;
	/** When hours were dropped that nobody had taken, in the last week. */
	readonly droppedAt: number | null;
}

/** What the resident or the installer should know now. */
export function noticesOf(conditions: Conditions): Notice[] {
	const { now, links, pairing, isTheirs, clockOffBy, diskFullSince, isDiskLow, droppedAt } = conditions;
	const notices: Notice[] = [];
	const say = (key: Notice['key'], isSo: boolean, since: number | null = null) => {
		if (isSo) notices.push({ key, since });
	};
	say('disk_full', diskFullSince !== null, diskFullSince === null ? null : Math.floor(diskFullSince));
	say('broker_down', links.broker.state === 'down', links.broker.since);
	say('radio_silent', links.radio.state === 'down' && links.broker.state === 'up', links.radio.since);
	const isAway = links.central.state === 'down' && now - (links.central.since ?? now) > CENTRAL_AWAY_S;
	say('central_away', isAway, links.central.since);
	say('pairing_ended', pairing.state === 'ended' || (pairing.state === 'paired' && !isTheirs));
	say('not_paired', pairing.state === 'unpaired' || pairing.state === 'waiting');
	say('clock_off', clockOffBy !== null && Math.abs(clockOffBy) > CLOCK_OFF_S);
	say('hours_dropped', droppedAt !== null, droppedAt);
	say('disk_low', isDiskLow && diskFullSince === null);
	return notices;
}
