import { faults } from '../fixtures/faults.ts';
import { daysAgo, lastMonth, morning, PERIODS, usage } from './periods.ts';
import { expect, taken, test, type HomeAnswer } from './visitor.ts';

const subjectPages = (home: HomeAnswer, subject: 'water' | 'electricity' | 'temperature'): string[] =>
	PERIODS.map(([resolution, period]) => usage(home, subject, resolution, period));

for (const subject of ['water', 'electricity', 'temperature'] as const) {
	for (const [resolution, period] of PERIODS) {
		test(`axe finds nothing on the page of ${subject} by ${resolution}, in light and dark`, async ({
			page,
			home
		}) => {
			await page.goto(usage(home, subject, resolution, period));
			await taken(page);
			expect(await faults(page)).toEqual([]);
		});
	}
}

test('axe finds nothing with a trace, another period and the table open', async ({ page, home }) => {
	const day = daysAgo(5);
	await page.goto(`${usage(home, 'water', 'hour', day)}?compare=previous&open=${morning(day)}`);
	await taken(page);
	await page.getByText('Visa som tabell').click();
	expect(await faults(page)).toEqual([]);
});

test('axe finds nothing on the costs of a month, opened, and of a year', async ({ page, home }) => {
	await page.goto(`/homes/${home.id}/costs/${lastMonth()}`);
	await page.locator('details > summary', { hasText: '×' }).first().click();
	expect(await faults(page)).toEqual([]);
	await page.goto(`/homes/${home.id}/costs/${lastMonth().slice(0, 4)}`);
	expect(await faults(page)).toEqual([]);
});

test('axe finds nothing where displays are added and removed', async ({ page, home }) => {
	await page.goto(`/homes/${home.id}/node`);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	expect(await faults(page)).toEqual([]);
});

test('axe finds nothing where nothing is found, nor where staff come to', async ({ page, session }) => {
	await page.goto('/nowhere');
	expect(await faults(page)).toEqual([]);
	await page.context().addCookies((await session('technician')).storage.cookies);
	await page.goto('/');
	expect(await faults(page)).toEqual([]);
});

test('axe finds nothing where one signs in, nor after a wrong password', async ({ page }) => {
	await page.context().clearCookies();
	await page.goto('/sign-in');
	expect(await faults(page)).toEqual([]);
	await page.getByLabel('E-postadress').fill('nobody@demo.hemvy');
	await page.getByLabel('Lösenord').fill('not the password');
	await page.getByRole('button', { name: 'Logga in' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	expect(await faults(page)).toEqual([]);
});

// 320 px is a window of 1280 px at 400 %.
test('nothing scrolls sideways at 320, 390, 1280 or 1920 px, nor after the window was made narrow', async ({
	page,
	home
}) => {
	const day = daysAgo(5);
	const places = [
		...subjectPages(home, 'water'),
		usage(home, 'electricity', 'day', lastMonth()),
		usage(home, 'temperature', 'hour', day),
		`${usage(home, 'water', 'hour', day)}?open=${morning(day)}`,
		`/homes/${home.id}/node`,
		'/nowhere'
	];
	const over = () =>
		page.evaluate(() => {
			const root = document.documentElement;
			scrollTo(1000, 0);
			return { wider: root.scrollWidth > root.clientWidth, scrolled: scrollX };
		});
	for (const place of places) {
		await page.setViewportSize({ width: 320, height: 844 });
		await page.goto(place);
		for (const closed of await page.getByText('Visa som tabell').all()) await closed.click();
		for (const width of [320, 390, 1280, 1920, 320]) {
			await page.setViewportSize({ width, height: 844 });
			await expect.poll(over, `${place} at ${width}`).toEqual({ wider: false, scrolled: 0 });
		}
	}
});

test('every bar is read and opened with the keys alone, and the focus is seen', async ({ page, home }) => {
	await page.goto(usage(home, 'water', 'hour', daysAgo(5)));
	await taken(page);
	const bars = page.locator('svg.drawing:visible a');
	// One stop for the graph as a whole, after the arrows and the choices.
	await page.getByRole('link', { name: /^Nästa dag/ }).focus();
	const isOnBar = () => page.evaluate(() => document.activeElement?.closest('svg.drawing') !== null);
	for (let i = 0; i < 20 && !(await isOnBar()); i++) await page.keyboard.press('Tab');
	await expect(bars.first()).toBeFocused();
	const read: string[] = [];
	for (let i = 0; i < 24; i++) {
		await expect(bars.nth(i)).toBeFocused();
		await expect(bars.nth(i).locator('.hit')).toHaveCSS('stroke-width', '3px');
		read.push(await page.locator('.reading b').innerText());
		await page.keyboard.press('ArrowRight');
	}
	expect(read[0]).toBe('00–01');
	expect(read.at(-1)).toBe('23–24');
	expect(new Set(read).size).toBe(24);
	await page.keyboard.press('Home');
	await expect(bars.first()).toBeFocused();
	await page.keyboard.press('End');
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('Enter');
	await expect(page.locator('#trace h2')).toHaveText('22–23: så är det uträknat');
});

test('everything that the keys reach shows where the focus is', async ({ page, home }) => {
	const day = daysAgo(5);
	await page.goto(`${usage(home, 'water', 'hour', day)}?open=${morning(day)}`);
	await taken(page);
	await page.locator('body').focus();
	const unseen: string[] = [];
	for (let i = 0; i < 24; i++) {
		await page.keyboard.press('Tab');
		const found = await page.evaluate(() => {
			const focused = document.activeElement;
			if (focused === null || focused === document.body) return null;
			const style = getComputedStyle(focused.querySelector('.hit') ?? focused);
			const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
			const stroked = Number.parseFloat(style.strokeWidth) >= 3 && style.stroke !== 'none';
			return { seen: outlined || stroked, what: focused.outerHTML.slice(0, 100) };
		});
		if (found === null) break;
		if (!found.seen) unseen.push(found.what);
	}
	expect(unseen).toEqual([]);
});

test('a printed page has the drawing and the table, and nothing to press', async ({ page, home }) => {
	await page.goto(usage(home, 'water', 'day', lastMonth()));
	await taken(page);
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('canvas')).toBeHidden();
	await expect(page.locator('svg.drawing:visible path.piece').first()).toHaveCSS('opacity', '1');
	await expect(page.getByRole('table')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Logga ut' })).toBeHidden();
	await expect(page.getByRole('link', { name: 'Dagar' })).toBeHidden();
	await expect(page.getByText('Peka på grafen')).toBeHidden();
	await expect(page.getByText('Vatten', { exact: true }).and(page.locator(':visible'))).toHaveCount(1);
	// The width of A4 between its margins: no word of the axes may be cut off.
	await page.setViewportSize({ width: 718, height: 1000 });
	const words = page.locator('svg.drawing:visible text.tick');
	for (const word of await words.all()) {
		const box = await word.boundingBox();
		expect(box?.x).toBeGreaterThanOrEqual(0);
		expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(718);
	}
	const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	expect(ground).toBe('rgb(255, 255, 255)');
});
