import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, deltaOf } from './delta.ts';
import { made, NOON, stateAfter } from './made-state.ts';
import { snapshotOf, type Snapshot } from './snapshot.ts';

const plug = (value: number, device = 'zigbee:a') =>
	made({ device, quantity: 'power', kind: 'gauge', unit: 'W', value });

describe('deltas', () => {
	it('time alone is no change', () => {
		const before = snapshotOf(stateAfter([plug(1)]));
		expect(deltaOf(before, snapshotOf(stateAfter([plug(1)], [], { now: NOON + 5 })))).toBeNull();
	});

	it('hold only the tile that changed', () => {
		const before = snapshotOf(stateAfter([plug(1), plug(2, 'zigbee:b')]));
		const after = snapshotOf(stateAfter([plug(1), plug(3, 'zigbee:b')]));
		expect(deltaOf(before, after)).toMatchObject({ tiles: [{ device: 'zigbee:b', value: 3 }] });
		expect(Object.keys(deltaOf(before, after) ?? {})).toEqual(['now', 'tiles']);
	});

	it('tell when a value became stale', () => {
		const before = snapshotOf(stateAfter([plug(1)]));
		const after = snapshotOf(stateAfter([plug(1)], [], { now: NOON + 1000 }));
		expect(deltaOf(before, after)?.tiles?.[0]?.stale).toBe(true);
	});

	it('lead from any snapshot to any other', () => {
		const state = fc.array(
			fc.record({ value: fc.integer({ min: 0, max: 3 }), device: fc.constantFrom('a', 'b', 'c', 'd') }),
			{ maxLength: 6 }
		);
		const shown = (readings: { value: number; device: string }[]) => {
			const snapshot = snapshotOf(stateAfter(readings.map((r) => plug(r.value, `zigbee:${r.device}`))));
			return { ...snapshot, strip: readings.map((r, i) => ({ at: NOON - 300 + i * 30, watts: r.value })) };
		};
		const sorted = (snapshot: Snapshot) => [...snapshot.tiles].sort((a, b) => (a.key < b.key ? -1 : 1));
		fc.assert(
			fc.property(state, state, (one, other) => {
				const before = shown(one);
				const after = shown(other);
				const delta = deltaOf(before, after);
				const reached = delta === null ? before : applyDelta(before, delta);
				expect(sorted(reached)).toEqual(sorted(after));
			})
		);
	});
});
