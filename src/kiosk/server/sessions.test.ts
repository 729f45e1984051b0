import { beforeEach, describe, expect, it } from 'vitest';
import { idOf, NO_RIGHTS, Sessions } from './sessions.ts';

let now = 0;
let sessions: Sessions;
beforeEach(() => {
	now = 1000;
	sessions = new Sessions(() => now);
});
const opened = () => idOf(sessions.open());

describe('a session', () => {
	it('shows the details for a minute after the last touch', () => {
		const id = opened();
		now += 59_999;
		expect(sessions.touch(id)).toBe(true);
		now += 59_999;
		expect(sessions.rightsOf(id).details).toBe(true);
		expect(sessions.detailsLeftMs(id)).toBe(1);
		now += 1;
		expect(sessions.rightsOf(id).details).toBe(false);
		expect(sessions.detailsLeftMs(id)).toBe(0);
	});

	it('that has lapsed is not woken by a touch', () => {
		const id = opened();
		now += 60_000;
		expect(sessions.touch(id)).toBe(false);
		expect(sessions.rightsOf(id)).toEqual(NO_RIGHTS);
	});

	it('keeps the pages of set-up open for ten minutes after the last of them', () => {
		const id = opened();
		sessions.visitSetup(id);
		now += 599_999;
		expect(sessions.rightsOf(id)).toEqual({ details: false, setup: true });
		sessions.visitSetup(id);
		now += 600_000;
		expect(sessions.rightsOf(id).setup).toBe(false);
	});

	it('leads to set-up only within a minute of the PIN, however long the details stay open', () => {
		const id = opened();
		now += 40_000;
		sessions.touch(id);
		now += 20_000;
		sessions.visitSetup(id);
		expect(sessions.rightsOf(id)).toEqual({ details: true, setup: false });
	});

	it('that was closed opens nothing, and neither does a made-up one or none', () => {
		const id = opened();
		sessions.close(id);
		for (const each of [id, idOf('x'), null]) {
			expect(sessions.rightsOf(each)).toEqual(NO_RIGHTS);
			expect(sessions.touch(each)).toBe(false);
		}
	});

	it('makes room by ending the oldest', () => {
		const first = opened();
		const second = opened();
		for (let i = 0; i < 63; i++) sessions.open();
		expect(sessions.rightsOf(first).details).toBe(false);
		expect(sessions.rightsOf(second).details).toBe(true);
	});
});
