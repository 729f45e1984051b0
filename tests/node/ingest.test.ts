import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Clock } from '../../src/lib/server/node/clock.ts';
import { HourForming } from '../../src/lib/server/node/hour-forming.ts';
import { Ingest } from '../../src/lib/server/node/ingest.ts';
import { LiveHome, MOST_VALUES } from '../../src/lib/server/node/live-home.ts';
import { Metrics } from '../../src/lib/server/node/metrics.ts';
import { Upkeep } from '../../src/lib/server/node/upkeep.ts';
import { freshStore, utc, type FreshStore } from './fresh-store.ts';

const NOON = utc('2026-11-22T12:00:00Z');
const HOUR = 3600;

let fresh: FreshStore;
let now: number;
let home: LiveHome;
let forming: HourForming;
let ingest: Ingest;
beforeEach(() => {
	fresh = freshStore();
	now = NOON;
	const { store } = fresh;
	home = new LiveHome(store, now);
	forming = new HourForming(store);
	const no = () => 0;
	const metrics = new Metrics({
		...{ pendingHours: no, waiting: no },
		...{ isBrokerUp: () => true, isCentralUp: () => true, isDiskFull: () => false }
	});
	ingest = new Ingest({ store, home, forming, metrics, now: () => now, changed: () => undefined });
});
afterEach(() => {
	fresh.drop();
});

const say = (topic: string, payload: unknown, flags: { replayed?: boolean; again?: boolean } = {}) => {
	const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
	ingest.take({ topic, payload: Buffer.from(text), replayed: false, again: false, ...flags });
};
const plug = (power: number) => ({ power, linkquality: 9 });

describe('what comes in', () => {
	it('a message that is delivered again is one sample, also where it says no time', () => {
		say('zigbee2mqtt/lampa', plug(4));
		now += 30;
		say('zigbee2mqtt/lampa', plug(4), { again: true });
		say('zigbee2mqtt/lampa', plug(4));
		fresh.store.flush(now);
		const id = fresh.store.readings.idOf('zigbee:lampa\n\npower') ?? -1;
		expect(fresh.store.readings.between(id, 0, now)).toHaveLength(2);
	});

	it('a device’s clock that is far ahead is not believed', () => {
		say('zigbee2mqtt/lampa', { ...plug(4), last_seen: new Date((NOON + 3 * HOUR) * 1000).toISOString() });
		expect(home.live.values.get('zigbee:lampa\n\npower')).toMatchObject({ at: NOON, quality: 'clock' });
	});

	it('devices without end fill neither memory nor disk, and those that are known go on', () => {
		say('zigbee2mqtt/lampa', plug(4));
		for (let i = 0; i < MOST_VALUES + 500; i++) say(`zigbee2mqtt/made-up-${i}`, plug(i));
		expect(home.live.values.size).toBeLessThanOrEqual(MOST_VALUES + 2);
		expect(ingest.counts.rejected['too_many_devices']).toBeGreaterThan(400);
		say('zigbee2mqtt/lampa', plug(7));
		expect(home.live.values.get('zigbee:lampa\n\npower')?.value).toBe(7);
	});

	it('whatever it is, it is counted and nothing falls', () => {
		const topics = fc.constantFrom(
			...[
				'zigbee2mqtt/a',
				'wmbusmeters/b',
				'tele/c/SENSOR',
				'shelly/d/status/switch:0',
				'shelly/d/events/rpc'
			],
			...['ams/power', 'zigbee2mqtt/bridge/devices', 'homeassistant/sensor/x/config', 'x', 'dsmr/reading/y']
		);
		const fields = fc.constantFrom(
			...[
				'power',
				'energy',
				'ENERGY',
				'Time',
				'total_m3',
				'_',
				'media',
				'id',
				'timestamp',
				'last_seen',
				'data',
				'P'
			],
			...[
				'aenergy',
				'params',
				'state',
				'definition',
				'exposes',
				'__proto__',
				'constructor',
				'stat_t',
				'val_tpl'
			]
		);
		const value = fc.oneof(
			fc.jsonValue({ maxDepth: 3 }),
			fc.constantFrom(
				'telegram',
				'water',
				'NaN',
				'',
				1e308,
				-1e308,
				'{{ value_json.power }}',
				'1970-01-01T00:00:00'
			),
			fc.double()
		);
		const payload = fc.oneof(
			fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
			fc.dictionary(fields, value, { maxKeys: 8 }).map((object) => Buffer.from(JSON.stringify(object))),
			fc.json().map((text) => Buffer.from(text.slice(0, -1)))
		);
		fc.assert(
			fc.property(topics, payload, fc.boolean(), (topic, bytes, replayed) => {
				ingest.take({ topic, payload: bytes, replayed, again: false });
			}),
			{ numRuns: 10_000 }
		);
		expect(ingest.counts.messages).toBe(10_000);
		expect(() => {
			while (fresh.store.flush(now));
			forming.run(now);
		}).not.toThrow();
	});

	it('two thousand messages are no second’s work', () => {
		const began = performance.now();
		for (let i = 0; i < 2000; i++)
			say(`zigbee2mqtt/plug${i % 100}`, { ...plug(i), energy: i / 1000, voltage: 230 });
		while (fresh.store.flush(now));
		expect(performance.now() - began).toBeLessThan(1000);
	});
});

describe.each([-HOUR, 72 * HOUR])('a jump of the system’s clock by %i s', (jump) => {
	/** A telegram a minute for 12 hours; between the fourth hour and `until` the system's clock is off. */
	function live(until: number, ask: boolean): { at: number; value: number }[] {
		const real = { at: NOON };
		const wall = () => real.at + (real.at >= NOON + 4 * HOUR && real.at < until ? jump : 0);
		const clock = new Clock(
			0,
			() => wall() * 1000,
			() => real.at * 1000
		);
		const { store } = fresh;
		const log = { info: () => undefined, warn: () => undefined };
		const upkeep = new Upkeep({ store, clock, forming, home, log });
		const row = {
			device: 'han:ams',
			channel: '',
			quantity: 'electricity_import',
			name: '',
			room: null
		} as const;
		store.setups.put([{ ...row, medium: 'electricity', serial: 'E1', expectedS: null, hidden: false }]);
		for (; real.at <= NOON + 12 * HOUR; real.at += 60) {
			const change = clock.tick() ?? (ask && real.at % HOUR === 0 ? clock.check(real.at) : null);
			if (change) upkeep.changeClock(change);
			now = clock.now();
			say('ams', { data: { P: 600, tPI: 1000 + (real.at - NOON) / 6000 } });
			while (store.flush(now));
			forming.run(now);
		}
		const id = store.readings.idOf('han:ams\n\nelectricity_import') ?? -1;
		return [...store.hours.boundaries(id, 0)].map(([at, value]) => ({
			at: (at - NOON) / HOUR,
			value: value / 1000
		}));
	}
	const right = Array.from({ length: 13 }, (_, at) => ({ at, value: 1000 + Math.round(at * 600) / 1000 }));

	it('that is taken back after five minutes changes no hour', () => {
		expect(live(NOON + 4 * HOUR + 300, false)).toEqual(right);
	});

	it('that the central system denies changes no hour, however long it lasts', () => {
		expect(live(NOON + 11 * HOUR, true)).toEqual(right);
	});

	it('that lasts doubles no hour and lets no register fall', () => {
		const hours = live(NOON + 6 * HOUR, false);
		expect(new Set(hours.map(({ at }) => at)).size).toBe(hours.length);
		const values = hours.map(({ value }) => value);
		expect(values).toEqual([...values].sort((a, b) => a - b));
	});
});
