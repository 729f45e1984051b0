import { expect, test } from '@playwright/test';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';

let kiosk: RunningKiosk;

test.beforeAll(async () => {
	kiosk = await startKiosk({ env: { HEMVY_PIN: '4711' } });
});
test.afterAll(async () => {
	await kiosk.stop();
});

for (const { language, title, settings } of [
	{ language: 'sv', title: /Väggdisplayen/, settings: 'Inställningar' },
	{ language: 'en', title: /The wall display/, settings: 'Settings' },
	{ language: 'nb', title: /Veggskjermen/, settings: 'Innstillinger' }
]) {
	test(`the display speaks ${language} where that is chosen, on the wall and in its set-up`, async ({
		page,
		context
	}) => {
		await context.addCookies([{ name: 'hemvy_language', value: language, url: kiosk.url }]);
		await page.goto(kiosk.url);
		await expect(page.locator('html')).toHaveAttribute('lang', language);
		await expect(page).toHaveTitle(title);
		await page.goto(`${kiosk.url}/setup`);
		await expect(page.locator('html')).toHaveAttribute('lang', language);
		await expect(page).toHaveTitle(new RegExp(settings));
	});
}

test.describe('without a choice', () => {
	test.use({ locale: 'en-GB' });
	test('the display speaks the language of its household, not the browser’s', async ({ page }) => {
		await page.goto(kiosk.url);
		await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
	});
});
