import { startKiosk } from '../fixtures/kiosk.ts';
import { enter, expect, setupFile, speak, test } from './installer.ts';

for (const scripts of [true, false]) {
	test.describe(scripts ? 'with scripts' : 'without scripts', () => {
		test.use({ javaScriptEnabled: scripts });

		test('a water meter is commissioned only once somebody has said cold or hot', async ({ page, kiosk }) => {
			await speak(kiosk);
			await enter(page);
			await expect(page.getByText('4 enheter återstår att namnge.')).toBeVisible();
			await page
				.getByRole('link', { name: /^1?\s*Enheter/ })
				.last()
				.click();
			await page.getByRole('link', { name: /76543210/ }).click();
			for (const radio of await page
				.getByRole('radiogroup', { name: 'Vilket vatten' })
				.getByRole('radio')
				.all())
				await expect(radio).not.toBeChecked();
			await page.getByLabel('Namn', { exact: true }).fill('Kallvatten kök');
			await page.getByLabel('Rum', { exact: true }).fill('Kök');
			await page.getByRole('button', { name: 'Spara' }).click();
			await expect(page.getByText('Välj vad den mäter.')).toBeVisible();
			await expect(page.getByLabel('Namn', { exact: true })).toHaveValue('Kallvatten kök');
			await expect(page.getByLabel('Rum', { exact: true })).toHaveValue('Kök');
			await page.getByRole('radio', { name: 'Kallt vatten' }).check();
			await page.getByRole('button', { name: 'Spara' }).click();
			await expect(page.getByRole('status')).toContainText('Kallvatten kök är sparad.');
			const row = page.getByRole('listitem').filter({ hasText: 'Kallvatten kök' });
			await expect(row).toContainText('Kallt vatten · Kök · Radiomätare (wmbusmeters) · mätare 76543210');
			await row.getByRole('link').click();
			await expect(page.getByRole('radio', { name: 'Kallt vatten' })).toBeChecked();
			await page.getByText('Ta bort inställningarna').click();
			await page.getByRole('button', { name: 'Ja, ta bort' }).click();
			await expect(page.getByRole('status')).toContainText('är utan inställningar igen');
			await expect(page.getByText('4 hörs, 0 har namn.')).toBeVisible();
		});
	});
}

test('bad input is said at its field, leads there, and keeps what was typed', async ({ page, kiosk }) => {
	await speak(kiosk);
	await enter(page);
	await page.goto('/setup/devices/wmbus%3A76543210');
	await page.getByRole('radio', { name: 'Varmt vatten' }).check();
	await page.getByLabel('Namn', { exact: true }).fill('x'.repeat(61));
	await page.getByText('Fler val').click();
	await page.getByLabel('Minuter', { exact: true }).fill('ibland');
	await page.getByRole('button', { name: 'Spara' }).click();
	await expect(page.getByRole('alert')).toContainText('2 saker behöver rättas');
	await expect(page.getByLabel('Namn', { exact: true })).toBeFocused();
	await expect(page.getByLabel('Namn', { exact: true })).toHaveValue('x'.repeat(61));
	await expect(page.getByLabel('Namn', { exact: true })).toHaveAccessibleDescription(
		/för långt: högst 60 tecken/
	);
	await expect(page.getByLabel('Minuter', { exact: true })).toHaveValue('ibland');
	await expect(page.getByRole('radio', { name: 'Varmt vatten' })).toBeChecked();
	await page.getByLabel('Namn', { exact: true }).fill('Varmvatten');
	await page.getByLabel('Minuter', { exact: true }).fill('1,5');
	await page.getByRole('button', { name: 'Spara' }).click();
	await expect(page.getByRole('status')).toContainText('Varmvatten är sparad.');
	await page.goto('/setup/devices/wmbus%3A76543211');
	await page.getByRole('radio', { name: 'Varmt vatten' }).check();
	await page.getByLabel('Namn', { exact: true }).fill('En till');
	await page.getByLabel('Mätare i det centrala systemet').fill('76543210');
	await page.getByRole('button', { name: 'Spara' }).click();
	await expect(page.getByText('Den mätaren är redan Varmvatten.')).toBeVisible();
});

