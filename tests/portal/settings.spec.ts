import AxeBuilder from '@axe-core/playwright';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { expect, signIn, test } from './visitor.ts';

test.describe('settings', () => {
	test.use({ account: null, javaScriptEnabled: true });

	test('a key is made, copied, shown once and taken away; a wrong password is said', async ({
		page,
		request
	}) => {
		await page.goto('/sign-in');
		await signIn(page, 'partner');
		await page.getByRole('link', { name: 'Inställningar' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inställningar');
		await expect(page.getByText('Den här enheten')).toBeVisible();
		await page.getByText('Skapa en nyckel').click();
		await page.getByLabel('Vad ska nyckeln heta?').fill('Home Assistant');
		await page.getByLabel('Kallt vatten').check();
		await page.getByLabel('Månader: hur mycket ni använder').check();
		const password = page.getByLabel('Ditt lösenord, en gång till');
		await password.fill('wrong');
		await page.getByRole('button', { name: 'Skapa nyckeln' }).click();
		await expect(page.getByRole('alert')).toContainText('Det var inte ditt nuvarande lösenord');
		await expect(page.getByLabel('Kallt vatten')).toBeChecked();
		const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
		expect(violations).toEqual([]);
		await password.fill('demo-partner');
		await page.getByRole('button', { name: 'Skapa nyckeln' }).click();
		await expect(page.getByRole('button', { name: 'Kopiera' })).toBeVisible();
		const token = (await page.locator('code').textContent()) ?? '';
		const homes = await request.get('/api/v1/homes', { headers: { authorization: `Bearer ${token}` } });
		expect(homes.status()).toBe(200);
		await page.setViewportSize({ width: 390, height: 844 });
		await expectNoSidewaysScroll(page);
		await page.goto('/settings');
		await expect(page.getByText(token)).toHaveCount(0);
		await page.getByRole('button', { name: 'Ta bort nyckeln Home Assistant' }).click();
		await expect(page.getByRole('status')).toHaveText('Nyckeln är borttagen och öppnar ingenting mer.');
	});
});

test.describe('settings without scripts', () => {
	test.use({ account: 'shafts', javaScriptEnabled: false });

	test('the unit of water holds on the usage page, and is undone with one click', async ({ page, home }) => {
		await page.goto('/settings');
		await page.getByRole('button', { name: 'm³' }).click();
		await expect(page.getByRole('button', { name: 'm³' })).toHaveAttribute('aria-pressed', 'true');
		await page.goto(`/homes/${home.id}/usage/water/day/2026-10`);
		await expect(page.getByText('m³ per dygn').or(page.getByText('m³ om dagen')).first()).toBeVisible();
		await page.goto('/settings');
		await page.getByRole('button', { name: 'Det som passar' }).click();
		await expect(page.getByRole('status')).toContainText('Enheten är sparad');
	});
});
