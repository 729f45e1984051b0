import { z } from 'zod';
import { learnPause, type Rhythm } from '#lib/home/freshness.ts';
import type { HomeState } from '#lib/home/home-state.ts';
import { keyOf, NOTHING_LIVE, takeIn, type Live, type LiveValue, type Taken } from '#lib/home/live.ts';
import { powerNow } from '#lib/home/power.ts';
import type { Reading } from '#lib/home/reading.ts';
import { withSample, type Recent } from '#lib/home/recent.ts';
import { isCounterMedium, mediumOf } from '#lib/home/setup.ts';
import type { StripPoint } from '#lib/home/snapshot.ts';
import type { Store } from './store.ts';

/** A home has hundreds of values at most; what says more is a fault and may not fill the memory. */
export const MOST_VALUES = 5000;
const MOST_RHYTHMS = 200;
const BUCKET_S = 30;
const STRIP_S = 3600;
const RECENT_S = 3900;

const rhythmSchema = z.record(z.string(), z.object({ since: z.number(), counts: z.array(z.number()) }));
const stripSchema = z.array(z.object({ at: z.number(), watts: z.number() }));

/** What is live of the home: the one place that changes it. Comes back from the store after a restart. */
export class LiveHome {
	readonly #store: Store;
	/** By device: a message speaks of one, and what is replaced for it should not grow with the home. */
	readonly #devices = new Map<string, Live>();
	#values = new Map<string, LiveValue>();
	#heard = new Map<string, number>();
	readonly #recent = new Map<string, Recent>();
	readonly #rhythms = new Map<string, Rhythm>();
	#strip: StripPoint[] = [];
	#bucket: { at: number; sum: number; count: number } | null = null;

	/** @param now UTC seconds */
	constructor(store: Store, now: number) {
		this.#store = store;
		this.#restore(now);
	}

	/** The maps go on changing: look, and look again. */
	get live(): Live {
		return { values: this.#values, heard: this.#heard };
	}

	/** The parts of the state that live here. */
	get parts(): Pick<HomeState, 'live' | 'recent' | 'rhythms' | 'strip'> {
		return { live: this.live, recent: this.#recent, rhythms: this.#rhythms, strip: this.#strip };
	}

	/** Takes a message's readings in; a message is of one device. */
	take(readings: readonly Reading[]): Taken {
		const device = readings[0]?.device ?? '';
		const taken = takeIn(this.#devices.get(device) ?? NOTHING_LIVE, readings);
		if (readings.length === 0) return taken;
		this.#devices.set(device, taken.live);
		for (const value of taken.changed) {
			this.#values.set(keyOf(value), value);
			this.#follow(value);
		}
		const heard = taken.live.heard.get(device);
		if (heard !== undefined && heard !== this.#heard.get(device)) {
			if (device.startsWith('wmbus:')) this.#learn(device, heard, this.#heard.get(device));
			this.#heard.set(device, heard);
		}
		return taken;
	}

	/** Adds the power of now to the strip. */
	sample(state: HomeState): void {
		const { watts, stale } = powerNow(state);
		const at = Math.floor(state.now / BUCKET_S) * BUCKET_S;
		if (watts === null || stale) return;
		if (this.#bucket?.at !== at) this.#bucket = { at, sum: 0, count: 0 };
		this.#bucket.sum += watts;
		this.#bucket.count += 1;
		const point = { at, watts: Math.round(this.#bucket.sum / this.#bucket.count) };
		const kept = this.#strip.filter((each) => each.at < at && each.at > state.now - STRIP_S);
		this.#strip = [...kept, point];
	}

	/** Follows a counter that has been given a medium, from what the store knows. */
	refollow(now: number): void {
		this.#recent.clear();
		for (const value of this.#values.values()) {
			const id = this.#store.readings.idOf(keyOf(value));
			if (!this.#isFollowed(value) || id === undefined) continue;
			const samples = this.#store.readings.between(id, Math.floor(now - RECENT_S), Infinity);
			this.#recent.set(keyOf(value), samples.reduce<Recent>(withSample, []));
		}
	}

	/** Forgets what is dated after `now`: the clock was ahead. */
	takeBack(now: number): void {
		for (const [key, value] of this.#values)
			if (value.at !== null && value.at > now) this.#values.set(key, { ...value, at: null, since: null });
		for (const [device, at] of this.#heard) this.#heard.set(device, Math.min(at, now));
		this.#share();
		this.#strip = this.#strip.filter(({ at }) => at <= now);
		this.refollow(now);
	}

	/** Forgets the last hour: what it shows is of whoever lived here before. */
	forgetHistory(): void {
		this.#strip = [];
		this.#bucket = null;
		this.#recent.clear();
	}

	/** Writes down what a restart should not cost. @throws DiskFull */
	keep(): void {
		this.#store.settings.set('strip', this.#strip);
		this.#store.settings.set('rhythms', Object.fromEntries(this.#rhythms));
	}

	#isFollowed(value: LiveValue): boolean {
		return value.kind === 'counter' && isCounterMedium(mediumOf(value, this.#store.setups.all));
	}

	#follow(value: LiveValue): void {
		if (value.at === null || typeof value.value !== 'number' || !this.#isFollowed(value)) return;
		const key = keyOf(value);
		this.#recent.set(key, withSample(this.#recent.get(key) ?? [], { at: value.at, value: value.value }));
	}

	#learn(device: string, heard: number, before: number | undefined): void {
		if (this.#rhythms.size >= MOST_RHYTHMS && !this.#rhythms.has(device)) return;
		const pause = before === undefined ? null : heard - before;
		this.#rhythms.set(device, learnPause(this.#rhythms.get(device), heard, pause));
	}

	/** Gives each device its own part of what is known. */
	#share(): void {
		this.#devices.clear();
		const parts = Map.groupBy(this.#values, ([, { device }]) => device);
		for (const [device, values] of parts) {
			const heard = this.#heard.get(device);
			const own = heard === undefined ? [] : [[device, heard] as const];
			this.#devices.set(device, { values: new Map(values), heard: new Map(own) });
		}
	}

	#restore(now: number): void {
		const values = new Map<string, LiveValue>();
		const heard = new Map<string, number>();
		for (const row of this.#store.readings.latest().slice(0, MOST_VALUES)) {
			const { device, channel, quantity, kind, unit, at, quality } = row;
			// a state is kept as 0 or 1
			const held = kind === 'counter' || kind === 'gauge' ? row.value : row.value !== 0;
			const value: LiveValue = {
				device,
				channel,
				quantity,
				kind,
				value: held,
				unit,
				at,
				since: null,
				quality
			};
			values.set(keyOf(value), value);
			if (quantity !== 'online') heard.set(device, Math.max(at, heard.get(device) ?? 0));
		}
		this.#values = values;
		this.#heard = heard;
		this.#share();
		const { settings } = this.#store;
		for (const [device, rhythm] of Object.entries(settings.get('rhythms', rhythmSchema) ?? {}))
			this.#rhythms.set(device, rhythm);
		this.#strip = (settings.get('strip', stripSchema) ?? []).filter(
			({ at }) => at > now - STRIP_S && at <= now
		);
		this.refollow(now);
	}
}
