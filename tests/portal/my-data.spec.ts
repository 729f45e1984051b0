import { faults } from '../fixtures/faults.ts';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { expect, signIn, test } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

test.describe('somebody who says no to everything', () => {
	test.use({ account: null });

	test('is welcomed once, nothing chosen beforehand, and no is one click', async ({ page }) => {
		await page.goto('/sign-in');
		await signIn(page, 'months');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hur noga vill du se ditt hem?');
		for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked();
		expect(await faults(page)).toEqual([]);
		await page.getByRole('button', { name: 'Nej tack, bara månader' }).click();
		await expect(page).toHaveURL(/\/homes\/[\da-f-]{36}$/);
		await page.goto('/');
		await expect(page).toHaveURL(/\/homes\/[\da-f-]{36}$/);
	});
});

test.describe('months alone', () => {
	test.use({ account: 'months' });

	test('have their page as everybody’s; days and hours say that they are off and lead to the switch', async ({
		page
	}) => {
		await page.goto('/');
		await page.getByRole('link', { name: 'Förbrukning', exact: true }).click();
		await expect(page).toHaveURL(/\/usage\/water\/month\//);
		await expect(page.getByRole('img').or(page.locator('.stage')).first()).toBeVisible();
		await page.getByRole('link', { name: 'Timmar', exact: true }).click();
		await expect(page.getByRole('heading', { name: 'Timmar är inte påslagna här' })).toBeVisible();
		await page.getByRole('link', { name: 'Dagar', exact: true }).click();
		await expect(page.getByRole('heading', { name: 'Dagar är inte påslagna här' })).toBeVisible();
		await page.getByRole('link', { name: 'Välj under Mina uppgifter' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mina uppgifter');
	});
});

for (const scripts of [true, false]) {
	test.describe(scripts ? 'with scripts' : 'without scripts', () => {
		test.use({ account: 'months', javaScriptEnabled: scripts });

		test('a switch opens days of one medium with one click and closes them with one', async ({
			page,
			home
		}) => {
			await page.goto(`/homes/${home.id}/my-data`);
			const days = page.getByRole('switch', { name: 'Kallt vatten dag för dag' });
			await expect(days).not.toBeChecked();
			await days.click();
			await expect(days).toBeChecked();
			await expect(page.getByRole('status')).toHaveText('Ditt val är sparat och gäller från och med nu.');
			await expect(page.getByRole('switch', { name: 'Kallt vatten timme för timme' })).not.toBeChecked();
			await page.goto(`/homes/${home.id}/usage/water/day/2026-11`);
			await expect(page.getByText('Varmt vatten visas inte så noga')).toBeVisible();
			await page.goBack();
			await days.click();
			await expect(days).not.toBeChecked();
		});

		test('hours are hidden with one click and shown again with one', async ({ page, home }) => {
			await page.goto(`/homes/${home.id}/my-data`);
			await page.getByRole('button', { name: 'Dölj timmarna för alla' }).click();
			await expect(page.getByText('Du döljer timmarna.')).toBeVisible();
			await page.getByRole('button', { name: 'Sluta dölja timmarna' }).click();
			await expect(page.getByText('Du döljer timmarna.')).toHaveCount(0);
		});
	});
}

test('my data has no fault that axe finds and fits a small screen', async ({ page, home }) => {
	await page.goto(`/homes/${home.id}/my-data`);
	await page.getByText('Vad du har bestämt hittills').click();
	expect(await faults(page)).toEqual([]);
	await page.setViewportSize({ width: 320, height: 640 });
	await expectNoSidewaysScroll(page);
});
