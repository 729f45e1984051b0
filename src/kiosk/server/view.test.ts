import { expect, it } from 'vitest';
import type { DisplaySettings } from '#lib/home/display.ts';
import type { Grant } from '#lib/home/grant.ts';
import { made, setup, stateAfter } from '#lib/home/made-state.ts';
import { snapshotOf } from '#lib/home/snapshot.ts';
import { stateAs, viewOf } from './view.ts';

const month = {
	from: '2026-11-01',
	media: [
		{
			...({ medium: 'cold_water', unit: 'l', ambient: 'high', since: null } as const),
			used: 3456,
			usual: 2949
		},
		{
			...({ medium: 'electricity', unit: 'kWh', ambient: 'low', since: 9 } as const),
			used: 61.234,
			usual: null
		}
	]
};
const state = stateAfter(
	[made({ device: 'wmbus:4711' })],
	[setup({ device: 'wmbus:4711', name: 'Gunillas' })],
	{
		home: { paired: true, name: 'Storgatan 1', timeZone: 'Europe/Stockholm' },
		strip: [{ at: 1, watts: 987 }],
		month
	}
);
const snapshot = snapshotOf(state);

it('whoever has entered the PIN sees the details, everybody else what the household has chosen', () => {
	for (const visible of ['month', 'details', 'nothing'] as const) {
		expect(viewOf({ visible, granted: null }, { details: false })).toBe(visible);
		expect(viewOf({ visible, granted: null }, { details: true })).toBe('details');
	}
});

it('where the tenant lets the display show nothing finer there is the month at most, with the PIN too', () => {
	const nothing = { day: [], hour: [] };
	const seen = (visible: DisplaySettings['visible'], details: boolean, granted: Grant) =>
		viewOf({ visible, granted }, { details });
	expect(seen('details', false, nothing)).toBe('month');
	expect(seen('nothing', false, nothing)).toBe('nothing');
	for (const visible of ['month', 'details', 'nothing'] as const) {
		expect(seen(visible, true, nothing)).toBe('month');
		expect(seen(visible, true, { day: ['hot_water'], hour: [] })).toBe('details');
	}
	expect(seen('month', false, { day: [], hour: ['electricity'] })).toBe('month');
});

it('the details are the snapshot', () => {
	expect(stateAs('details', snapshot)).toEqual({ view: 'details', ...snapshot });
});

it('the month leaves nothing but the month, in steps that tell no hour', () => {
	const seen = stateAs('month', snapshot);
	expect(Object.keys(seen).sort()).toEqual(['display', 'home', 'links', 'month', 'notices', 'now', 'view']);
	expect(seen).toMatchObject({
		home: { paired: true, timeZone: 'Europe/Stockholm' },
		month: {
			from: '2026-11-01',
			media: [
				{ used: 3500, usual: 2900, ambient: 'high' },
				{ used: 60, usual: null, ambient: 'low' }
			]
		}
	});
	expect(JSON.stringify(seen)).not.toMatch(/4711|Gunillas|Storgatan|987|3456|61\.2/);
});

it('nothing is nothing', () => {
	const seen = stateAs('nothing', snapshot);
	expect(Object.keys(seen).sort()).toEqual(['display', 'home', 'links', 'notices', 'now', 'view']);
	expect(JSON.stringify(seen)).not.toMatch(/4711|Gunillas|Storgatan|987|3456|cold_water/);
});
