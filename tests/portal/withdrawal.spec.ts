import type { APIRequestContext, Page } from '@playwright/test';
import { expect, taken, test } from './visitor.ts';

test.use({ account: null });

const MOST_MS = 5000;

/** Sends a form as the page does. @returns where it leads and what it shows */
async function send(
	request: APIRequestContext,
	path: string,
	fields: readonly (readonly [string, string])[]
): Promise<{ location: string; text: string }> {
	const base = process.env['HEMVY_BASE_URL'] ?? 'http://127.0.0.1:3000';
	const answer = await request.post(path, {
		maxRedirects: 0,
		headers: { origin: base, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
		data: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()
	});
	return { location: answer.headers()['location'] ?? '', text: await answer.text() };
}

/** How long a page goes on showing what it shows after something was done. */
async function gone(
	page: Page,
	figures: string,
	words: string,
	act: () => Promise<unknown>
): Promise<number> {
	await expect(page.locator(figures).first()).toBeVisible();
	await act();
	const since = Date.now();
	await expect(page.locator(figures)).toHaveCount(0, { timeout: MOST_MS });
	await expect(page.getByText(words)).toBeVisible();
	return Date.now() - since;
}

test('the page of somebody let in blanks within five seconds of the withdrawal', async ({
	browser,
	session
}) => {
	const { homes, storage } = await session('leak');
	const holder = await browser.newContext({ storageState: storage });
	const visitor = await browser.newContext({ storageState: (await session('former')).storage });
	const people = `/homes/${homes[0]?.id ?? ''}/people`;
	const { text } = await send(holder.request, `${people}?/invite`, [
		['called', 'Anna'],
		['kind', 'delegate'],
		['media', 'cold_water'],
		['resolutions', 'day'],
		['months', '1']
	]);
	const link = /\/invitation\/[a-z2-9]{24}/.exec(text)?.[0] ?? '';
	// no part of an id
	const code = /(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])/.exec(text)?.[0] ?? '';
	expect((await send(visitor.request, link, [['code', code]])).location).toBe('/shared?accepted');
	const given = await (await visitor.request.get('/shared')).text();
	const mandate = /name="mandate" value="([\da-f-]{36})"/.exec(given)?.[1] ?? '';
	const page = await visitor.newPage();
	await page.goto(`/shared/${mandate}/usage`);
	await taken(page);
	const ms = await gone(page, '.stage, main table', 'får inte längre', () =>
		send(holder.request, `${people}?/end`, [['mandate', mandate]])
	);
	console.log(`A visitor’s page was blank ${(ms / 1000).toFixed(1)} s after the withdrawal`);
	expect(ms).toBeLessThan(MOST_MS);
	// neither is it there by the back button
	await page.goto('/shared');
	await page.goBack();
	await expect(page.locator('.stage, main table')).toHaveCount(0);
	await Promise.all([holder.close(), visitor.close()]);
});
