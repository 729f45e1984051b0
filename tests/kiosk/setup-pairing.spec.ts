import { startKiosk } from '../fixtures/kiosk.ts';
import { centralServer } from '../node/central-server.ts';
import { test as base, enter, expect, faults, PIN, speak } from './installer.ts';

const test = base.extend<{ central: Awaited<ReturnType<typeof centralServer>> }>({
	central: async ({}, use) => {
		const central = await centralServer();
		await use(central);
		await central.close();
	},
	kiosk: async ({ central }, use) => {
		const kiosk = await startKiosk({ env: { HEMVY_PIN: PIN, HEMVY_CENTRAL_URL: central.url.href } });
		await use(kiosk);
		await kiosk.stop();
	}
});

for (const scripts of [true, false]) {
	test.describe(scripts ? 'with scripts' : 'without scripts', () => {
		test.use({ javaScriptEnabled: scripts });

		test('the code is shown until somebody has entered it, then the page says paired by itself', async ({
			page,
			central
		}) => {
			await enter(page);
			await page.goto('/setup/pairing');
			await page.getByRole('button', { name: 'Hämta en kod' }).click();
			await expect(page.getByText('K7MQ-4XTD')).toBeVisible();
			await expect(
				page.getByText(scripts ? /Gäller i 1[45]:\d\d till/ : /Gäller till \d\d:\d\d/)
			).toBeVisible();
			await expect(page.getByText(central.url.host)).toBeVisible();
			central.isEntered = true;
			await expect(page.getByText('Displayen är kopplad.')).toBeVisible({ timeout: 20_000 });
			await expect(page.getByRole('listitem').filter({ hasText: '1234' })).toContainText(
				'Ingen enhet här än'
			);
			central.meters = [
				...central.meters,
				{ serial: '76543210', medium: 'hot_water', unit: 'm³', scale: -3 }
			];
			await page.getByRole('button', { name: 'Hämta listan igen' }).click();
			await expect(page.getByText('Listan är hämtad: 2 mätare.')).toBeVisible();
			await page.getByText('Ta bort kopplingen', { exact: true }).click();
			await page.getByRole('button', { name: 'Ja, ta bort kopplingen' }).click();
			await expect(page.getByRole('button', { name: 'Hämta en kod' })).toBeVisible();
		});
	});
}

test('a meter is chosen from those of the central system, which also tells a wrong medium', async ({
	page,
	kiosk,
	central
}) => {
	central.isEntered = true;
	central.meters = [
		{ serial: '76543210', medium: 'hot_water', unit: 'm³', scale: -3 },
		{ serial: '1234', medium: 'cold_water', unit: 'm³', scale: -3 }
	];
	await speak(kiosk);
	await enter(page);
	await page.goto('/setup/pairing');
	await page.getByRole('button', { name: 'Hämta en kod' }).click();
	await expect(page.getByText('Displayen är kopplad.')).toBeVisible({ timeout: 20_000 });
	expect(await faults(page)).toEqual([]);
	await page.goto('/setup/devices/wmbus%3A76543210');
	const meter = page.getByLabel('Mätare i det centrala systemet');
	await expect(meter).toHaveValue('76543210');
	await expect(page.getByText('I det centrala systemet är 76543210: Varmt vatten.')).toBeVisible();
	await expect(page.getByRole('radio', { name: 'Varmt vatten' })).not.toBeChecked();
	await page.getByRole('radio', { name: 'Kallt vatten' }).check();
	await page.getByLabel('Namn', { exact: true }).fill('Kallvatten');
	await page.getByRole('button', { name: 'Spara' }).click();
	await expect(meter).toHaveAccessibleDescription(/i det centrala systemet: Varmt vatten/);
	await meter.selectOption('1234');
	await page.getByRole('button', { name: 'Spara' }).click();
	await expect(page.getByRole('status')).toContainText('Kallvatten är sparad.');
	await page.goto('/setup/pairing');
	await expect(page.getByRole('listitem').filter({ hasText: '1234' })).toContainText('Kallvatten');
});

test('a central system that is away is said, and nothing is lost', async ({ page, central }) => {
	await enter(page);
	await central.close();
	await page.goto('/setup/pairing');
	await page.getByRole('button', { name: 'Hämta en kod' }).click();
	await expect(page.getByRole('alert')).toContainText('svarar inte just nu');
	await expect(page.getByRole('button', { name: 'Hämta en kod' })).toBeVisible();
});
