import { fork } from 'node:child_process';
import { once as onceOf } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { continueSample } from '../../src/lib/server/demo/continue-sample.ts';
import { loadSample } from '../../src/lib/server/demo/load-sample.ts';
import { someHomes } from '../fixtures/some-homes.ts';
import { storeDigest, type StoreDigest } from '../fixtures/store-digest.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
/** Two days before the clocks change. */
const ANCHOR = at('2026-10-23T10:20:00Z');
const AFTER = at('2026-10-26T17:40:00Z');
const options = { now: ANCHOR, makeCompany: someHomes };

describe('the sample company', () => {
	let unbroken: FreshDatabase;
	let broken: FreshDatabase;
	let whole: StoreDigest;

	beforeAll(async () => {
		[unbroken, broken] = [await freshDatabase(), await freshDatabase()];
		expect(await loadSample(unbroken.owner, options)).toBe(true);
		whole = await storeDigest(unbroken.superuser);
	});
	afterAll(async () => {
		await unbroken.close();
		await broken.close();
	});

	it('is what it is without a break, however often its making is cut off', async () => {
		const cutOff = loadSample(broken.owner, {
			...options,
			onProgress: () => {
				throw new Error('cut off');
			}
		});
		await expect(cutOff).rejects.toThrow('cut off');
		await loadAndKill(broken, ANCHOR + 7200);
		const part = await storeDigest(broken.superuser);
		expect(part.readings).toBeGreaterThan(0);
		expect(part.readings).toBeLessThan(whole.readings);

		expect(await loadSample(broken.owner, { ...options, now: ANCHOR + 9000 })).toBe(true);
		expect(await storeDigest(broken.superuser)).toEqual(whole);
		expect(whole.readings).toBeGreaterThan(100_000);
		expect(whole.digests['reading_correction']).not.toBe('empty');
	});

	it('is made once', async () => {
		expect(await loadSample(broken.owner, { ...options, now: AFTER })).toBe(false);
		expect(await storeDigest(broken.superuser)).toEqual(whole);
	});

	it('of a Hemvy that knew no such staff and no bills gets them at the next start, once', async () => {
		const found = () =>
			broken.superuser`
				select (select count(*)::int from staff.role r join staff.totp t using (account_id) where t.confirmed) as roles,
					(select count(*) > 0 from staff.invoice where cardinality(media) > 0) as bills`;
		await broken.superuser`delete from staff.invoice`;
		await broken.superuser`delete from account.account where kind = 'staff'`;
		for (let start = 0; start < 2; start++) {
			await loadSample(broken.owner, { ...options, now: AFTER });
			expect(await found()).toEqual([{ roles: 5, bills: true }]);
		}
	});

	it('of a Hemvy that knew no consents gets those of its holders at the next start, once', async () => {
		const given = async () =>
			(await broken.superuser`select from consent.record where channel = 'sample'`).length;
		const whole = await given();
		expect(whole).toBeGreaterThan(0);
		await broken.superuser`alter table consent.record disable trigger user`;
		await broken.superuser`delete from consent.record`;
		await broken.superuser`alter table consent.record enable trigger user`;
		await loadSample(broken.owner, { ...options, now: AFTER });
		const again = await given();
		expect(again).toBeGreaterThanOrEqual(whole);
		await loadSample(broken.owner, { ...options, now: AFTER });
		expect(await given()).toBe(again);
	});

	it('lives on the same whether it is asked once or many times', async () => {
		const once = await continueSample(unbroken.owner, { ...options, now: AFTER });
		let steps = 0;
		for (const now of [
			ANCHOR - 3600,
			ANCHOR + 60,
			ANCHOR + 5 * 3600,
			at('2026-10-24T23:30:00Z'),
			at('2026-10-25T00:30:00Z'),
			at('2026-10-25T01:30:00Z'),
			AFTER,
			AFTER
		]) {
			steps += await continueSample(broken.owner, { ...options, now });
		}
		expect(steps).toBe(once);
		expect(once).toBeGreaterThan(1000);
		const digest = await storeDigest(unbroken.superuser);
		expect(digest.readings).toBe(whole.readings + once);
		expect(await storeDigest(broken.superuser)).toEqual(digest);
	});
});

/** Begins to load in a process of its own, and ends that with kill -9 at its first progress. */
async function loadAndKill(db: FreshDatabase, now: number): Promise<void> {
	const loader = fork(new URL('../fixtures/sample-loader.ts', import.meta.url), [db.urls.owner, String(now)]);
	loader.once('message', () => loader.kill('SIGKILL'));
	const [, signal] = (await onceOf(loader, 'exit')) as [number | null, string | null];
	expect(signal).toBe('SIGKILL');
}
