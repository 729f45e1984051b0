import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { MEDIA } from '../../src/lib/energy/medium.ts';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { expect, test, type WallTerms } from './wall-display.ts';

const VIEWS: Readonly<Record<string, WallTerms>> = {
	details: { visible: 'details' },
	days: { granted: { day: MEDIA, hour: [] } },
	'hot water alone': { granted: { day: ['hot_water'], hour: ['hot_water'] } },
	month: { visible: 'month' },
	'months alone': { granted: { day: [], hour: [] } },
	nothing: { visible: 'nothing' },
	night: { nightFrom: '00:00', nightTo: '23:59' },
	welcome: { bare: true }
};
const SIZES = [
	{ width: 1280, height: 800 },
	{ width: 1920, height: 1080 },
	{ width: 390, height: 844 }
];

/** What axe finds, in light and in dark, in words. */
async function faults(page: Page): Promise<string[]> {
	const found: string[] = [];
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		// the pages have no frames, which alone need the other way of running
		const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
		for (const { id, nodes } of violations)
			for (const { html } of nodes) found.push(`${colorScheme} ${id}: ${html.slice(0, 120)}`);
	}
	return found;
}

for (const [view, terms] of Object.entries(VIEWS)) {
	test.describe(view, () => {
		test.use({ terms });
		test('axe finds nothing, and nothing scrolls sideways, nor at all on a wall', async ({ open, page }) => {
			const blocked: string[] = [];
			page.on('console', (message) => {
				if (message.type() === 'error') blocked.push(message.text());
			});
			await open();
			for (const size of SIZES) {
				await page.setViewportSize(size);
				await expectNoSidewaysScroll(page);
				const below = () =>
					page.evaluate(() => ({
						y: document.documentElement.scrollHeight - innerHeight,
						isCut: [...document.querySelectorAll('main')].some((e) => e.scrollHeight > e.clientHeight + 2)
					}));
				if (size.width > 1000) await expect.poll(below).toEqual({ y: 0, isCut: false });
				expect(await faults(page)).toEqual([]);
			}
			expect(blocked).toEqual([]);
		});

		test('every button is large enough for a finger', async ({ open, page }) => {
			await open();
			await page.setViewportSize({ width: 1280, height: 800 });
			const pressed = page.getByRole('link').or(page.getByRole('button')).or(page.locator('summary'));
			for (const each of await pressed.all()) {
				const box = await each.boundingBox();
				if (box === null) continue;
				expect(box.height, await each.innerText()).toBeGreaterThanOrEqual(60);
				expect(box.width, await each.innerText()).toBeGreaterThanOrEqual(60);
			}
		});
	});
}

test.describe('the keys of the PIN', () => {
	test.use({ terms: { visible: 'month' } });
	test('are large, and axe finds nothing with them open', async ({ open, page }) => {
		await open();
		await page.getByRole('button', { name: 'Visa detaljer' }).click();
		for (const key of await page.getByRole('dialog').getByRole('button').all())
			expect((await key.boundingBox())?.height).toBeGreaterThanOrEqual(60);
		expect(await faults(page)).toEqual([]);
	});
});
