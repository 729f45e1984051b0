import { describe, expect, it } from 'vitest';
import type { CounterCell } from './cell.ts';
import { findLeak } from './leak.ts';
import { FLAG } from './quality.ts';

/** Hours with these amounts, in litres. */
function hours(amounts: readonly (number | null)[]): CounterCell[] {
	let register = 1000;
	return amounts.map((amount, i): CounterCell => {
		const from = register;
		register += amount ?? 0;
		const flags = amount === null ? FLAG.MISSING | FLAG.ABSENT : 0;
		return { start: i * 3600, end: (i + 1) * 3600, from, to: register, step: 0, flags };
	});
}

const still = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 20 : 0));
const running = (n: number) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 11 : 40));

describe('a leak', () => {
	it('is water in every hour for a day, and is as large as its smallest hour', () => {
		expect(findLeak(hours([...still, ...running(24)]), -3)).toEqual({
			kind: 'leak',
			start: 30 * 3600,
			end: 54 * 3600,
			litresPerHour: 11,
			isOver: false,
			isOlder: false
		});
		expect(findLeak(hours([...still, ...running(23)]), -3)).toBeNull();
	});

	it('may have begun before what is known', () => {
		expect(findLeak(hours(running(40)), -3)?.isOlder).toBe(true);
	});

	it('is told for a day after it has stopped, and then no more', () => {
		const after = (n: number) =>
			findLeak(hours([...still, ...running(30), ...Array.from({ length: n }, () => 0)]), -3);
		expect(after(5)).toMatchObject({ kind: 'leak', isOver: true });
		expect(after(24)).toBeNull();
	});

	it('is not broken off by hours that have not come yet', () => {
		expect(findLeak(hours([...still, ...running(24), null, null]), -3)).toMatchObject({ isOver: false });
		const partly = hours([...still, ...running(25)]).map((hour, i, all) =>
			i === all.length - 1 ? { ...hour, flags: FLAG.MISSING } : hour
		);
		expect(findLeak(partly, -3)).toMatchObject({ end: 54 * 3600, isOver: false });
	});
});

describe('a burst', () => {
	it('is more than 500 litres in an hour', () => {
		expect(findLeak(hours([...still, 501, 700]), -3)).toMatchObject({
			kind: 'burst',
			start: 30 * 3600,
			end: 32 * 3600,
			litresPerHour: 700
		});
		expect(findLeak(hours([...still, 500]), -3)).toBeNull();
	});

	it('is over when less has run since, and forgotten after a day', () => {
		expect(findLeak(hours([...still, 700, 0]), -3)).toMatchObject({ isOver: true });
		expect(findLeak(hours([700, ...still]), -3)).toBeNull();
	});
});
