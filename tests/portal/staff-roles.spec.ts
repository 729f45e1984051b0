import type { Browser, BrowserContext } from '@playwright/test';
import { typeCode } from './second-factor.ts';
import { answer, ask, findHome, openCase } from './staff-walk.ts';
import { expect, signIn, test, type Staff } from './visitor.ts';

test.use({ account: null });

/** The home with two holders, tenant@ and partner@; and one with one, shafts@. */
const SHARED = 'GF-L5-1201-1';
const SINGLE = 'GF-K14-1004-1';

test.describe('each role signs in with its second factor and does its one job:', () => {
	/** Signs in as people do, from the sign-in page on. */
	const enter = async (page: Parameters<typeof typeCode>[0], account: Staff) => {
		await page.goto('/sign-in');
		await signIn(page, account);
		await typeCode(page);
	};

	test('consents', async ({ page }) => {
		await enter(page, 'consents');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vad vill du göra?');
		await page.getByRole('main').getByRole('link', { name: 'Samtycken' }).click();
		await expect(page.getByRole('heading', { name: 'Går ut inom 30 dagar' })).toBeVisible();
		await findHome(page, SINGLE, 'Se samtycken');
		await expect(page.getByRole('table').first()).toContainText('Gäller till');
		const paper = page.getByRole('region', { name: 'Lägg in ett samtycke på papper' });
		await paper.getByRole('checkbox', { name: 'Kallt vatten' }).check();
		await paper.getByRole('checkbox', { name: 'dagar' }).check();
		await paper.getByRole('button', { name: 'Lägg in' }).click();
		await expect(page.getByRole('status')).toHaveText('Inlagt. Det väntar på den boendes bekräftelse.');
		await expect(page.getByRole('table').first()).toContainText('Väntar på den boendes bekräftelse');
	});

	test('billing', async ({ page }) => {
		await enter(page, 'billing');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fakturor');
		await page
			.getByRole('main')
			.getByRole('link', { name: /^Faktura .*1201/ })
			.click();
		await expect(page.getByRole('table')).toContainText('Kallt vatten (m³)');
		await expect(page.getByRole('table').locator('tbody tr')).toHaveCount(3);
		await expect(page.getByRole('link', { name: 'Dagar' })).toHaveCount(0);
	});

	test('technician', async ({ page }) => {
		await enter(page, 'technician');
		await page.getByRole('main').getByRole('link', { name: 'Att titta till' }).click();
		const leak = page.getByRole('listitem').filter({ hasText: 'Misstänkt läcka' });
		await expect(leak.first()).toContainText('1402');
		await expect(page.getByRole('main')).not.toContainText(/\d (liter|m³|kWh)/);
		await page.getByRole('navigation').getByRole('link', { name: 'Displayer' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Väggdisplayer');
	});

	test('auditor', async ({ page }) => {
		await enter(page, 'auditor');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logg');
		await expect(page.getByRole('heading', { name: 'Händelser' })).toBeVisible();
		await page.getByLabel('Roll').selectOption('case_handler');
		await page.getByRole('button', { name: 'Visa', exact: true }).click();
		await expect(page).toHaveURL(/role=case_handler/);
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: 'Hämta som CSV' }).click()
		]);
		expect(file.suggestedFilename()).toMatch(/^hemvy-log-[\d-]+\.csv$/);
	});

	test('cases: asks both holders, reads, and is shown nothing more once one of them takes it back', async ({
		page,
		browser,
		session
	}) => {
		test.setTimeout(120_000);
		const [home] = (await session('tenant')).homes;
		if (home === undefined) throw new Error('tenant@ has no home');
		await enter(page, 'cases');
		const { reference, address } = await openCase(page, SHARED);
		await expect(page.getByText(/^Stänger av sig själv om 6 dygn 23 tim/)).toBeVisible();
		await expect(page.getByText('Inget än. Fråga de boende')).toBeVisible();
		await ask(page);
		const tenant = await signedIn(browser, await session('tenant'));
		const partner = await signedIn(browser, await session('partner'));
		const [first, second] = [await tenant.newPage(), await partner.newPage()];
		await answer(first, home.id, reference, 'Ja, det får ni läsa');
		await page.reload();
		await expect(page.getByText('Inget än. Fråga de boende')).toBeVisible();
		await answer(second, home.id, reference, 'Ja, det får ni läsa');
		await page.goto(address);
		await page.getByRole('link', { name: 'Vatten, dagar' }).click();
		await expect(page.getByRole('figure')).toBeVisible();
		await expect(page.getByText(/^Stänger av sig själv om/)).toBeVisible();
		const place = page.url();
		await second.goto(`/homes/${home.id}/my-data`);
		const asked = second.getByRole('listitem').filter({ hasText: reference });
		await asked.getByRole('button', { name: 'Ta tillbaka mitt ja' }).click();
		await expect(asked.getByText('Du har sagt nej.')).toBeVisible();
		await expect(page.getByRole('heading', { name: 'Du får inte längre se det här' })).toBeVisible({
			timeout: 5000
		});
		await expect(page.getByRole('figure')).toHaveCount(0);
		expect((await page.goto(place))?.status()).toBe(403);
		await first.goto(`/homes/${home.id}/who-has-looked`);
		await expect(first.getByText('Hyresvärdens handläggare, misstänkt läcka').first()).toBeVisible();
		await page.goto(address);
		await page.getByRole('button', { name: 'Stäng ärendet' }).click();
		await expect(page.getByRole('status')).toHaveText('Ärendet är stängt. Inget mer kan läsas i det.');
		expect((await page.goto(address))?.status()).toBe(404);
		await Promise.all([tenant.close(), partner.close()]);
	});
});

