import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyDelta } from '../../src/lib/home/delta.ts';
import { DEFAULT_DISPLAY } from '../../src/lib/home/display.ts';
import type { Delta } from '../../src/lib/home/snapshot.ts';
import { freshNode, until, type FreshNode } from './fresh-node.ts';

let fresh: FreshNode;
beforeEach(async () => {
	fresh = await freshNode();
});
afterEach(() => fresh.drop());

it('what the household chose is on every page at once, and there after a restart', async () => {
	expect(fresh.node.settings()).toEqual(DEFAULT_DISPLAY);
	const deltas: Delta[] = [];
	const { snapshot } = fresh.node.subscribe((delta) => deltas.push(delta));
	expect(fresh.node.changeSettings({ visible: 'details', nightFrom: '23:30' })).toEqual({ ok: true });
	const chosen = { ...DEFAULT_DISPLAY, visible: 'details', nightFrom: '23:30' };
	await until(() => deltas.reduce(applyDelta, snapshot).display.visible === 'details');
	expect(fresh.node.snapshot().display).toEqual({ ...chosen, pinSet: false, granted: null });
	fresh.node.pin.choose('2468');
	expect(fresh.node.snapshot().display.pinSet).toBe(true);
	const node = await fresh.restart();
	expect(node.settings()).toEqual(chosen);
	expect(node.snapshot().display.pinSet).toBe(true);
});

it.each([
	[{ visible: 'all' }, /^visible /],
	[{ nightFrom: '24:00' }, 'nightFrom is no time of day, such as 22:00'],
	[{ nightDim: 'yes' }, /^nightDim /],
	[{ surprise: 1 }, /surprise/],
	['visible', /./],
	[null, /./]
])('a choice that cannot be is said in a line and changes nothing: %j', (input, words) => {
	const answer = fresh.node.changeSettings(input);
	expect(answer).toMatchObject({ ok: false });
	expect('problem' in answer && answer.problem).toMatch(words);
	expect(fresh.node.settings()).toEqual(DEFAULT_DISPLAY);
});

it('what is left out stays, also where a form names it without a value', () => {
	fresh.node.changeSettings({ language: 'nb' });
	expect(fresh.node.changeSettings({ language: undefined, appearance: 'dark' })).toEqual({ ok: true });
	expect(fresh.node.settings()).toMatchObject({ language: 'nb', appearance: 'dark' });
});
