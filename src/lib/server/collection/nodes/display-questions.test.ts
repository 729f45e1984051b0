import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_ENDS, type Lease } from '#lib/home/grant-ends.ts';
import { DisplayQuestions, HELD_MOST_MS, type DisplayAnswer } from './display-questions.ts';
import { versionOf, type ShownKey } from './shown-to.ts';

const NOTHING: Lease = { grant: { day: [], hour: [] }, ends: NO_ENDS };
const POWER: Lease = { grant: { day: [], hour: ['electricity'] }, ends: NO_ENDS };
const key = (id: string): ShownKey => ({ id, secretHash: `hash of ${id}` });
const word = (id: string) => createHash('sha256').update(id).digest('hex');

let shown: Map<string, Lease | null>;
/** Ids that the database was asked about. */
let decided: string[];
let isTold: boolean;
let questions: DisplayQuestions;

const made = (most?: number) =>
	new DisplayQuestions({
		decide: ({ id }) => {
			decided.push(id);
			return Promise.resolve(shown.get(id) ?? null);
		},
		isTold: () => isTold,
		...(most === undefined ? {} : { most })
	});

beforeEach(() => {
	vi.useFakeTimers();
	shown = new Map(['a', 'b', 'c'].map((id) => [id, NOTHING]));
	decided = [];
	isTold = true;
	questions = made();
});
afterEach(() => vi.useRealTimers());

/** A display's question that knows what it was answered last. */
function ask(id: string, { waitMs = 25_000, signal }: { waitMs?: number; signal?: AbortSignal } = {}) {
	const it: { answer: DisplayAnswer | null } = { answer: null };
	void questions
		.ask(key(id), {
			...{ known: versionOf(key(id), NOTHING), waitMs },
			...(signal === undefined ? {} : { signal })
		})
		.then((answer) => (it.answer = answer));
	return it;
}
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('a display’s question', () => {
	it('is answered at once where the answer is another than it knows, or it would not wait', async () => {
		shown.set('a', POWER);
		const [news, impatient, none] = [ask('a'), ask('b', { waitMs: 0 }), ask('unknown')];
		await pass();
		expect(news.answer).toMatchObject({ kind: 'shown', lease: POWER });
		expect(impatient.answer).toMatchObject({ kind: 'shown', lease: NOTHING });
		expect(none.answer).toEqual({ kind: 'unknown' });
	});

	it('is held while nothing is new, for 25 s at most, and decided anew before it is answered', async () => {
		const held = ask('a', { waitMs: 3600_000 });
		await pass(HELD_MOST_MS * 0.8 - 1);
		expect(held.answer).toBeNull();
		expect(decided).toEqual(['a']);
		await pass(HELD_MOST_MS * 0.2 + 1);
		expect(held.answer).toMatchObject({ kind: 'shown', lease: NOTHING });
		expect(decided).toEqual(['a', 'a']);
	});

	it('is woken by its own change alone: of another’s the database is not even asked', async () => {
		const [own, other] = [ask('a'), ask('b')];
		await pass();
		decided = [];
		shown.set('a', null);
		questions.changed(word('a'));
		await pass();
		expect(own.answer).toEqual({ kind: 'unknown' });
		expect(other.answer).toBeNull();
		expect(decided).toEqual(['a']);
	});

	it('goes on waiting when it is woken and nothing is new', async () => {
		const held = ask('a');
		await pass();
		questions.changed(word('a'));
		await pass();
		expect(held.answer).toBeNull();
		expect(decided).toEqual(['a', 'a']);
	});

	it('misses no change that is told while the database is being asked', async () => {
		let answer = (_: Lease | null) => {};
		const first = new Promise<Lease | null>((resolve) => (answer = resolve));
		const answers = [first, Promise.resolve(POWER)];
		questions = new DisplayQuestions({ decide: () => answers.shift() ?? first, isTold: () => true });
		const held = ask('a');
		await pass();
		questions.changed(word('a'));
		answer(NOTHING);
		await pass();
		expect(held.answer).toMatchObject({ lease: POWER });
	});

	it('is decided anew within four seconds while changes are not told', async () => {
		isTold = false;
		const held = ask('a');
		await pass();
		shown.set('a', POWER);
		await pass(4000);
		expect(held.answer).toMatchObject({ lease: POWER });
	});

	it('is decided anew when something ends by the clock', async () => {
		const end = Date.now() / 1000 + 10;
		const leased: Lease = { grant: POWER.grant, ends: { ...NO_ENDS, hour: { electricity: end } } };
		shown.set('a', leased);
		let answer: DisplayAnswer | null = null;
		const waiting = { known: versionOf(key('a'), leased), waitMs: 25_000 };
		void questions.ask(key('a'), waiting).then((it) => (answer = it));
		await pass(9900);
		expect(answer).toBeNull();
		shown.set('a', NOTHING);
		await pass(500);
		expect(answer).toMatchObject({ lease: NOTHING });
	});
});

describe('held questions are limited', () => {
	it('to one a display: the next takes its place', async () => {
		const before = ask('a');
		await pass();
		const next = ask('a');
		await pass();
		expect(before.answer).toMatchObject({ kind: 'shown' });
		expect(next.answer).toBeNull();
		expect(questions.count).toBe(1);
	});

	it('to those who show a key that opens: whoever knows only its first part takes nobody’s place', async () => {
		const held = ask('a');
		await pass();
		shown.set('a', null);
		const guess = ask('a');
		await pass();
		expect(guess.answer).toEqual({ kind: 'unknown' });
		expect(held.answer).toBeNull();
	});

	it('to a number for all: whoever comes beyond it is answered at once', async () => {
		questions = made(2);
		const [first, second, third] = [ask('a'), ask('b'), ask('c')];
		await pass();
		expect([first.answer, second.answer]).toEqual([null, null]);
		expect(third.answer).toMatchObject({ kind: 'shown' });
		expect(questions.count).toBe(2);
	});

	it('to those who still listen', async () => {
		const gone = new AbortController();
		ask('a', { signal: gone.signal });
		await pass();
		gone.abort();
		await pass();
		expect(questions.count).toBe(0);
	});

	it('and all end at once when the process does', async () => {
		const held = ['a', 'b', 'c'].map((id) => ask(id));
		await pass();
		questions.close();
		await pass();
		expect(held.map(({ answer }) => answer)).toEqual(Array(3).fill({ kind: 'closing' }));
		expect(questions.count).toBe(0);
	});
});
