import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from './turns.ts';

describe('a turn', () => {
	let now = 0;
	beforeEach(() => {
		now = 1000;
		vi.spyOn(performance, 'now').mockImplementation(() => now);
	});
	afterEach(() => {
		vi.restoreAllMocks();
	});

	it('goes on at once while it is short, and lets others have theirs when it has lasted ten milliseconds', async () => {
		const turns = new Turns();
		const seen: string[] = [];
		turns.next(() => seen.push('first'));
		now += 9;
		turns.next(() => seen.push('second'));
		now += 1;
		turns.next(() => seen.push('third'));
		seen.push('others');
		await turn();
		expect(seen).toEqual(['first', 'second', 'others', 'third']);
	});

	it('begins anew after others have had theirs', async () => {
		const turns = new Turns();
		turns.next(() => undefined);
		await turn();
		now += 60_000;
		let isDone = false;
		turns.next(() => (isDone = true));
		expect(isDone).toBe(true);
	});
});
