import { lastMonth, usage } from './periods.ts';
import { expect, signIn, test } from './visitor.ts';

// The language stays with the account, which other tests use: these go after them, one at a time, and leave it in Swedish.
test.describe.configure({ mode: 'serial' });

test('the language that is chosen stays on every page, after signing out, and with the account', async ({
	page,
	home
}) => {
	const place = usage(home, 'water', 'day', lastMonth());
	await page.goto(place);
	await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page).toHaveURL(place);
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await page.getByRole('button', { name: 'Norsk' }).click();
	await expect(page).toHaveURL(place);
	await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
	await expect(page.getByRole('link', { name: 'Måneder' })).toBeVisible();
	await page.getByRole('button', { name: 'English' }).click();
	await page.getByRole('link', { name: 'Hours' }).click();
	await expect(page.getByText('litres an hour')).toBeVisible();
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await page.context().clearCookies({ name: /session/ });
	await page.goto('/sign-in');
	await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	await page.getByRole('button', { name: 'Svenska' }).click();
	await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible();
	await signIn(page, 'tenant');
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await page.getByRole('button', { name: 'Svenska' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
});

test.describe('a browser that prefers English', () => {
	test.use({ locale: 'en-GB', account: null });
	test('is met in English before anything is chosen', async ({ page }) => {
		await page.goto('/sign-in');
		await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	});
});

test.describe('a browser that prefers Norwegian', () => {
	test.use({ locale: 'nb-NO', account: null });
	test('is met in Norwegian before anything is chosen', async ({ page }) => {
		await page.goto('/sign-in');
		await expect(page.getByRole('heading', { name: 'Logg inn', exact: true })).toBeVisible();
		await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
	});
});

test.describe('signed out', () => {
	test.use({ account: null, javaScriptEnabled: false });
	test('without scripts one signs in and changes language', async ({ page }) => {
		await page.goto('/');
		await signIn(page, 'tenant');
		await expect(page.getByRole('heading', { level: 1 })).toContainText('har hittills kostat');
		await page.getByRole('button', { name: 'English' }).click();
		await page.getByRole('link', { name: 'Usage', exact: true }).click();
		await expect(page.getByRole('link', { name: 'Months' })).toBeVisible();
		await page.getByRole('button', { name: 'Svenska' }).click();
		await expect(page.getByRole('link', { name: 'Månader' })).toBeVisible();
		await page.getByRole('button', { name: 'Logga ut' }).click();
		await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible();
	});
});
