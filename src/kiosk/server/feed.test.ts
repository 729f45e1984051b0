import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Medium } from '#lib/energy/medium.ts';
import { applyDelta } from '#lib/home/delta.ts';
import type { DisplayState } from '#lib/home/display.ts';
import type { HomeState } from '#lib/home/home-state.ts';
import { made, stateAfter } from '#lib/home/made-state.ts';
import { snapshotOf, type Delta, type Snapshot } from '#lib/home/snapshot.ts';
import { Board } from '#lib/server/node/board.ts';
import { Feed } from './feed.ts';
import { idOf, Sessions } from './sessions.ts';

interface Event {
	readonly id: number;
	readonly name: string;
	readonly data: unknown;
}

let state: HomeState;
let board: Board;
let sessions: Sessions;
let feed: Feed;

beforeEach(() => {
	vi.useFakeTimers();
	state = stateAfter([made({})]);
	board = new Board(() => state);
	sessions = new Sessions();
	const node = {
		snapshot: () => board.snapshot(),
		subscribe: board.subscribe.bind(board),
		settings: () => state.display,
		grant: () => state.display.granted
	};
	feed = new Feed(node, sessions);
});
afterEach(() => {
	feed.stop();
	vi.useRealTimers();
});

/** Opens a stream and takes down what it says. */
function watch(session: string | null = null): Event[] {
	const events: Event[] = [];
	const body = feed.open(session, () => undefined);
	if (body === null) throw new Error('too many');
	void (async () => {
		for await (const chunk of body) {
			const [, id, name, data = ''] = /^id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n$/.exec(
				Buffer.from(chunk).toString()
			) as string[];
			events.push({ id: Number(id), name: name ?? '', data: JSON.parse(data) });
		}
		events.push({ id: 0, name: 'end', data: null });
	})();
	return events;
}

const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** Something happens in the home, and is told. */
async function happens(part: Partial<HomeState>): Promise<void> {
	state = { ...state, ...part };
	board.changed();
	await passed(20);
}
const power = (value: number) =>
	stateAfter([made({ quantity: 'power', kind: 'gauge', value, unit: 'W' })]).live;
const opened = () => idOf(sessions.open());
const viewsOf = (events: readonly Event[]) =>
	events.filter(({ name }) => name === 'snapshot').map(({ data }) => (data as DisplayState).view);
const namesOf = (events: readonly Event[]) => events.map(({ name }) => name);
const month = (used: number) => ({
	from: '2026-11-01',
	media: [{ medium: 'cold_water', used, usual: null, unit: 'l', ambient: 'normal', since: null } as const]
});

describe('a page that sees the details', () => {
	it('has a snapshot and then what changes, which together are the state', async () => {
		const events = watch(opened());
		for (const watts of [5, 5, 7]) await happens({ live: power(watts) });
		expect(namesOf(events)).toEqual(['snapshot', 'delta', 'delta']);
		const [first, ...deltas] = events.map(({ data }) => data);
		const shown = (deltas as Delta[]).reduce(applyDelta, first as Snapshot);
		expect(shown).toEqual({ view: 'details', ...snapshotOf(state) });
		const ids = events.map(({ id }) => id);
		expect(ids).toEqual([...ids].sort((a, b) => a - b));
	});

	it('gets the same bytes as every other', async () => {
		const [one, other] = [watch(opened()), watch(opened())];
		await happens({ live: power(5) });
		expect(one.at(-1)).toEqual(other.at(-1));
		expect(one.at(-1)?.name).toBe('delta');
	});

	it('hears nothing finer from the moment on at which its minute is over', async () => {
		const events = watch(opened());
		await passed(59_900);
		await happens({ live: power(5) });
		await passed(100);
		expect(viewsOf(events)).toEqual(['details', 'month']);
		const before = events.length;
		await happens({ live: power(6) });
		await passed(2000);
		expect(namesOf(events.slice(before))).not.toContain('delta');
		expect(JSON.stringify(events.slice(before))).not.toContain('power');
	});

	it('is told nothing by a message that comes before the timer that is late', async () => {
		const events = watch(opened());
		await passed(59_000);
		vi.spyOn(performance, 'now').mockReturnValue(1e9);
		await happens({ live: power(5) });
		expect(namesOf(events.filter(({ name }) => name !== 'heartbeat'))).toEqual(['snapshot', 'snapshot']);
		vi.restoreAllMocks();
	});

	it('stays as long as somebody touches the screen', async () => {
		const id = opened();
		const events = watch(id);
		for (let i = 0; i < 4; i++) {
			await passed(50_000);
			sessions.touch(id);
		}
		expect(viewsOf(events)).toEqual(['details']);
		await passed(60_001);
		expect(viewsOf(events)).toEqual(['details', 'month']);
	});

	it('is locked at once, and every page with its cookie, but no other', async () => {
		const id = opened();
		const [one, twin, other] = [watch(id), watch(id), watch(opened())];
		sessions.close(id);
		feed.change(id, id);
		await passed(0);
		expect([one, twin, other].map(viewsOf)).toEqual([
			['details', 'month'],
			['details', 'month'],
			['details']
		]);
	});
});

