import { daysAgo, lastMonth, morning, usage } from './periods.ts';
import { expect, test } from './visitor.ts';

test.use({ javaScriptEnabled: false });

test('without scripts the graph is drawn, with a link for every bar', async ({ page, home }) => {
	await page.goto(usage(home, 'water', 'day', lastMonth()));
	const drawing = page.getByRole('figure').locator('svg.drawing:visible');
	await expect(drawing).toHaveCount(1);
	expect(await drawing.locator('path.piece').count()).toBeGreaterThan(20);
	const links = drawing.getByRole('link');
	expect(await links.count()).toBeGreaterThanOrEqual(28);
	for (const link of await links.all()) expect(await link.getAttribute('tabindex')).toBeNull();
	expect(await links.first().getAttribute('aria-label')).toMatch(/: .*(liter|m³|inga värden)/);
});

test('without scripts the table holds every bar and its sum', async ({ page, home }) => {
	await page.goto(usage(home, 'electricity', 'hour', daysAgo(5)));
	await page.getByText('Visa som tabell').click();
	await expect(page.getByRole('table')).toBeVisible();
	const bars = page.locator('svg.drawing:visible').getByRole('link');
	expect(await page.locator('tbody tr').count()).toBe(await bars.count());
	await expect(page.locator('tfoot')).toContainText(/Hela tiden\s*\d/);
});

test('without scripts one steps in time, and chooses subject and resolution', async ({ page, home }) => {
	await page.goto(usage(home, 'water', 'day', lastMonth()));
	const before = await page.getByRole('heading', { level: 1 }).innerText();
	await page.getByRole('link', { name: /^Föregående månad/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(before);
	await page.getByRole('link', { name: /^Nästa månad/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(before);
	await page.getByRole('link', { name: 'El', exact: true }).click();
	await expect(page).toHaveURL(/\/usage\/electricity\/day\//);
	await page.getByRole('link', { name: 'Månader' }).click();
	await expect(page).toHaveURL(/\/usage\/electricity\/month\/\d{4}$/);
});

test('without scripts another period is laid under, stays while one steps, and is taken away; a month is chosen', async ({
	page,
	home
}) => {
	await page.goto(usage(home, 'water', 'day', lastMonth()));
	await expect(page.locator('rect.under')).toHaveCount(0);
	await page.getByRole('link', { name: 'månaden före' }).click();
	await expect(page).toHaveURL(/\?compare=previous$/);
	expect(await page.locator('svg.drawing:visible rect.under').count()).toBeGreaterThan(20);
	await expect(page.locator('.lead')).toContainText(/(mindre|mer) än i \p{Ll}+ \d{4}, då det var/u);
	const file = await page.request.get(String(await page.locator('a.file').getAttribute('href')));
	expect(file.headers()['content-disposition']).toMatch(/filename="hemvy-water-day-\d{4}-\d\d.csv"/);
	expect((await file.text()).match(/,cold_water,/g)?.length).toBeGreaterThan(56);
	await page.getByRole('link', { name: /^Föregående månad/ }).click();
	await expect(page).toHaveURL(/\?compare=previous$/);
	await page.getByRole('link', { name: 'Sluta jämföra med månaden före' }).click();
	await expect(page).not.toHaveURL(/compare/);
	await page.locator('input[type=month]').fill(lastMonth());
	await page.getByRole('button', { name: 'Visa', exact: true }).click();
	await expect(page).toHaveURL(usage(home, 'water', 'day', lastMonth()));
	await page.goto(`${usage(home, 'water', 'day', '').slice(0, -1)}?at=1999-01`);
	await expect(page.locator('.outside')).toHaveText(/^Januari 1999 går inte att visa: .* Närmast är/);
});

test('without scripts a trace is opened by its address, and closed', async ({ page, home }) => {
	const day = daysAgo(5);
	await page.goto(`${usage(home, 'water', 'hour', day)}?open=${morning(day)}`);
	await expect(page.locator('#trace')).toContainText('Kallt vatten, mätare');
	await expect(page.locator('#trace tbody tr').first()).toContainText('exempel');
	await page.getByRole('link', { name: 'Stäng' }).click();
	await expect(page.locator('#trace')).toHaveCount(0);
});
