import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { faults } from '../fixtures/faults.ts';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { expect, test } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

for (const scripts of [true, false]) {
	test.describe(scripts ? 'with scripts' : 'without scripts', () => {
		test.use({ account: 'solar', javaScriptEnabled: scripts });

		test('everything about oneself comes by one button, and stands under who has looked', async ({
			page,
			home
		}) => {
			await page.goto(`/homes/${home.id}/my-data`);
			await page.getByRole('link', { name: 'Ta med dina uppgifter' }).click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ta med dina uppgifter');
			const coming = page.waitForEvent('download');
			await page.getByRole('button', { name: 'Ladda ner allt' }).click();
			const download = await coming;
			expect(download.suggestedFilename()).toMatch(/^hemvy-\d{4}-\d\d-\d\d\.zip$/);
			const files = unzipSync(await readFile(await download.path()));
			expect(Object.keys(files)).toContain('home-1/green-button/electricity_export-hours.xml');
			await page.getByRole('link', { name: /Varje nedladdning/ }).click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vem har tittat');
			await expect(page.getByText('egen hämtning').first()).toBeVisible();
		});

		test('an erasure is asked for with one click and undone with one', async ({ page, home }) => {
			await page.goto(`/homes/${home.id}/my-data`);
			await page.getByRole('link', { name: 'Radera timmar och dagar' }).click();
			await expect(page.getByText(/\d dygn, /).first()).toBeVisible();
			await page.getByRole('button', { name: 'Be att det raderas' }).click();
			await expect(page.getByText('Till dess kan du ångra dig.', { exact: false })).toBeVisible();
			await page.getByRole('button', { name: 'Jag har ångrat mig' }).click();
			await expect(page.getByText('Inget raderas.')).toBeVisible();
			await expect(page.getByRole('button', { name: 'Be att det raderas' })).toBeVisible();
		});

		test('hours are kept longer with one click and as usual with one', async ({ page, home }) => {
			await page.goto(`/homes/${home.id}/my-data`);
			await page.getByRole('button', { name: 'Spara i 24 månader' }).click();
			await expect(page.getByText('Nu sparas de i 24 månader.', { exact: false })).toBeVisible();
			await page.getByRole('button', { name: 'Spara i 13 månader' }).click();
			await expect(page.getByText('Nu sparas de i 13 månader.')).toBeVisible();
		});
	});
}

for (const place of ['take-out', 'erasure']) {
	test(`${place} has no fault that axe finds and fits a small screen`, async ({ page, home }) => {
		await page.goto(`/homes/${home.id}/${place}`);
		expect(await faults(page)).toEqual([]);
		await page.setViewportSize({ width: 320, height: 640 });
		await expectNoSidewaysScroll(page);
	});
}
