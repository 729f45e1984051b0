import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { enter, expect, faults, speak, test } from './installer.ts';

const PAGES = ['', '/devices', '/devices/wmbus%3A76543210', '/pairing', '/display', '/status', '/file'];

/** Targets that a thumb on the wall would miss: lower than 60 px, beside those within a sentence. */
const small = (page: Page) =>
	page.evaluate(() =>
		[
			...document.querySelectorAll<HTMLElement>(
				'.setup :is(a, button, select, summary, input:not([type=hidden]))'
			)
		]
			.filter((each) => !each.classList.contains('skip') && each.offsetParent !== null)
			.map((each) => each.closest('label') ?? each)
			.filter((each) => each.getBoundingClientRect().height < 59.5)
			.map((each) => `${each.tagName} ${each.textContent.trim().slice(0, 30)}`)
	);

test('axe finds nothing, nothing scrolls sideways, every target is large enough', async ({ page, kiosk }) => {
	test.setTimeout(180_000);
	await speak(kiosk);
	await page.goto('/setup');
	expect(await faults(page)).toEqual([]);
	await enter(page);
	for (const path of PAGES) {
		await page.setViewportSize({ width: 1280, height: 800 });
		await page.goto(`/setup${path}`);
		if (path.startsWith('/devices/')) {
			await page.getByText('Fler val').click();
			await page.getByRole('button', { name: 'Spara' }).click();
			await expect(page.getByRole('alert')).toBeVisible();
		}
		expect(await faults(page), path).toEqual([]);
		expect(await small(page), path).toEqual([]);
		for (const width of [390, 320]) {
			await page.setViewportSize({ width, height: 800 });
			await expectNoSidewaysScroll(page, `${path} at ${width}`);
		}
	}
});

test('no page of set-up complains in the console', async ({ page, kiosk }) => {
	const said: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') said.push(message.text());
	});
	page.on('pageerror', (error) => said.push(String(error)));
	await speak(kiosk);
	await enter(page);
	for (const path of PAGES) {
		await page.goto(`/setup${path}`);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	}
	expect(said).toEqual([]);
});
