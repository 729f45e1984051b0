import type { Page } from '@playwright/test';
import { faults } from '../fixtures/faults.ts';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { expect, test } from './visitor.ts';

const menu = (page: Page) => page.getByRole('navigation', { name: 'Huvudmeny' });

test('the overview says the month in one sentence, each medium in another, and leads to its days', async ({
	page,
	home
}) => {
	await page.goto('/');
	await expect(page).toHaveURL(`/homes/${home.id}`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		/^\p{Lu}\p{Ll}+ har hittills kostat .*kr/u
	);
	await expect(menu(page).getByRole('link', { name: 'Översikt' })).toHaveAttribute('aria-current', 'page');
	const bands = page.getByRole('article');
	await expect(bands).toHaveCount(4);
	for (const band of await bands.all()) await expect(band.locator('.what p')).toHaveText(/\p{L}{3}/u);
	await page.getByText('Alla tal i en tabell').click();
	await expect(page.getByRole('table', { name: 'Dag för dag' })).toBeVisible();
	expect(await faults(page)).toEqual([]);
	await bands.getByRole('link', { name: 'Varmt vatten' }).click();
	await expect(page).toHaveURL(/\/usage\/water\/day\/\d{4}-\d\d$/);
	await menu(page).getByRole('link', { name: 'Översikt' }).click();
	await expect(page).toHaveURL(`/homes/${home.id}`);
});

test.describe('on a phone', () => {
	test.use({ account: 'leak', viewport: { width: 390, height: 844 } });

	test('a leak is said first, with its hours and what to do, and the pages are within the thumb’s reach', async ({
		page,
		home
	}) => {
		await page.goto(`/homes/${home.id}`);
		const urgent = page.getByRole('region', { name: 'Att göra något åt' });
		await expect(urgent).toContainText(/Kallt vatten har runnit varje timme sedan .* kl\. \d\d/);
		await expect(urgent).toContainText('Lyssna vid toaletten');
		await expectNoSidewaysScroll(page);
		expect(await faults(page)).toEqual([]);
		const box = await menu(page).boundingBox();
		expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(844);
		await menu(page).getByRole('link', { name: 'Mina uppgifter' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mina uppgifter');
		await page.goto(`/homes/${home.id}`);
		await urgent.getByRole('link', { name: 'Se timmarna' }).click();
		await expect(page).toHaveURL(/\/usage\/water\/hour\/\d{4}-\d\d-\d\d$/);
	});
});

test.describe('a home that shows months', () => {
	test.use({ account: 'months' });

	test('has its whole months beside last year’s, and no day, hour or forecast', async ({ page, home }) => {
		await page.goto(`/homes/${home.id}`);
		await expect(page.getByText('Staplarna är månader.')).toBeVisible();
		await expect(page.getByText('Här visas månader.')).toBeVisible();
		await expect(page.getByText('I dag', { exact: true })).toHaveCount(0);
		await expect(page.getByText('I den här takten')).toHaveCount(0);
		expect(await faults(page)).toEqual([]);
	});
});

test.describe('a home that is left', () => {
	test.use({ account: 'former' });

	test('says until when it was theirs', async ({ page, home }) => {
		await page.goto(`/homes/${home.id}`);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(
			/^Ni bodde här till \d+ \p{L}+ \d{4}\.$/u
		);
		await expect(page.getByText('hittills')).toHaveCount(0);
	});
});
