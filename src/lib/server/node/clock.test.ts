import { describe, expect, it } from 'vitest';
import { Clock } from './clock.ts';

const START = Date.parse('2026-11-22T12:00:00Z') / 1000;
const HOUR = 3600;

/** A system's clock and a monotonic one, moved by hand. */
function machine(notBefore = 0) {
	const time = { wall: START, monotonic: 50 };
	const clock = new Clock(
		notBefore,
		() => time.wall * 1000,
		() => time.monotonic * 1000
	);
	return {
		time,
		clock,
		/** Lets time pass, with a look at the clock every five seconds. @returns the changes */
		pass: (seconds: number) => {
			const changes = [];
			for (let s = 0; s < seconds; s += 5) {
				time.wall += 5;
				time.monotonic += 5;
				changes.push(clock.tick());
			}
			return changes.filter((change) => change !== null);
		}
	};
}

describe('the node’s clock', () => {
	it('follows small corrections of the system’s', () => {
		const { time, clock } = machine();
		time.wall += 1.5;
		expect(clock.tick()).toBeNull();
		expect(clock.now()).toBe(START + 1.5);
	});

	it.each([-HOUR, 72 * HOUR])('goes on through a jump of %i s that is taken back soon', (jump) => {
		const { time, clock, pass } = machine();
		time.wall += jump;
		expect(pass(300)).toEqual([]);
		expect(clock.now()).toBe(START + 300);
		expect(clock.offBy).toBeCloseTo(jump);
		time.wall -= jump;
		expect(pass(60)).toEqual([]);
		expect([clock.now(), clock.offBy]).toEqual([START + 360, null]);
	});

	it.each([-HOUR, 72 * HOUR])('believes a jump of %i s at once where the central system says so', (jump) => {
		const { time, clock, pass } = machine();
		time.wall += jump;
		pass(10);
		const change = clock.check(START + 10 + jump + 3);
		expect(change).toMatchObject({ because: 'central', from: START + 10 });
		expect(change?.to).toBeCloseTo(START + 10 + jump);
		expect(pass(3600)).toEqual([]);
	});

	it.each([-HOUR, 72 * HOUR])('never believes a jump of %i s that the central system denies', (jump) => {
		const { time, clock, pass } = machine();
		time.wall += jump;
		pass(10);
		expect(clock.check(START + 12)).toBeNull();
		expect(pass(2 * HOUR)).toEqual([]);
		expect(clock.now()).toBe(START + 10 + 2 * HOUR);
	});

	it('believes a jump that has lasted, where nobody can be asked', () => {
		const { time, clock, pass } = machine();
		time.wall -= HOUR;
		expect(pass(900)).toMatchObject([{ because: 'lasted' }]);
		expect(clock.now()).toBe(time.wall);
	});

	it('takes the central system’s time where both its own and the system’s are wrong', () => {
		const { clock, pass } = machine();
		expect(clock.check(START + 5 * HOUR)).toMatchObject({ because: 'central', to: START + 5 * HOUR });
		expect(pass(2 * HOUR)).toEqual([]);
		expect(clock.now()).toBe(START + 7 * HOUR);
	});

	it('begins no earlier than what the store knows of, on a machine without a battery', () => {
		const { clock } = machine(START + 8 * HOUR);
		expect(clock.now()).toBe(START + 8 * HOUR);
	});
});