async function signedIn(
	browser: Browser,
	{ storage }: { storage: Awaited<ReturnType<BrowserContext['storageState']>> }
): Promise<BrowserContext> {
	return browser.newContext({ storageState: storage, locale: 'sv-SE', timezoneId: 'Europe/Stockholm' });
}

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a case is opened, asked for and closed', async ({ page, session }) => {
		await page.context().addCookies((await session('cases')).storage.cookies);
		await openCase(page, SINGLE);
		await ask(page);
		await page.getByRole('button', { name: 'Stäng ärendet' }).click();
		await expect(page.getByRole('status')).toHaveText('Ärendet är stängt. Inget mer kan läsas i det.');
	});

	test('a guardian is entered with link and code, and ended', async ({ page, session }) => {
		await page.context().addCookies((await session('consents')).storage.cookies);
		await page.goto('/staff/consents');
		await findHome(page, SINGLE, 'Se samtycken');
		await page.getByRole('link', { name: 'Hushållet' }).click();
		const guardians = page.getByRole('region', { name: 'God man eller förvaltare' });
		await guardians.locator('summary').click();
		const year = new Date().getFullYear();
		await guardians.getByLabel('Hur hen kallas i hemmets logg').fill('God man');
		await guardians.getByLabel('Beslutets nummer').fill('T 1-26');
		await guardians.getByLabel('Från och med').fill(`${year}-01-01`);
		await guardians.getByLabel('Till och med').fill(`${year + 1}-12-31`);
		await guardians.getByRole('checkbox', { name: 'Kallt vatten' }).check();
		await guardians.getByRole('checkbox', { name: 'månader' }).check();
		await guardians.getByRole('button', { name: 'Lägg in' }).click();
		await expect(guardians.getByRole('status')).toContainText(/\/invitation\/[a-z2-9]{24}/);
		const line = guardians.getByRole('listitem').filter({ hasText: 'T 1-26' }).first();
		await expect(line).toContainText(`31 december ${year + 1}`);
		await line.getByRole('button', { name: 'Avsluta' }).click();
		await expect(page.getByRole('status')).toHaveText('Uppdraget är avslutat.');
	});
});

/** In milliseconds. */
const HUNDRED_HOURS = 360_000_000;

test('a case closes by itself on the page that is open', async ({ page, session }) => {
	await page.clock.install();
	await page.context().addCookies((await session('cases')).storage.cookies);
	await openCase(page, SINGLE);
	// The announcer is the framework's: it is there once the page has been taken over, and counts by itself.
	await expect(page.locator('#svelte-announcer')).toBeAttached();
	await page.clock.fastForward(HUNDRED_HOURS);
	await expect(page.getByText(/^Stänger av sig själv om 2 dygn/)).toBeVisible();
	await page.clock.fastForward(HUNDRED_HOURS);
	await expect(page.getByText('Ärendet har stängt.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Visa hur frågan ser ut' })).toHaveCount(0);
});
