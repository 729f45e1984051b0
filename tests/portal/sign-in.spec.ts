import { daysAgo, morning, usage } from './periods.ts';
import { expect, signIn, test } from './visitor.ts';

test.use({ account: null });

test('a tenant signs in, sees what the home uses, and signs out', async ({ page }) => {
	await page.goto('/');
	await expect(page).toHaveURL(/\/sign-in/);
	await signIn(page, 'tenant');
	await expect(page).toHaveURL(/\/homes\/[0-9a-f-]{36}$/);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('har hittills kostat');
	await expect(page.locator('table').first()).toBeAttached();
	const place = page.url();
	await page.getByRole('button', { name: 'Logga ut' }).click();
	await expect(page).toHaveURL(/\/sign-in/);
	await page.goto(place);
	await expect(page).toHaveURL(/\/sign-in/);
});

test('a wrong password and an unknown address get the same answer', async ({ page }) => {
	const answers: string[] = [];
	for (const email of ['newcomer@demo.hemvy', 'nobody@demo.hemvy']) {
		await page.goto('/sign-in');
		await page.getByLabel('E-postadress').fill(email);
		await page.getByLabel('Lösenord').fill('not the password');
		await page.getByRole('button', { name: 'Logga in' }).click();
		answers.push(await page.getByRole('alert').innerText());
		await expect(page.getByLabel('E-postadress')).toHaveValue(email);
		await expect(page.getByLabel('Lösenord')).toHaveValue('');
	}
	expect(answers[0]).toBe(answers[1]);
});

test('what is typed before the scripts arrive is kept when they do', async ({ page }) => {
	let release: () => void = () => undefined;
	const held = new Promise<void>((resolve) => (release = resolve));
	await page.route(/\.js(\?|$)/, async (route) => {
		await held;
		await route.continue();
	});
	await page.goto('/sign-in', { waitUntil: 'commit' });
	await page.getByLabel('E-postadress').fill('tenant@demo.hemvy');
	await page.getByLabel('Lösenord').fill('demo-tenant');
	release();
	// The announcer is the framework's: it is there once the page has been taken over.
	await expect(page.locator('#svelte-announcer')).toBeAttached();
	await expect(page.getByLabel('E-postadress')).toHaveValue('tenant@demo.hemvy');
	await expect(page.getByLabel('Lösenord')).toHaveValue('demo-tenant');
});

test('a bookmarked address is where one lands after signing in again', async ({ page, session }) => {
	const [home] = (await session('tenant')).homes;
	if (home === undefined) throw new Error('tenant@ has no home');
	const day = daysAgo(6);
	const place = `${usage(home, 'electricity', 'hour', day)}?open=${morning(day)}`;
	await page.goto(place);
	await expect(page).toHaveURL(/\/sign-in\?next=/);
	await signIn(page, 'tenant');
	await expect(page).toHaveURL(place);
	await expect(page.locator('#trace')).toBeVisible();
	await page.getByRole('button', { name: 'Logga ut' }).click();
	await page.goto(place);
	await signIn(page, 'tenant');
	await expect(page).toHaveURL(place);
});

test('the way back after signing in never leads to another site', async ({ page }) => {
	for (const next of ['https://example.org/', '//example.org/', '/\\example.org']) {
		await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
		await signIn(page, 'tenant');
		await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/homes\//);
		await page.getByRole('button', { name: 'Logga ut' }).click();
		await expect(page).toHaveURL(/\/sign-in/);
	}
});

test('staff are asked for a one-time code before anything else, and can sign out', async ({ page }) => {
	await page.goto('/sign-in?next=/staff/log');
	await signIn(page, 'auditor');
	await expect(page).toHaveURL(/\/staff\/second-factor\?next=%2Fstaff%2Flog$/);
	await page.getByLabel('Engångskod').fill('12345');
	await page.getByRole('button', { name: 'Bekräfta' }).click();
	await expect(page.getByRole('alert')).toContainText('Koden stämmer inte');
	await page.goto('/staff/log');
	await expect(page).toHaveURL(/\/staff\/second-factor/);
	await page.getByRole('button', { name: 'Logga ut' }).click();
	await expect(page).toHaveURL(/\/sign-in/);
});
