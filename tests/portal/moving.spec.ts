import { daysAgo, lastMonth, usage } from './periods.ts';
import { expect, taken, test } from './visitor.ts';

test('a bar leads one resolution down, as far as its readings', async ({ page, home }) => {
	await page.goto(usage(home, 'water', 'year', 'all'));
	for (const place of [
		/\/water\/month\/\d{4}$/,
		/\/water\/day\/\d{4}-\d\d$/,
		/\/water\/hour\/\d{4}-\d\d-\d\d$/
	]) {
		await taken(page);
		await page.locator('svg.drawing:visible a').first().click();
		await expect(page).toHaveURL(place);
	}
	await page.locator('svg.drawing:visible a').nth(8).click();
	await expect(page).toHaveURL(/\?open=\d+#trace$/);
	await expect(page.locator('#trace')).toBeVisible();
});

test('an opened hour shows each meter’s serial, both registers, and the readings with time and source', async ({
	page,
	home
}) => {
	await page.goto(usage(home, 'water', 'hour', daysAgo(5)));
	await taken(page);
	await page.locator('svg.drawing:visible a').nth(7).click();
	const trace = page.locator('#trace');
	await expect(trace.getByRole('heading', { level: 2 })).toHaveText('07–08: så är det uträknat');
	const meters = trace.getByRole('heading', { level: 3 });
	await expect(meters).toHaveText([/Kallt vatten, mätare \w+/, /Varmt vatten, mätare \w+/]);
	for (const meter of await trace.locator('.meter').all()) {
		const [from, to, used] = await meter.locator('dd').allInnerTexts();
		const value = (text = '') => Number(text.replace(/[\s ]|m³/g, '').replace(',', '.'));
		const litres = Number(/^(\d+) liter/.exec(used ?? '')?.[1]);
		expect(Math.round((value(to) - value(from)) * 1000)).toBe(litres);
		const rows = meter.locator('tbody tr');
		expect(await rows.count()).toBeGreaterThanOrEqual(2);
		await expect(rows.first()).toContainText(/\d\d:\d\d:\d\d.*m³.*uppmätt.*exempel/s);
	}
});

test('stepping keeps the focus on the arrow and the page where it was', async ({ page, home }) => {
	await page.setViewportSize({ width: 1000, height: 420 });
	await page.goto(usage(home, 'water', 'day', lastMonth()));
	await taken(page);
	await page.evaluate(() => {
		scrollTo(0, 180);
	});
	const arrow = page.getByRole('link', { name: /^Föregående månad/ });
	await arrow.evaluate((link: HTMLElement) => {
		link.focus({ preventScroll: true });
	});
	for (let i = 0; i < 3; i++) {
		const before = page.url();
		await page.keyboard.press('Enter');
		await expect(page).not.toHaveURL(before);
		await expect(arrow).toBeFocused();
		expect(await page.evaluate(() => scrollY)).toBe(180);
	}
});

test('the back button goes the same way back', async ({ page, home }) => {
	const first = usage(home, 'electricity', 'day', lastMonth());
	await page.goto(first);
	await taken(page);
	await page.locator('svg.drawing:visible a').nth(4).click();
	const second = `/electricity/hour/${lastMonth()}-05`;
	await expect(page).toHaveURL(new RegExp(`${second}$`));
	await page.getByRole('link', { name: /^Nästa dag/ }).click();
	await expect(page).toHaveURL(new RegExp(`${lastMonth()}-06$`));
	await page.goBack();
	await expect(page).toHaveURL(new RegExp(`${second}$`));
	await expect(page.locator('tbody tr')).toHaveCount(24);
	await page.goBack();
	await expect(page).toHaveURL(first);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\p{Lu}\p{Ll}+ \d{4}$/u);
});

test('changing subject or resolution keeps the place in time', async ({ page, home }) => {
	const day = `${lastMonth()}-05`;
	await page.goto(usage(home, 'water', 'hour', day));
	await page.getByRole('link', { name: 'El', exact: true }).click();
	await expect(page).toHaveURL(new RegExp(`/electricity/hour/${day}$`));
	await page.getByRole('link', { name: 'Dagar' }).click();
	await expect(page).toHaveURL(new RegExp(`/electricity/day/${lastMonth()}$`));
	await page.getByRole('link', { name: 'År', exact: true }).click();
	await expect(page).toHaveURL(/\/electricity\/year\/all$/);
});
