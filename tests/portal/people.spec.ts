import type { Browser, Page } from '@playwright/test';
import { faults } from '../fixtures/faults.ts';
import { expectNoSidewaysScroll } from '../fixtures/sideways.ts';
import { expect, signIn, test } from './visitor.ts';

test.use({ account: 'solar' });
// both invite into the same home
test.describe.configure({ mode: 'serial' });

/** A page of somebody who is not signed in. */
async function stranger(browser: Browser, scripts: boolean): Promise<Page> {
	const context = await browser.newContext({
		javaScriptEnabled: scripts,
		storageState: { cookies: [], origins: [] }
	});
	return context.newPage();
}

/** Invites Anna to see days and months of the electricity, for three months. @returns link and code */
async function invite(page: Page, home: string): Promise<{ link: string; code: string }> {
	await page.goto(`/homes/${home}/people`);
	const ends = page.getByRole('button', { name: /^Avsluta för / });
	// what a run that was cut off has left
	for (let left = await ends.count(); left > 0; left--) {
		await ends.first().click();
		await expect(ends).toHaveCount(left - 1);
	}
	await page.getByLabel('Vad kallar du personen?').fill('Anna');
	for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked();
	await page.getByLabel('Någon jag känner eller som hjälper mig').check();
	await page.getByLabel('El', { exact: true }).check();
	await page.getByRole('checkbox', { name: /Månader:/ }).check();
	await page.getByRole('checkbox', { name: /Dagar:/ }).check();
	await page.getByLabel('3 månader').check();
	await page.getByRole('button', { name: 'Skapa inbjudan' }).click();
	const made = page.getByRole('status').filter({ hasText: 'Inbjudan till Anna är klar' });
	const [link = '', code = ''] = await made.getByRole('definition').allTextContents();
	return { link: link.trim(), code: code.trim() };
}

/** The invited opens the link, signs in, and writes the code. */
async function accept(page: Page, { link, code }: { link: string; code: string }): Promise<void> {
	await page.goto(link);
	await signIn(page, 'newcomer');
	await expect(page.getByRole('heading', { name: 'Ta emot en inbjudan' })).toBeVisible();
	await page.getByLabel('Kod').fill('AAAA-AAAA');
	await page.getByRole('button', { name: 'Ta emot' }).click();
	await expect(page.getByRole('alert')).toContainText('hör inte ihop');
	await page.getByLabel('Kod').fill(code);
	await page.getByRole('button', { name: 'Ta emot' }).click();
	await expect(page.getByRole('status')).toHaveText('Inbjudan är mottagen.');
}

for (const scripts of [true, false]) {
	test.describe(scripts ? 'with scripts' : 'without scripts', () => {
		test.use({ javaScriptEnabled: scripts });

		test('who is invited sees what was chosen and no more, is seen looking, and is out with one click', async ({
			page,
			home,
			browser
		}) => {
			const guest = await stranger(browser, scripts);
			await accept(guest, await invite(page, home.id));
			const row = guest.getByRole('listitem').filter({ hasText: 'El: månader och dagar' });
			await expect(row).toHaveCount(1);
			// who has a home too finds both
			const menu = guest.getByRole('navigation', { name: 'Huvudmeny' });
			await expect(menu.getByRole('link', { name: 'Förbrukning' })).toBeVisible();
			await expect(menu.getByRole('link', { name: 'Delat med dig' })).toHaveAttribute('aria-current', 'page');

			await row.getByRole('link').click();
			await expect(guest.getByText('De som bor där ser det.')).toBeVisible();
			const resolutions = guest.getByRole('navigation', { name: 'Hur noga' });
			await resolutions.getByRole('link', { name: 'Dagar' }).click();
			await expect(guest).toHaveURL(/\/electricity\/day\//);
			await expect(guest.getByText('De som bor där ser det.')).toBeVisible();
			await expect(guest.getByRole('link', { name: 'Vatten', exact: true })).toHaveCount(0);
			const [here = ''] = guest.url().split('/electricity/');
			const shownHours = await guest.request.get(`${here}/electricity/hour/2026-11-20`);
			const shownWater = await guest.request.get(`${here}/water/month/2026`);
			expect([shownHours.status(), shownWater.status()]).toEqual([404, 404]);

			await page.goto(`/homes/${home.id}/who-has-looked`);
			const looks = page.getByRole('listitem').filter({ hasText: 'Anna, inbjuden av er' });
			await expect(looks.filter({ hasText: /El: dagar/ }).first()).toBeVisible();
			await expect(looks.filter({ hasText: /Vatten|timmar/ })).toHaveCount(0);

			await page.getByRole('link', { name: 'Vilka får titta' }).click();
			await page.getByRole('button', { name: 'Avsluta för Anna' }).click();
			await expect(page.getByRole('status')).toHaveText('Avslutat. Det gäller genast.');
			if (scripts) {
				await expect(guest.getByRole('heading', { name: 'Du får inte längre se det här' })).toBeVisible({
					timeout: 5000
				});
				expect(await guest.content()).not.toContain('kWh');
			}
			expect((await guest.request.get(guest.url())).status()).toBe(404);
			await guest.goto('/shared');
			await expect(guest.getByText('Ingen har delat något hem med dig.')).toBeVisible();
			await guest.context().close();

			await page.getByRole('link', { name: 'Vem har tittat' }).click();
			const past = page.getByRole('region', { name: 'Har fått titta tidigare' });
			await expect(past.getByText('Anna').first()).toBeVisible();
		});
	});
}

test('the pages of who may look and who has looked have no fault that axe finds, and fit a phone', async ({
	page,
	home
}) => {
	for (const place of [
		`/homes/${home.id}/people`,
		`/homes/${home.id}/who-has-looked`,
		'/shared',
		'/invitation/abc'
	]) {
		await page.setViewportSize({ width: 1280, height: 800 });
		await page.goto(place);
		expect(await faults(page), place).toEqual([]);
		await page.setViewportSize({ width: 390, height: 844 });
		await expectNoSidewaysScroll(page);
	}
});
