import { expect, test } from '@playwright/test';

test('a tenant signs in, sees what the home uses, and signs out', async ({ page }) => {
	await page.goto('/');
	await expect(page).toHaveURL(/\/sign-in/);
	await page.getByLabel('E-postadress').fill('tenant@demo.hemvy');
	await page.getByLabel('Lösenord').fill('demo-tenant');
	await page.getByRole('button', { name: 'Logga in' }).click();
	await expect(page).toHaveURL(/\/homes\/[0-9a-f-]{36}\/usage\/\w+\/\w+\//);
	await expect(page.getByRole('figure')).toBeVisible();
	await expect(page.locator('table')).toBeAttached();
	const usage = page.url();
	await page.getByRole('button', { name: 'Logga ut' }).click();
	await expect(page).toHaveURL(/\/sign-in/);
	await page.goto(usage);
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
	}
	expect(answers[0]).toBe(answers[1]);
});
