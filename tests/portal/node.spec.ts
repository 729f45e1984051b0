import type { APIRequestContext } from '@playwright/test';
import { faults } from '../fixtures/faults.ts';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { expect, test } from './visitor.ts';

interface Begun {
	readonly code: string;
	readonly ticket: string;
}

/** A display that shows a code, as the home node asks for one. */
async function begin(request: APIRequestContext, name: string): Promise<Begun> {
	const begun = await request.post('/api/collect/v1/pairings', { data: { name } });
	expect(begun.status()).toBe(201);
	return (await begun.json()) as Begun;
}

/** The key, once the code has been entered. */
async function take(request: APIRequestContext, ticket: string): Promise<string> {
	const taken = await request.get('/api/collect/v1/pairings/current', {
		headers: { authorization: `Ticket ${ticket}` }
	});
	expect(taken.status()).toBe(200);
	return ((await taken.json()) as { key: string }).key;
}

const deliver = async (request: APIRequestContext, key: string): Promise<number> =>
	(
		await request.post('/api/collect/v1/hours', {
			headers: { authorization: `Node ${key}` },
			data: { sentAt: new Date().toISOString(), items: [] }
		})
	).status();

for (const scripts of [true, false]) {
	test.describe(scripts ? 'with scripts' : 'without scripts', () => {
		test.use({ javaScriptEnabled: scripts });

		test('a display is added by its code and taken away again', async ({ page, home, request }) => {
			const name = `Köket ${Date.now()}`;
			const { code, ticket } = await begin(request, name);
			await page.goto(`/homes/${home.id}/my-data`);
			await page.getByRole('link', { name: 'Hemmets displayer' }).click();
			await page.getByLabel('Koden på displayen').fill(code.toLowerCase().replace('-', ' '));
			await page.getByRole('button', { name: 'Lägg till' }).click();
			await expect(page.getByRole('status')).toContainText('Koden stämmer.');
			const key = await take(request, ticket);
			expect(await deliver(request, key)).toBe(200);
			await page.reload();
			const row = page.getByRole('listitem').filter({ hasText: name });
			await expect(row).toContainText('Hördes senast');
			await row.locator('summary').click();
			await row.getByRole('button', { name: 'Ja, ta bort' }).click();
			await expect(page.getByRole('status')).toHaveText('Displayen är borttagen.');
			await expect(row).toHaveCount(0);
			expect(await deliver(request, key)).toBe(401);
		});
	});
}

test('a code that is not right is kept to be put right', async ({ page, home }) => {
	await page.goto(`/homes/${home.id}/node`);
	await page.getByLabel('Koden på displayen').fill('AAAA-AAAA');
	await page.getByRole('button', { name: 'Lägg till' }).click();
	await expect(page.getByRole('alert')).toContainText('Koden stämmer inte');
	await expect(page.getByLabel('Koden på displayen')).toHaveValue('AAAA-AAAA');
});

test('the page of displays has no fault that axe finds', async ({ page, home, request }) => {
	const name = `Hallen ${Date.now()}`;
	const { code, ticket } = await begin(request, name);
	await page.goto(`/homes/${home.id}/node`);
	await page.getByLabel('Koden på displayen').fill(code);
	await page.getByRole('button', { name: 'Lägg till' }).click();
	await expect(page.getByRole('status')).toBeVisible();
	await take(request, ticket);
	await page.reload();
	const row = page.getByRole('listitem').filter({ hasText: name });
	await row.locator('summary').click();
	expect(await faults(page)).toEqual([]);
	await page.setViewportSize({ width: 320, height: 640 });
	await expectNoSidewaysScroll(page);
});
