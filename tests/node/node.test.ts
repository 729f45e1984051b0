import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyDelta } from '../../src/lib/home/delta.ts';
import type { Delta, Snapshot } from '../../src/lib/home/snapshot.ts';
import { freshNode, until, type FreshNode } from './fresh-node.ts';

let fresh: FreshNode;
beforeEach(async () => {
	fresh = await freshNode();
});
afterEach(() => fresh.drop());

const telegram = (id: string, total: number, secondsAgo = 0) => ({
	...{ _: 'telegram', media: 'water', meter: 'iperl', name: 'vatten', id, total_m3: total, status: 'OK' },
	timestamp: new Date(Date.now() - secondsAgo * 1000).toISOString()
});
const tile = (snapshot: Snapshot, quantity: string) =>
	snapshot.tiles.find((each) => each.quantity === quantity);

describe('a message on the broker', () => {
	it('is on the screen at once, and as a delta to whoever watches', async () => {
		const deltas: Delta[] = [];
		const { snapshot, stop } = fresh.node.subscribe((delta) => deltas.push(delta));
		await fresh.say('zigbee2mqtt/lampa', { state: 'ON', power: 4.5, linkquality: 90 });
		await until(() => tile(fresh.node.snapshot(), 'power')?.value === 4.5);
		const reached = await until(() => {
			const shown = deltas.reduce(applyDelta, snapshot);
			return tile(shown, 'power') && shown;
		});
		expect(tile(reached, 'switch_on')).toMatchObject({ value: true, name: 'lampa', stale: false });
		stop();
	});

	it('that the broker kept and says again is stale, of unknown age, and no sample', async () => {
		await fresh.say('zigbee2mqtt/gammal', { power: 7, linkquality: 20 }, { retain: true });
		await until(() => tile(fresh.node.snapshot(), 'power'));
		const later = await freshNode({ MQTT_URL: fresh.node.health().brokerUrl });
		try {
			const replay = await until(() => tile(later.node.snapshot(), 'power'));
			expect(replay).toMatchObject({ value: 7, at: null, ageS: null, stale: true, quality: 'retained' });
			expect(later.node.counts().readings).toBe(0);
			await fresh.say('zigbee2mqtt/gammal', { power: 8, linkquality: 20 });
			await until(() => tile(later.node.snapshot(), 'power')?.stale === false);
		} finally {
			await later.drop();
		}
	});

	it('that waited at the broker while the node was away is old, unless it says itself when it was sent', async () => {
		const other = await freshNode({ MQTT_URL: fresh.node.health().brokerUrl });
		// connected is not yet subscribed: whoever hears something is
		while (other.node.counts().messages === 0) {
			await fresh.say('zigbee2mqtt/dörr', { contact: true, linkquality: 20 });
			await sleep(20);
		}
		await other.pause(async () => {
			await fresh.say('zigbee2mqtt/lampa', { power: 9, linkquality: 20 });
			await fresh.say('wmbusmeters/v', telegram('77', 10.5, 30));
		});
		const water = await until(() => tile(other.node.snapshot(), 'water'));
		expect(water).toMatchObject({ value: 10.5, stale: false });
		expect(water.ageS).toBeGreaterThanOrEqual(29);
		expect(await until(() => tile(other.node.snapshot(), 'power'))).toMatchObject({ at: null, stale: true });
		await other.drop();
	});

	it('that is no reading is counted by its reason, and nothing falls', async () => {
		const bad: [string, string][] = [
			['wmbusmeters/1', '{"_":"telegram","media":"water","id":"1","total_m3":null}'],
			['wmbusmeters/1', '{"_":"telegram","media":"water","id":"1","total_m3":1e308}'],
			['wmbusmeters/1', 'no json'],
			['zigbee2mqtt/x', '{"power":""}'],
			['big/one', 'x'.repeat(70_000)]
		];
		for (const [topic, payload] of bad) await fresh.say(topic, payload);
		await until(() => fresh.node.counts().messages >= bad.length);
		expect(fresh.node.counts().rejected).toMatchObject({
			...{ null_value: 1, out_of_range: 1, empty_value: 1, too_large: 1, not_json: 1 }
		});
		expect(await fresh.node.metrics()).toContain('hemvy_rejected_total{reason="too_large"} 1');
	});

	it('with fields that nobody reads is read, and they are counted by name', async () => {
		await fresh.say('zigbee2mqtt/lampa', { power: 4.5, linkquality: 90, mystery: 1 });
		await until(() => fresh.node.counts().unknown.find(({ key }) => key === 'mystery'));
	});

	it('of a Shelly tells Wh in kWh, and a battery’s millivolts in volts', async () => {
		await fresh.say('shellyplug-1/status/switch:0', {
			id: 0,
			output: true,
			apower: 2,
			aenergy: { total: 913.252 }
		});
		await fresh.say('zigbee2mqtt/dörr', { contact: true, voltage: 3045, battery: 100, linkquality: 9 });
		const shelly = await until(() => tile(fresh.node.snapshot(), 'electricity_import'));
		expect(shelly.value).toBeCloseTo(0.913252, 9);
		const battery = await until(() => fresh.node.heard().find((v) => v.quantity === 'battery_voltage'));
		expect(battery).toMatchObject({ value: 3.045, unit: 'V' });
	});

	it('whose device thinks it is 1970 has the time of its arrival, and says so', async () => {
		await fresh.say('tele/tasmota/SENSOR', { Time: '1970-01-01T00:00:09', ENERGY: { Total: 1.5, Power: 3 } });
		const power = await until(() => tile(fresh.node.snapshot(), 'power'));
		expect(power).toMatchObject({ quality: 'clock', stale: false });
		expect(power.ageS).toBeLessThan(5);
	});
});

