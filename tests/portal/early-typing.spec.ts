import { expect, test } from '@playwright/test';

test('an address typed before the scripts have come is still there when they have', async ({ page }) => {
	let release = (): void => undefined;
	const released = new Promise<void>((resolve) => {
		release = resolve;
	});
	await page.route(/\.js$/, async (route) => {
		await released;
		await route.continue();
	});
	await page.goto('/sign-in', { waitUntil: 'commit' });
	const email = page.getByLabel('E-postadress');
	await email.fill('somebody@example.se');
	release();
	await page.waitForLoadState('networkidle');
	await expect(email).toHaveValue('somebody@example.se');
});
