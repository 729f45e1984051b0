import { expect, type Page } from '@playwright/test';

/** Finds a home by its contract on the page that is open, and follows the link beside it. */
export async function findHome(page: Page, contract: string, call: string): Promise<void> {
	await page.getByLabel('Avtalsnummer').fill(contract);
	await page.getByRole('button', { name: 'Hitta', exact: true }).click();
	await page.getByRole('link', { name: call }).click();
}

/** A case number that no other test has. */
const caseNumber = (): string =>
	`T-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;

/** Opens a case for a contract. @returns its number and address */
export async function openCase(
	page: Page,
	contract: string
): Promise<{ reference: string; address: string }> {
	const reference = caseNumber();
	await page.goto('/staff/cases');
	await findHome(page, contract, 'Öppna ärende');
	await page.getByLabel('Ärendets nummer').fill(reference);
	await page.getByLabel('Orsak').selectOption('leak');
	await page.getByLabel('Öppet i antal dagar').fill('7');
	await page.getByRole('button', { name: 'Öppna ärendet' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Ärende ${reference}`);
	return { reference, address: new URL(page.url()).pathname };
}

/** Asks those who live there for days of cold water, after a look at the question. */
export async function ask(page: Page): Promise<void> {
	await page.getByRole('checkbox', { name: 'Kallt vatten' }).check();
	await page.getByRole('checkbox', { name: 'dagar' }).check();
	await page.getByRole('button', { name: 'Visa hur frågan ser ut' }).click();
	await expect(page.getByRole('blockquote')).toContainText('Vill läsa dagar av kallt vatten');
	await page.getByRole('button', { name: 'Skicka frågan' }).click();
	await expect(page.getByRole('status')).toHaveText('Frågan är skickad. Svaren syns här när de kommer.');
}

/** What stands on My data about a case; answered there with a click. */
export async function answer(page: Page, home: string, reference: string, button: string): Promise<void> {
	await page.goto(`/homes/${home}/my-data`);
	const asked = page
		.getByRole('region', { name: 'Hyresvärden frågar dig' })
		.getByRole('listitem')
		.filter({ hasText: reference });
	await asked.getByRole('button', { name: button }).click();
	await expect(asked.getByRole('button', { name: button })).toHaveCount(0);
}