describe('a restart', () => {
	it('brings back what was known, with its age, and the commissioning', async () => {
		await fresh.say('wmbusmeters/v', telegram('1234', 10, 120));
		await until(() => tile(fresh.node.snapshot(), 'water'));
		const row = {
			device: 'wmbus:1234',
			quantity: 'water',
			medium: 'cold_water',
			name: 'Kallt',
			serial: '1234'
		};
		expect(fresh.node.commission(row)).toEqual({ ok: true });
		const node = await fresh.restart();
		expect(tile(node.snapshot(), 'water')).toMatchObject({ name: 'Kallt', medium: 'cold_water', value: 10 });
		expect(tile(node.snapshot(), 'water')?.ageS).toBeGreaterThanOrEqual(119);
	});
});

describe('commissioning', () => {
	it('never guesses cold or hot, and says what is wrong with a row', () => {
		const row = { device: 'wmbus:1', quantity: 'water' };
		expect(fresh.node.commission({ ...row, medium: 'electricity' })).toMatchObject({ ok: false });
		expect(fresh.node.commission({ ...row, serial: '5' })).toEqual({
			ok: false,
			problem: 'serial needs a medium'
		});
		expect(fresh.node.commission({ ...row, medium: 'hot_water', serial: '5' })).toEqual({ ok: true });
		expect(fresh.node.commission({ ...row, device: 'wmbus:2', medium: 'hot_water', serial: '5' })).toEqual({
			ok: false,
			problem: 'Another device has the serial 5 already.'
		});
	});

	it('goes to another node as one file, whole or not at all', async () => {
		fresh.node.commission({
			device: 'wmbus:1',
			quantity: 'water',
			medium: 'hot_water',
			serial: '5',
			name: 'Varmt'
		});
		fresh.node.commission({ device: 'zigbee:dörr', name: 'Ytterdörr', room: 'Hall' });
		const file: unknown = JSON.parse(JSON.stringify(fresh.node.exportSetup()));
		const other = await freshNode();
		try {
			expect(other.node.importSetup(file)).toEqual({ ok: true });
			expect(other.node.setups()).toEqual(fresh.node.setups());
			expect(other.node.importSetup({ ...(file as object), devices: [{ device: '' }] })).toMatchObject({
				ok: false
			});
			expect(other.node.setups()).toHaveLength(2);
		} finally {
			await other.drop();
		}
	});

	it('is behind a PIN that is not tried out', () => {
		const { pin } = fresh.node;
		expect([pin.check('1234'), pin.choose('12'), pin.choose('2468')]).toEqual(['not_set', false, true]);
		expect(pin.choose('1111')).toBe(false);
		expect(pin.check('2468')).toBe('right');
		for (let i = 0; i < 5; i++) expect(pin.check('0000')).toBe('wrong');
		expect(pin.check('2468')).toBe('wait');
	});
});
