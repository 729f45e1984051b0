import { describe, expect, it } from 'vitest';
import { MEDIA } from '#lib/energy/medium.ts';
import { isFiner, NOTHING_GRANTED, withinGrant, type Grant } from './grant.ts';
import { made, NOON, setup, stateAfter } from './made-state.ts';
import { snapshotOf, type Snapshot } from './snapshot.ts';

const power = { quantity: 'power', kind: 'gauge', unit: 'W' } as const;
const state = stateAfter(
	[
		made({ device: 'han:a', ...power, value: 987 }),
		made({ device: 'zigbee:tv', ...power, value: 81 }),
		made({ device: 'zigbee:door', quantity: 'contact_open', kind: 'state', value: true, unit: null }),
		made({ device: 'zigbee:kök', quantity: 'smoke', kind: 'state', value: false, unit: null }),
		made({ device: 'zigbee:rum', quantity: 'temperature', kind: 'gauge', value: 21.4, unit: 'C' }),
		made({ device: 'wmbus:1', value: 10 }),
		made({ device: 'wmbus:2', value: 20 })
	],
	[setup({ device: 'wmbus:1', medium: 'cold_water' }), setup({ device: 'wmbus:2', medium: 'hot_water' })],
	{
		strip: [
			{ at: NOON - 60, watts: 987 },
			{ at: NOON - 30, watts: -400 }
		]
	}
);
const whole: Snapshot = {
	...snapshotOf(state),
	today: {
		...{ electricityKWh: 6.34, usualKWh: 7.1, exportKWh: 1.2, coldL: 88, usualColdL: 120 },
		...{ hotL: 61, usualHotL: 40, since: null }
	},
	water: {
		...{ litresPerMinute: 9.5, coldLitresPerMinute: 6, hotLitresPerMinute: 3.5, ambient: 'high' },
		...{ at: NOON, stale: false, staleAfterS: 600 }
	},
	month: {
		from: '2026-11-01',
		media: [
			{ medium: 'cold_water', used: 3456, usual: 2949, unit: 'l', ambient: 'high', since: null },
			{ medium: 'electricity', used: 61.2, usual: 64, unit: 'kWh', ambient: 'low', since: null }
		]
	}
};
const shown = (grant: Partial<Grant>) => withinGrant(whole, { day: [], hour: [], ...grant });
const things = ({ tiles }: Snapshot) => tiles.map(({ device }) => device).sort();

describe('what a display shows is never more than the tenant has switched on', () => {
	it('nobody’s limit, and everything switched on, leave everything', () => {
		expect(withinGrant(whole, null)).toBe(whole);
		expect(shown({ day: MEDIA, hour: MEDIA })).toEqual(whole);
	});

	it('nothing switched on leaves months in steps, and what warns of danger', () => {
		const seen = shown(NOTHING_GRANTED);
		expect(things(seen)).toEqual(['zigbee:kök']);
		expect(seen).toMatchObject({
			power: { watts: null, at: null, ambient: 'unknown' },
			water: { litresPerMinute: null, at: null, ambient: 'unknown' },
			strip: [],
			rooms: []
		});
		expect(Object.values(seen.today)).toEqual(Array(8).fill(null));
		expect(seen.month.media.map(({ used, usual }) => [used, usual])).toEqual([
			[3500, 2900],
			[60, 65]
		]);
		expect(JSON.stringify(seen)).not.toMatch(/987|3456|61\.2|6\.34|21\.4/);
	});

	it('days without hours are the day so far in steps, of their own media alone', () => {
		const seen = shown({ day: ['electricity', 'hot_water'] });
		expect(seen.today).toMatchObject({
			electricityKWh: 6,
			usualKWh: 8,
			hotL: 50,
			coldL: null,
			exportKWh: null
		});
		expect(seen).toMatchObject({ power: { watts: null }, water: { litresPerMinute: null }, strip: [] });
	});

	it('hours without days are what is of now, exactly, and no day', () => {
		const seen = shown({ hour: ['electricity', 'temperature'] });
		expect(seen.power.watts).toBe(987);
		expect(seen.rooms).toHaveLength(1);
		expect(seen.today.electricityKWh).toBeNull();
		expect(seen.water.litresPerMinute).toBeNull();
		expect(seen.month.media.map(({ used }) => used)).toEqual([3500, 61.2]);
		// a door is no medium: it goes with any hours
		expect(things(seen)).toEqual(['han:a', 'zigbee:door', 'zigbee:kök', 'zigbee:rum', 'zigbee:tv']);
	});

	it('of cold and hot water one alone is its own flow, without the sign of both', () => {
		expect(shown({ hour: ['hot_water'] }).water).toMatchObject({
			...{ litresPerMinute: 3.5, hotLitresPerMinute: 3.5, coldLitresPerMinute: null, ambient: 'unknown' }
		});
	});

	it('what is given out is another medium than what is taken in', () => {
		expect(shown({ hour: ['electricity'] }).strip.map(({ watts }) => watts)).toEqual([987]);
		expect(shown({ hour: ['electricity', 'electricity_export'] }).strip).toHaveLength(2);
		const out = withinGrant(
			{ ...whole, power: { ...whole.power, watts: -400 } },
			{ day: [], hour: ['electricity'] }
		);
		expect(out.power.watts).toBeNull();
	});

	it('any one switch is finer than months', () => {
		expect(isFiner(null)).toBe(true);
		expect(isFiner(NOTHING_GRANTED)).toBe(false);
		expect(isFiner({ day: ['hot_water'], hour: [] })).toBe(true);
	});
});