describe('a visitor’s page', () => {
	it('has the month, and a new one when that reads otherwise, at most once a second', async () => {
		const events = watch();
		for (let used = 0; used < 1000; used += 10) await happens({ month: month(used), live: power(used) });
		await passed(1000);
		expect(new Set(namesOf(events))).toEqual(new Set(['snapshot']));
		expect(events.length).toBeLessThanOrEqual(5);
		expect(events.at(-1)?.data).toMatchObject({ view: 'month', month: month(1000) });
	});

	it('hears nothing when nothing happens but details', async () => {
		const events = watch();
		await happens({ month: month(100) });
		await passed(2000);
		const before = events.length;
		for (let watts = 0; watts < 50; watts++) await happens({ live: power(watts) });
		await passed(2000);
		expect(events.length).toBe(before);
	});

	it('sees the details as soon as the PIN was entered on it', async () => {
		const events = watch('stranger');
		feed.change('stranger', opened());
		await happens({ live: power(5) });
		expect(namesOf(events)).toEqual(['snapshot', 'snapshot', 'delta']);
		expect(viewsOf(events)).toEqual(['month', 'details']);
	});

	it('follows what the household chooses', async () => {
		const events = watch();
		for (const visible of ['nothing', 'details', 'month'] as const) {
			await happens({ display: { ...state.display, visible } });
		}
		expect(viewsOf(events)).toEqual(['month', 'nothing', 'details', 'month']);
	});
});

describe('what the tenant lets the display show', () => {
	const hours = (...hour: Medium[]) => ({ ...state.display, granted: { day: [], hour } });

	it('is on an open page at once, as a whole, so that nothing of before stays there', async () => {
		state = { ...state, display: { ...hours('electricity', 'cold_water'), visible: 'details' } };
		const events = watch();
		await happens({ live: power(5) });
		await happens({ display: { ...hours('cold_water'), visible: 'details' } });
		expect(namesOf(events)).toEqual(['snapshot', 'delta', 'snapshot']);
		expect(events.at(-1)?.data).toMatchObject({ view: 'details', power: { watts: null }, strip: [] });
	});

	it('is the month where it is nothing finer, to whoever entered the PIN too', async () => {
		const events = [watch(), watch(opened())];
		await happens({ display: { ...hours(), visible: 'details' } });
		for (const each of events) expect(viewsOf(each).at(-1)).toBe('month');
		const before = events.map(({ length }) => length);
		await happens({ live: power(6) });
		await passed(2000);
		for (const [i, each] of events.entries())
			expect(JSON.stringify(each.slice(before[i]))).not.toMatch(/power|tiles/);
	});
});

describe('every page', () => {
	it('hears a heartbeat every 15 s with the node’s time', async () => {
		const events = watch();
		await passed(45_000);
		expect(events.slice(1)).toEqual(
			[1, 2, 3].map(() => expect.objectContaining({ name: 'heartbeat' }) as Event)
		);
		expect(events[1]?.data).toEqual({ now: state.now });
	});

	it('ends when the display is stopped, and none begins after', async () => {
		const events = watch();
		feed.stop();
		await passed(0);
		expect(events.at(-1)?.name).toBe('end');
		expect(feed.open(null, () => undefined)).toBeNull();
	});

	it('beyond the 32nd is refused, until one leaves', async () => {
		const bodies = Array.from({ length: 32 }, () => feed.open(null, () => undefined));
		expect(feed.open(null, () => undefined)).toBeNull();
		await bodies[0]?.cancel();
		expect(feed.open(null, () => undefined)).not.toBeNull();
	});

	it('that does not read is cut off, and the node no longer works for it', async () => {
		const cut = vi.fn();
		feed.open(opened(), cut);
		for (let i = 0; i < 2000 && cut.mock.calls.length === 0; i++) {
			await happens({ home: { ...state.home, name: `${i}`.padStart(1000, 'x') } });
		}
		expect(cut).toHaveBeenCalledOnce();
		expect(board.listeners).toBe(0);
	});
});
