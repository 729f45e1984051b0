import type { Page } from '@playwright/test';
import { faults } from '../fixtures/faults.ts';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { answer, ask, findHome, openCase } from './staff-walk.ts';
import { expect, test, type Staff } from './visitor.ts';

test.use({ account: null });

/** A home with one holder, shafts@. */
const SINGLE = 'GF-K14-1004-1';

/** What axe finds in the page that is open, in words; it fits a phone and a desk. */
async function faultsAtAll(page: Page): Promise<string[]> {
	const found = await faults(page);
	for (const width of [390, 1280]) {
		await page.setViewportSize({ width, height: 800 });
		await expectNoSidewaysScroll(page);
	}
	return found;
}

const PAGES: readonly (readonly [Staff, string])[] = [
	['consents', '/staff'],
	['consents', '/staff/consents'],
	['consents', '/staff/estates'],
	['cases', '/staff/cases'],
	['billing', '/staff/billing'],
	['technician', '/staff/flags'],
	['technician', '/staff/displays'],
	['auditor', '/staff/log']
];

for (const [account, address] of PAGES) {
	test(`nothing is wrong with ${address} of ${account}`, async ({ page, session }) => {
		await page.context().addCookies((await session(account)).storage.cookies);
		expect((await page.goto(address))?.status()).toBe(200);
		expect(await faultsAtAll(page)).toEqual([]);
	});
}

test('nothing is wrong with a home’s consents and household, all that folds open', async ({
	page,
	session
}) => {
	await page.context().addCookies((await session('consents')).storage.cookies);
	await page.goto('/staff/consents');
	await findHome(page, SINGLE, 'Se samtycken');
	for (const heading of ['Lägg in ett samtycke på papper', 'Vem som får arbeta med hemmet']) {
		await expect(page.getByRole('heading', { name: heading })).toBeVisible();
		for (const folded of await page.locator('main summary').all()) await folded.click();
		expect(await faultsAtAll(page)).toEqual([]);
		await page.getByRole('link', { name: 'Hushållet' }).click();
	}
});

test('nothing is wrong with a bill, nor where a code is asked for', async ({ page, session, request }) => {
	await page.context().addCookies((await session('billing')).storage.cookies);
	await page.goto('/staff/billing');
	await page
		.getByRole('main')
		.getByRole('link', { name: /^Faktura/ })
		.first()
		.click();
	await expect(page.getByRole('table')).toBeVisible();
	expect(await faultsAtAll(page)).toEqual([]);
	const data = { email: 'auditor@demo.hemvy', password: 'demo-auditor' };
	expect((await request.post('/api/v1/session', { data })).status()).toBe(200);
	await page.context().clearCookies();
	await page.context().addCookies((await request.storageState()).cookies);
	await page.goto('/staff/log');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bekräfta att det är du');
	expect(await faultsAtAll(page)).toEqual([]);
});

test('nothing is wrong with a case: new, asked for, answered, and its home’s usage', async ({
	page,
	session,
	browser
}) => {
	test.setTimeout(120_000);
	const shafts = await session('shafts');
	const [home] = shafts.homes;
	if (home === undefined) throw new Error('shafts@ has no home');
	await page.context().addCookies((await session('cases')).storage.cookies);
	const { reference, address } = await openCase(page, SINGLE);
	expect(await faultsAtAll(page)).toEqual([]);
	await ask(page);
	const tenant = await browser.newContext({ storageState: shafts.storage, locale: 'sv-SE' });
	await answer(await tenant.newPage(), home.id, reference, 'Ja, det får ni läsa');
	await page.goto(address);
	await page.getByRole('link', { name: 'Vatten, dagar' }).click();
	await expect(page.locator('.stage.taken')).toBeAttached();
	expect(await faultsAtAll(page)).toEqual([]);
	await tenant.close();
});
