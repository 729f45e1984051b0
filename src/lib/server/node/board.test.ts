import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NOON, stateAfter } from '#lib/home/made-state.ts';
import type { StripPoint } from '#lib/home/snapshot.ts';
import { Board } from './board.ts';

let strip: StripPoint[] = [];
let told: number[] = [];
let board: Board;
beforeEach(() => {
	vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'setImmediate'] });
	strip = [];
	told = [];
	board = new Board(() => stateAfter([], [], { strip }));
	board.subscribe(({ strip: points = [] }) => told.push(points.length));
});
afterEach(() => {
	board.stop();
	vi.useRealTimers();
});

/** Something happens that the screen shows. */
function happen(): void {
	strip = [...strip, { at: NOON - 3000 + strip.length, watts: 1 }];
	board.changed();
}

it('a few changes that come close together are each told at once', () => {
	for (let i = 0; i < 4; i++) {
		happen();
		vi.advanceTimersByTime(1);
	}
	expect(told).toEqual([1, 1, 1, 1]);
});

it('of a flood so much is told together that a screen can follow, and nothing is left out', () => {
	for (let i = 0; i < 1000; i++) {
		happen();
		vi.advanceTimersByTime(1);
	}
	vi.advanceTimersByTime(100);
	expect(told.length).toBeLessThan(1000 / 8 + 10);
	expect(told.reduce((sum, count) => sum + count)).toBe(1000);
});

it('what must be told first is told before anything else is done, and no more often than the rest', () => {
	const tell = () => {
		strip = [...strip, { at: NOON - 3000 + strip.length, watts: 1 }];
		board.tell();
	};
	tell();
	expect(told).toEqual([1]);
	for (let i = 0; i < 1000; i++) {
		tell();
		vi.advanceTimersByTime(1);
	}
	vi.advanceTimersByTime(100);
	expect(told.length).toBeLessThan(1000 / 8 + 10);
	expect(told.reduce((sum, count) => sum + count)).toBe(1001);
});
