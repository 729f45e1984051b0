import type { APIRequestContext } from '@playwright/test';
import { faults } from '../fixtures/faults.ts';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { expect, test } from './visitor.ts';

test.use({ account: null });

interface Begun {
	readonly code: string;
	readonly ticket: string;
}

async function begin(request: APIRequestContext): Promise<Begun> {
	const begun = await request.post('/api/collect/v1/pairings', { data: { name: 'Väggdisplay' } });
	return (await begun.json()) as Begun;
}

for (const scripts of [true, false]) {
	test.describe(scripts ? 'with scripts' : 'without scripts', () => {
		test.use({ javaScriptEnabled: scripts });

		test('a technician pairs a display with a contract and unpairs it again', async ({
			page,
			session,
			request
		}) => {
			await page.context().addCookies((await session('technician')).storage.cookies);
			const { code, ticket } = await begin(request);
			await page.goto('/');
			await expect(page).toHaveURL(/\/staff$/);
			await page.getByRole('navigation').getByRole('link', { name: 'Displayer' }).click();
			await expect(page).toHaveURL(/\/staff\/displays$/);
			await expect(page.getByRole('link', { name: 'Displayer' })).toHaveAttribute('aria-current', 'page');
			const contract = scripts ? 'GF-K12-1402-1' : 'GF-K14-1004-1';
			await page.getByLabel('Kontraktsnummer', { exact: true }).fill(contract);
			await page.getByLabel('Koden på displayen').fill('AAAA-AAAA');
			await page.getByRole('button', { name: 'Koppla', exact: true }).click();
			await expect(page.getByRole('alert')).toContainText('Koden stämmer inte');
			await expect(page.getByLabel('Kontraktsnummer', { exact: true })).toHaveValue(contract);
			await page.getByLabel('Koden på displayen').fill(code);
			await page.getByRole('button', { name: 'Koppla', exact: true }).click();
			await expect(page.getByRole('status')).toContainText('Koden stämmer.');
			const taken = await request.get('/api/collect/v1/pairings/current', {
				headers: { authorization: `Ticket ${ticket}` }
			});
			expect(taken.status()).toBe(200);
			await page.getByLabel('Kontraktsnummer som börjar med').fill(contract);
			await page.getByRole('button', { name: 'Sök' }).click();
			await expect(page).toHaveURL(/contract=GF-/);
			await expect(page.getByRole('listitem')).toHaveCount(1);
			const row = page.getByRole('listitem').filter({ hasText: contract });
			await expect(row).toContainText('har inte hörts än');
			await row.locator('summary').click();
			await row.getByRole('button', { name: 'Ja, koppla bort' }).click();
			await expect(page.getByRole('status')).toHaveText('Displayen är bortkopplad.');
			await expect(row).toHaveCount(0);
		});
	});
}

test('a contract that there is none of is said, beside the field', async ({ page, session }) => {
	await page.context().addCookies((await session('technician')).storage.cookies);
	await page.goto('/staff/displays');
	await page.getByLabel('Kontraktsnummer', { exact: true }).fill('nothing');
	await page.getByLabel('Koden på displayen').fill('AAAA-AAAA');
	await page.getByRole('button', { name: 'Koppla', exact: true }).click();
	await expect(page.getByRole('alert')).toContainText('inget pågående kontrakt');
	expect(await faults(page)).toEqual([]);
	await page.setViewportSize({ width: 320, height: 640 });
	await expectNoSidewaysScroll(page);
});

test('a tenant finds no page of staff, nobody signs in first', async ({ page, session, request }) => {
	expect((await request.get('/staff/displays', { maxRedirects: 0 })).status()).toBe(303);
	await page.context().addCookies((await session('tenant')).storage.cookies);
	expect((await page.goto('/staff/displays'))?.status()).toBe(404);
});
