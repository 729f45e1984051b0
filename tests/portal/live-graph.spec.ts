import { daysAgo, lastMonth, usage } from './periods.ts';
import { expect, taken, test } from './visitor.ts';

test('Chart.js takes the graph over without moving anything', async ({ page, home }) => {
	await page.addInitScript(() => {
		const shifts: number[] = [];
		Object.assign(globalThis, { shifts });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
		}).observe({ type: 'layout-shift', buffered: true });
	});
	for (const width of [1280, 390]) {
		await page.setViewportSize({ width, height: 844 });
		await page.goto(usage(home, 'water', 'day', lastMonth()));
		await taken(page);
		await expect(page.locator('canvas')).toBeVisible();
		await page.evaluate(() => document.fonts.ready);
		const drawn = await page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
			const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
			return data?.some((value) => value > 0) ?? false;
		});
		expect(drawn, 'something is painted').toBe(true);
		const shift = await page.evaluate(() =>
			(globalThis as unknown as { shifts: number[] }).shifts.reduce((a, b) => a + b, 0)
		);
		expect(shift).toBeLessThanOrEqual(0.02);
	}
});

test('the canvas lies over the drawing exactly, whose links stay', async ({ page, home }) => {
	await page.goto(usage(home, 'water', 'day', lastMonth()));
	await taken(page);
	const canvas = await page.locator('canvas').boundingBox();
	const drawing = await page.locator('svg.drawing:visible').boundingBox();
	for (const side of ['x', 'y', 'width', 'height'] as const) {
		expect(Math.abs((canvas?.[side] ?? 0) - (drawing?.[side] ?? 99))).toBeLessThan(1.5);
	}
	await page.locator('svg.drawing:visible a').nth(9).click();
	await expect(page).toHaveURL(new RegExp(`/water/hour/${lastMonth()}-10$`));
});

test('where Chart.js does not load the drawing stays, and nothing else is lost', async ({ page, home }) => {
	await page.goto(usage(home, 'water', 'hour', daysAgo(5)));
	await taken(page);
	const scripts = await page.evaluate(() =>
		performance
			.getEntriesByType('resource')
			.filter((entry) => entry.name.endsWith('.js'))
			.map((entry) => ({ name: entry.name, size: (entry as PerformanceResourceTiming).decodedBodySize }))
	);
	const library = scripts.toSorted((a, b) => b.size - a.size)[0]?.name ?? '';
	const other = await page.context().newPage();
	await other.route(library, (route) => route.abort());
	await other.goto(usage(home, 'water', 'hour', daysAgo(5)));
	await expect(other.locator('.stage.scripted')).toBeAttached();
	await expect(other.locator('.stage.taken')).toHaveCount(0);
	const bar = other.locator('svg.drawing:visible path.piece').first();
	await expect(bar).toBeVisible();
	await expect(bar).toHaveCSS('opacity', '1');
	await other.locator('svg.drawing:visible a').nth(8).click();
	await expect(other.locator('#trace')).toBeVisible();
});

test('pointing at a bar reads it out, with how it is known', async ({ page, home }) => {
	await page.goto(usage(home, 'water', 'hour', daysAgo(5)));
	await taken(page);
	await page.locator('svg.drawing:visible a').nth(7).hover();
	await expect(page.locator('.reading')).toContainText(/^07–08 \d+(,\d)? liter.*uppmätt/);
});

test.describe('with a finger', () => {
	test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
	test('a touch reads the bar and leads nowhere; the link beside the words follows it', async ({
		page,
		home
	}) => {
		const place = usage(home, 'water', 'day', lastMonth());
		await page.goto(place);
		await taken(page);
		await page.locator('svg.drawing:visible a').nth(4).tap();
		await expect(page.locator('.reading')).toContainText('liter');
		await expect(page).toHaveURL(place);
		await page.getByRole('link', { name: 'Visa timmarna' }).tap();
		await expect(page).toHaveURL(new RegExp(`/water/hour/${lastMonth()}-05$`));
	});
});
