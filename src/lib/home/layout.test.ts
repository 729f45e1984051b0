import { describe, expect, it } from 'vitest';
import { layoutOf } from './layout.ts';
import { keyOf } from './live.ts';
import { made, setup, stateAfter } from './made-state.ts';
import { tilesOf } from './tiles.ts';

const tap = made({ device: 'wmbus:1' });

describe('the layout of a home', () => {
	it('is found once for the same things and the same setups', () => {
		const state = stateAfter([tap]);
		const later = { ...state, now: state.now + 1 };
		expect(layoutOf(later)).toBe(layoutOf(state));
	});

	it('is found anew when something is heard for the first time', () => {
		const state = stateAfter([tap]);
		const before = layoutOf(state);
		const values = new Map(state.live.values);
		const live = { ...state.live, values };
		expect(layoutOf({ ...state, live })).toHaveLength(before.length);
		for (const value of stateAfter([made({ device: 'wmbus:2' })]).live.values.values())
			values.set(keyOf(value), value);
		expect(layoutOf({ ...state, live }).map(({ device }) => device)).toEqual(['wmbus:1', 'wmbus:2']);
	});

	it('is found anew when something is commissioned', () => {
		const state = stateAfter([tap]);
		expect(layoutOf(state)[0]?.medium).toBeNull();
		const row = setup({ device: 'wmbus:1', medium: 'cold_water', name: 'Tap' });
		const { setups } = stateAfter([], [row]);
		expect(layoutOf({ ...state, setups })[0]).toMatchObject({ medium: 'cold_water', name: 'Tap' });
	});
});

describe('a tile', () => {
	it('is the same object while nothing in it has changed, and another one a second later', () => {
		const state = stateAfter([tap]);
		const [first] = tilesOf(state);
		expect(tilesOf({ ...state, now: state.now + 0.2 })[0]).toBe(first);
		expect(tilesOf({ ...state, now: state.now + 1 })[0]).toEqual({ ...first, ageS: 1 });
		expect(tilesOf({ ...state, now: state.now + 1e6 })[0]).toMatchObject({ stale: true });
	});
});
