import { addDays, clockChange, daysAgo, lastMonth, usage } from './periods.ts';
import { expect, test } from './visitor.ts';

test('another’s home and a home that does not exist are the same page', async ({ page, session }) => {
	const [other] = (await session('solar')).homes;
	const answers: { status: number; text: string; html: string }[] = [];
	for (const id of [other?.id ?? '', '6f1c2d3e-0000-4000-8000-000000000000', 'no-home']) {
		const response = await page.goto(usage({ id }, 'water', 'day', lastMonth()));
		const html = (await response?.text()) ?? '';
		answers.push({
			status: response?.status() ?? 0,
			text: await page.locator('body').innerText(),
			html: html.replaceAll(id, 'ID').replace(/nonce-[\w+/=]+|nonce="[^"]+"|\d+_\d+|__sveltekit_\w+/g, '')
		});
	}
	expect(answers[0]?.status).toBe(404);
	expect(answers[0]?.text).toContain('Den sidan finns inte, eller är inte din');
	expect(answers[1]).toEqual(answers[0]);
	expect(answers[2]).toEqual(answers[0]);
});

test.describe('who moved out', () => {
	test.use({ account: 'former' });
	test('sees the own time to its last hour, and nothing after it', async ({ page, home }) => {
		const left = (home.to ?? '').slice(0, 10);
		await page.goto(usage(home, 'water', 'hour', left));
		const rows = page.locator('tbody tr th a');
		await expect(rows).toHaveCount(12);
		await expect(rows.last()).toHaveText('11–12');
		await expect(page.getByText(/^Visas till och med .*, när hemmet slutade vara ert\.$/)).toBeVisible();
		await expect(page.getByRole('link', { name: /^Nästa dag/ })).toHaveCount(0);
		for (const day of [addDays(left, 1), daysAgo(0)]) {
			expect((await page.goto(usage(home, 'water', 'hour', day)))?.status()).toBe(404);
		}
	});
});

test.describe('who moved in', () => {
	test.use({ account: 'newcomer' });
	test('sees nothing from before, however far one steps back', async ({ page, home }) => {
		const came = home.from.slice(0, 10);
		await page.goto(usage(home, 'electricity', 'hour', addDays(came, 2)));
		// each step is waited for: until the next day stands there, the link still leads to the same one
		for (const day of [addDays(came, 1), came]) {
			await page.getByRole('link', { name: /^Föregående dag/ }).click();
			await expect(page).toHaveURL(new RegExp(`/hour/${day}$`));
		}
		await expect(page.getByRole('link', { name: /^Föregående dag/ })).toHaveCount(0);
		const rows = page.locator('tbody tr th a');
		await expect(rows.first()).toHaveText('12–13');
		await expect(rows).toHaveCount(12);
		await expect(page.getByText(/^Visas från och med .*, när hemmet blev ert\.$/)).toBeVisible();
		const before = addDays(came, -1);
		expect((await page.goto(usage(home, 'electricity', 'hour', before)))?.status()).toBe(404);
		await page.goto(usage(home, 'electricity', 'year', 'all'));
		await expect(page.locator('tbody tr')).toHaveCount(came.slice(0, 4) === daysAgo(0).slice(0, 4) ? 1 : 2);
	});
});

test('the day in March has 23 bars, and no hour 02', async ({ page, home }) => {
	await page.goto(usage(home, 'electricity', 'hour', clockChange(3)));
	await expect(page.locator('svg.drawing:visible a')).toHaveCount(23);
	const names = await page.locator('tbody tr th a').allTextContents();
	expect(names.slice(0, 4)).toEqual(['00–01', '01–02', '03–04', '04–05']);
	await expect(page.getByText(/timmen 02 finns inte/)).toBeVisible();
});

test('the day in October has 25 bars, and the hour 02 twice', async ({ page, home }) => {
	await page.goto(usage(home, 'electricity', 'hour', clockChange(10)));
	await expect(page.locator('svg.drawing:visible a')).toHaveCount(25);
	const names = await page.locator('tbody tr th a').allTextContents();
	expect(names.slice(1, 5)).toEqual(['01–02', '02–03 sommartid', '02–03 normaltid', '03–04']);
	await expect(page.getByText(/timmen 02 kom två gånger/)).toBeVisible();
	const opened = page.locator('svg.drawing:visible a').nth(3);
	await opened.click();
	await expect(page.locator('#trace h2')).toHaveText('02–03 normaltid: så är det uträknat');
});

test.describe('a home with solar panels', () => {
	test.use({ account: 'solar' });
	test('shows what goes to the grid below the axis, and apart in words and table', async ({ page, home }) => {
		const month = lastMonth();
		await page.goto(usage(home, 'electricity', 'day', month));
		const axis = await page.locator('svg.drawing:visible path.axis').boundingBox();
		const exported = page.locator('svg.drawing:visible path.piece.fill-electricity_export');
		expect(await exported.count()).toBeGreaterThan(5);
		for (const piece of await exported.all()) {
			expect((await piece.boundingBox())?.y).toBeGreaterThanOrEqual((axis?.y ?? 9999) - 2);
		}
		await expect(page.locator('.lead')).toContainText(/kWh, och .* kWh till nätet/);
		await expect(page.locator('thead th')).toHaveText([
			/Dag/,
			/^El \(kWh\)/,
			/^El till nätet \(kWh\)/,
			/känt/
		]);
	});
});
