import { lastMonth } from './periods.ts';
import { expect, test } from './visitor.ts';

test('every krona leads to its days, hours and registers, and a month to its year and back', async ({
	page,
	home
}) => {
	await page.goto(`/homes/${home.id}/costs`);
	await expect(page.locator('.strong').first()).toHaveText(/ har hittills kostat /);
	await page.getByRole('link', { name: /^Föregående månad/ }).click();
	await expect(page).toHaveURL(new RegExp(`/costs/${lastMonth()}$`));
	await expect(page.locator('.lead .strong')).toHaveText(/ kostade [\d\s]+ kr\.$/);

	// the price of electricity changed in the middle of the month: a line for each price
	const lines = page.locator('section.electricity details');
	await expect(lines).toHaveCount(2);
	await expect(lines.nth(0).locator('summary')).toContainText('1–14 ');
	await lines.nth(1).locator('summary').click();
	await expect(lines.nth(1).getByText(/^Mätare \d+$/)).toBeVisible();
	await expect(lines.nth(1).getByText(/^från [\d\s,]+ till [\d\s,]+ kWh$/)).toBeVisible();
	await lines.nth(1).locator('tbody a').last().click();
	await expect(page).toHaveURL(/\/usage\/electricity\/hour\/\d{4}-\d\d-\d\d$/);
	await page.locator('tbody tr th a').nth(18).dispatchEvent('click');
	await expect(page.locator('#trace')).toContainText(/Ställning kl\. \d\d:00/);

	await page.goto(`/homes/${home.id}/costs/${lastMonth()}`);
	await page.getByRole('link', { name: 'År', exact: true }).click();
	await expect(page).toHaveURL(new RegExp(`/costs/${lastMonth().slice(0, 4)}$`));
	const [sum] = (await page.locator(`tbody a[href$="${lastMonth()}"]`).locator('xpath=../..').innerText())
		.split('\n')
		.slice(-1);
	expect(sum).toMatch(/\d/);
	const file = await page.request.get(`/homes/${home.id}/costs/${lastMonth()}/csv`);
	expect(await file.text()).toMatch(/^line,medium,.*\r\nuse,cold_water,/);
});

test.describe('who has said no to days and hours', () => {
	test.use({ account: 'months' });
	test('sees the same bill with its registers, and where days are switched on', async ({ page, home }) => {
		await page.goto(`/homes/${home.id}/costs/${lastMonth()}`);
		const lines = page.locator('section.electricity details');
		await expect(lines).toHaveCount(2);
		await lines.nth(0).locator('summary').click();
		await expect(lines.nth(0).getByText(/^från [\d\s,]+ till [\d\s,]+ kWh$/)).toBeVisible();
		await expect(lines.nth(0).getByRole('link', { name: 'Slå på dagar i Mina uppgifter' })).toBeVisible();
		await expect(lines.nth(0).locator('table')).toHaveCount(0);
	});
});