test('what is typed stays while values come in, and the meter that moves is told from those that do not', async ({
	page,
	kiosk
}) => {
	await speak(kiosk);
	await enter(page);
	await page.goto('/setup/devices');
	await expect(page.getByText('m³ sedan')).toHaveCount(0);
	await speak(kiosk, 0.012);
	const moving = page.getByRole('listitem').filter({ hasText: '+0,012 m³ sedan' });
	await expect(moving).toHaveCount(1);
	await expect(moving).toContainText('76543210');
	await page.getByRole('radio', { name: 'Rör sig nu' }).check();
	await expect(page.getByRole('link', { name: /76543211/ })).toHaveCount(0);
	await moving.getByRole('link').click();
	await page.getByLabel('Namn', { exact: true }).fill('Halvvägs');
	await speak(kiosk, 0.02);
	await expect(page.getByText('+0,020 m³ sedan')).toBeVisible();
	await expect(page.getByLabel('Namn', { exact: true })).toHaveValue('Halvvägs');
});

test('a home is commissioned with the keyboard alone, and its file sets up another display', async ({
	page,
	kiosk
}) => {
	await speak(kiosk);
	await enter(page);
	const save = async () => {
		await page.getByRole('button', { name: 'Spara' }).press('Enter');
		await expect(page.getByRole('status')).toContainText('är sparad');
	};
	await page.goto('/setup/devices/wmbus%3A76543210');
	await page.getByRole('radio', { name: 'Kallt vatten' }).focus();
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('radio', { name: 'Varmt vatten' })).toBeChecked();
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('Tab');
	await expect(page.getByLabel('Namn', { exact: true })).toBeFocused();
	await page.keyboard.type('Kallvatten');
	await save();
	await page.goto('/setup/devices');
	await page.getByRole('link', { name: /amsreader|power/ }).press('Enter');
	await expect(
		page
			.getByRole('radiogroup', { name: 'Är det hemmets elmätare?' })
			.getByRole('radio', { name: 'Ja, den räknar allt' })
	).toBeChecked();
	await page.getByLabel('Namn', { exact: true }).fill('Elmätaren');
	await save();
	await page.getByLabel('Sök namn, rum eller nummer').fill('givare');
	await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
	await page.getByRole('link', { name: /givare/ }).press('Enter');
	await page.getByLabel('Namn', { exact: true }).fill('Rumsgivare');
	await page.getByRole('button', { name: 'Vardagsrum' }).last().press('Enter');
	await expect(page.getByLabel('Rum', { exact: true })).toHaveValue('Vardagsrum');
	await save();
	await page.goto('/setup/file');
	const told = await setupFile(page);
	const rows = (
		JSON.parse(told) as { devices: { quantity: string; medium: string | null; room: string | null }[] }
	).devices;
	expect(
		rows.flatMap(({ quantity, medium }) => (medium === null ? [] : [`${quantity} ${medium}`])).sort()
	).toEqual([
		'electricity_export electricity_export',
		'electricity_import electricity',
		'temperature temperature',
		'water cold_water'
	]);
	const other = await startKiosk({ env: { HEMVY_PIN: '1111' } });
	try {
		await enter(page, '1111', other.url);
		await page.goto(`${other.url}/setup/file`);
		const file = { name: 'hemvy.json', mimeType: 'application/json', buffer: Buffer.from(told) };
		await page.getByLabel('Fil från en annan display').setInputFiles(file);
		await page.getByRole('button', { name: 'Visa vad som ändras' }).click();
		await page.getByRole('button', { name: 'Läs in filen' }).click();
		await expect(page.getByRole('status')).toContainText('3 enheter är inställda');
		expect(await setupFile(page)).toBe(told);
		await page.goto(`${other.url}/setup/devices`);
		await expect(page.getByRole('listitem').filter({ hasText: 'Rumsgivare' })).toContainText(
			'Har inte hörts'
		);
	} finally {
		await other.stop();
	}
});
