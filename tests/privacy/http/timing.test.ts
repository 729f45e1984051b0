import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../database/fresh.ts';
import { startPortal, type RunningPortal } from '../../fixtures/portal.ts';
import { separationOf, timeBoth, timedQuestions } from './timing.ts';
import { makeWorld, type World } from './world.ts';

/** Tries of each of the two. `npm run bench -- attacks` asks every door so often. */
const TRIES = 2_000;

describe('the time of an answer', () => {
	let db: FreshDatabase;
	let portal: RunningPortal;
	let world: World;

	beforeAll(async () => {
		db = await freshDatabase();
		world = await makeWorld(db);
		portal = await startPortal(db.urls.portal, { LOG_LEVEL: 'warn' });
	});
	afterAll(async () => {
		await portal.stop();
		await db.close();
	});

	test(`does not tell another’s home from none, over ${TRIES} tries of each`, async () => {
		const [series] = timedQuestions(world);
		if (!series) throw new Error('no question');
		const separation = separationOf(await timeBoth(portal.address, series, TRIES));
		console.log(
			`Timing of “not yours” against “not there”, ${TRIES} of each: told apart ${separation.toFixed(3)} (0.5 = not)`
		);
		expect(Math.abs(separation - 0.5)).toBeLessThan(0.05);
	});

	test('would tell if there were a difference: what is slower by a fifth of the spread is told apart', () => {
		const made = (shift: number) =>
			Array.from({ length: TRIES }, (_, i) => ((i * 7919) % 1000) / 1000 + shift);
		expect(separationOf({ theirs: made(0), nothing: made(0) })).toBeCloseTo(0.5, 9);
		expect(separationOf({ theirs: made(0.2), nothing: made(0) })).toBeGreaterThan(0.65);
		expect(separationOf({ theirs: [3, 4], nothing: [1, 2] })).toBe(1);
		expect(separationOf({ theirs: [1], nothing: [1] })).toBe(0.5);
	});
});
