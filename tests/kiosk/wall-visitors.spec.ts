import { expect, PIN, speak, test } from './wall-display.ts';

test.use({ terms: { visible: 'month' } });

test('whoever comes by sees the month beside the own normal, and nothing finer', async ({ open }) => {
	const page = await open();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ hittills$/);
	const electricity = page.getByRole('listitem').filter({ hasText: 'El' });
	await expect(electricity).toContainText(/\d+\s*kWh/);
	await expect(electricity).toContainText(/ni brukar/);
	await expect(page.getByText('watt')).toHaveCount(0);
	expect(await page.content()).not.toMatch(/Vardagsrum|kaffebryggare/);
});

test('the PIN opens the details, by touch', async ({ open }) => {
	const page = await open();
	await page.getByRole('button', { name: 'Visa detaljer' }).click();
	const pad = page.getByRole('dialog', { name: 'Skriv PIN-koden' });
	for (const key of ['9', '9', '9', '9', 'Visa'])
		await pad.getByRole('button', { name: key, exact: true }).click();
	await expect(pad.getByRole('alert')).toHaveText('Det var inte rätt PIN-kod. Försök igen.');
	for (const key of ['1', '2', '5', 'Sudda', '3', '4', 'Visa'])
		await pad.getByRole('button', { name: key, exact: true }).click();
	await expect(page.getByRole('region', { name: 'El just nu' })).toContainText('412watt');
	await expect(pad).toBeHidden();
});

test('and by the keyboard alone, which also hides them', async ({ open }) => {
	const page = await open();
	const show = page.getByRole('button', { name: 'Visa detaljer' });
	for (let i = 0; i < 6 && !(await show.evaluate((e) => e === document.activeElement)); i++)
		await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(show).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByLabel('PIN-kod, 4 till 8 siffror')).toBeFocused();
	await page.keyboard.type(`x${PIN}`);
	await page.keyboard.press('Enter');
	await expect(page.getByText('412', { exact: true })).toBeVisible();
	const hide = page.getByRole('button', { name: /^Dölj/ });
	await hide.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByText('412', { exact: true })).toBeHidden();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ hittills$/);
});

test('the details are gone after a minute without touch, counted down, and stay while somebody touches', async ({
	page,
	open,
	wall
}) => {
	await page.clock.install();
	await open();
	const stop = speak(wall);
	await page.getByRole('button', { name: 'Visa detaljer' }).click();
	await page.keyboard.type(PIN);
	await page.keyboard.press('Enter');
	await expect(page.getByText('412', { exact: true })).toBeVisible();
	// stepwise: a jump is a sleep, after which the page connects anew
	const pass = async (seconds: number) => {
		for (let i = 0; i < seconds; i += 5) await page.clock.fastForward(5000);
	};
	await pass(40);
	await expect(page.getByRole('button', { name: /^Dölj om \d+ s$/ })).toBeVisible();
	const touched = page.waitForResponse('**/api/v1/touch');
	await page.mouse.click(640, 790);
	expect((await touched).status()).toBe(204);
	await pass(40);
	await expect(page.getByText('412', { exact: true })).toBeVisible();
	const locked = page.waitForResponse('**/api/v1/lock');
	await pass(25);
	expect((await locked).status()).toBe(204);
	await expect(page.getByText('412', { exact: true })).toBeHidden();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ hittills$/);
	const state = await page.request.get(`${wall.url}/api/v1/state`);
	expect(await state.json()).toMatchObject({ view: 'month' });
	stop();
});

test.describe('where the household shows nothing', () => {
	test.use({ terms: { visible: 'nothing' } });
	test('there is the time and the state, and the way in', async ({ open }) => {
		const page = await open();
		await expect(page.getByRole('time')).toHaveText(/^\d\d:\d\d$/);
		await expect(page.getByRole('status')).toContainText('Allt är som det ska');
		await expect(page.getByRole('listitem')).toHaveCount(0);
		expect(await page.content()).not.toMatch(/kWh|liter|watt/);
		await page.getByRole('button', { name: 'Visa detaljer' }).click();
		await page.keyboard.type(PIN);
		await page.keyboard.press('Enter');
		await expect(page.getByText('412', { exact: true })).toBeVisible();
	});
});
