import { describe, expect, it } from 'vitest';
import { learnPause, type Rhythm } from './freshness.ts';
import { made, NOON, setup, stateAfter } from './made-state.ts';
import { snapshotOf } from './snapshot.ts';

const han = (part: Parameters<typeof made>[0]) =>
	made({ device: 'han:ams', kind: 'gauge', unit: 'W', quantity: 'power_import', ...part });

describe('power now', () => {
	it('is net of what goes out', () => {
		const readings = [han({ value: 300 }), han({ quantity: 'power_export', value: 1200 })];
		expect(snapshotOf(stateAfter(readings)).power).toMatchObject({ watts: -900, stale: false, at: NOON });
	});

	it('of a customer port is stale after 60 s', () => {
		const state = stateAfter([han({ value: 300, sourceTime: NOON - 61 })]);
		expect(snapshotOf(state).power).toMatchObject({ watts: 300, stale: true, ambient: 'unknown' });
	});

	it('is not a plug’s, which measures its own load only', () => {
		const plug = made({ device: 'zigbee:plug', kind: 'gauge', quantity: 'power', unit: 'W', value: 60 });
		expect(snapshotOf(stateAfter([plug])).power.watts).toBeNull();
	});

	it('comes of the register where a meter tells no power', () => {
		const register = { quantity: 'electricity_import', unit: 'kWh' } as const;
		const readings = [
			made({ ...register, value: 100, sourceTime: NOON - 60 }),
			made({ ...register, value: 100.01 })
		];
		expect(snapshotOf(stateAfter(readings)).power.watts).toBe(600);
	});

	it('is of the commissioned meter alone, once there is one', () => {
		const sub = made({ device: 'homewizard:x', kind: 'gauge', quantity: 'power', unit: 'W', value: 500 });
		const register = made({ device: 'homewizard:x', quantity: 'electricity_import', unit: 'kWh', value: 5 });
		const told = setup({ device: 'homewizard:x', quantity: 'electricity_import', medium: 'electricity' });
		const state = stateAfter([han({ value: 300 }), sub, register], [told]);
		expect(snapshotOf(state).power.watts).toBe(500);
	});
});

describe('water now', () => {
	const told = [
		setup({ medium: 'cold_water' }),
		setup({ device: 'wmbus:5678', medium: 'hot_water', serial: '5678' })
	];
	const cold = (value: number, secondsAgo: number) => made({ value, sourceTime: NOON - secondsAgo });
	const hot = (value: number, secondsAgo: number) => ({ ...cold(value, secondsAgo), device: 'wmbus:5678' });

	it('is litres a minute from the differences of the counters, cold and hot together', () => {
		const state = stateAfter([cold(10, 60), hot(4, 60), cold(10.006, 0), hot(4.003, 0)], told);
		expect(snapshotOf(state).water).toMatchObject({
			litresPerMinute: 9,
			coldLitresPerMinute: 6,
			hotLitresPerMinute: 3,
			stale: false
		});
	});

	it('is never guessed cold or hot', () => {
		const { water, tiles } = snapshotOf(stateAfter([cold(10, 60), cold(10.006, 0)]));
		expect(water.litresPerMinute).toBeNull();
		expect(tiles).toMatchObject([{ quantity: 'water', medium: null, value: 10.006 }]);
	});

	it('of a register that fell is not known', () => {
		expect(snapshotOf(stateAfter([cold(10, 60), cold(0.2, 0)], told)).water.litresPerMinute).toBeNull();
	});

	it('of a meter that was not heard is not known, however it flowed then', () => {
		const readings = [cold(10, 2000), cold(10.5, 1940)];
		const expected = [setup({ medium: 'cold_water', expectedS: 60 })];
		expect(snapshotOf(stateAfter(readings, expected)).water).toMatchObject({
			litresPerMinute: null,
			stale: true
		});
	});
});

describe('staleness', () => {
	const tile = (part: Parameters<typeof made>[0], rhythm?: Rhythm) => {
		const reading = made(part);
		const rhythms = new Map(rhythm ? [[reading.device, rhythm]] : []);
		return snapshotOf(stateAfter([reading], [], { rhythms })).tiles[0];
	};
	const room = { device: 'zigbee:room', kind: 'gauge', quantity: 'temperature', unit: 'C' } as const;
	const plug = { device: 'shelly:plug', kind: 'gauge', quantity: 'power', unit: 'W' } as const;
	const door = { device: 'zigbee:door', kind: 'state', quantity: 'contact_open', unit: null } as const;

	it.each([
		['a room sensor', room, 3600],
		['a plug', plug, 15 * 60],
		['a door', { ...door, value: true }, 25 * 3600],
		['a meter that is not learned yet', {}, 26 * 3600]
	] as const)('of %s is by its class', (_, part, limit) => {
		expect(tile({ ...part, sourceTime: NOON - limit })?.stale).toBe(false);
		expect(tile({ ...part, sourceTime: NOON - limit - 1 })?.stale).toBe(true);
	});

	it('of a radio meter is three learned pauses, at least ten minutes', () => {
		const learned = (pause: number) => {
			let rhythm = learnPause(undefined, NOON - 4 * 86_400, null);
			for (let i = 0; i < 100; i++) rhythm = learnPause(rhythm, NOON, pause);
			return rhythm;
		};
		expect(tile({}, learned(16))?.staleAfterS).toBe(600);
		const half = tile({}, learned(1800))?.staleAfterS ?? 0;
		expect(Math.abs(half - 5400)).toBeLessThan(330);
	});

	it('of a replayed value without a time is from the first moment', () => {
		const replay = tile({ ...plug, sourceTime: null, retained: true, quality: 'retained' });
		expect(replay).toMatchObject({ at: null, ageS: null, stale: true });
	});
});

it('rooms have the name that somebody gave, and their own humidity', () => {
	const room = { device: 'zigbee:sensor', kind: 'gauge' } as const;
	const readings = [
		made({ ...room, quantity: 'temperature', unit: 'C', value: 21.4 }),
		made({ ...room, quantity: 'humidity', unit: '%', value: 41 })
	];
	const told = setup({ device: 'zigbee:sensor', quantity: '', room: 'Kök' });
	expect(snapshotOf(stateAfter(readings, [told])).rooms).toMatchObject([
		{ name: 'Kök', celsius: 21.4, humidity: 41, stale: false }
	]);
});

it('what is hidden is not shown', () => {
	const hidden = setup({ quantity: '', hidden: true });
	expect(snapshotOf(stateAfter([made({})], [hidden])).tiles).toEqual([]);
});
