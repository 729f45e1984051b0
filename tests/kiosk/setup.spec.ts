import { enter, expect, PIN, setupFile, speak, test } from './installer.ts';

test.describe('where there is no PIN yet', () => {
	test.use({ env: {} });

	test('it is chosen on the display itself, twice the same', async ({ page }) => {
		await page.goto('/setup/devices');
		await expect(page).toHaveURL(/\/setup$/);
		await expect(page.getByRole('heading', { name: 'Välj en PIN-kod' })).toBeVisible();
		await page.getByLabel('Ny PIN-kod').fill('12');
		await page.getByRole('button', { name: 'Välj koden' }).click();
		await expect(page.getByText('fyra till åtta siffror och inget annat')).toBeVisible();
		await page.getByLabel('Ny PIN-kod').fill(PIN);
		await page.getByLabel('Samma en gång till').fill('2581');
		await page.getByRole('button', { name: 'Välj koden' }).click();
		await expect(page.getByText('De två koderna är olika')).toBeVisible();
		await page.getByLabel('Ny PIN-kod').fill(PIN);
		await page.getByLabel('Samma en gång till').fill(PIN);
		await page.getByRole('button', { name: 'Välj koden' }).click();
		await expect(page.getByRole('heading', { name: 'Inställningar' })).toBeVisible();
		await page.getByRole('button', { name: 'Lås' }).click();
		await enter(page);
	});
});

test('a wrong PIN opens nothing, and after five the wait is said with its time', async ({ page }) => {
	await page.goto('/setup');
	for (let i = 0; i < 5; i++) {
		await page.getByLabel('PIN-kod', { exact: true }).fill('9999');
		await Promise.all([
			page.waitForResponse((response) => response.request().method() === 'POST'),
			page.getByRole('button', { name: 'Fortsätt' }).click()
		]);
		if (i < 4) await expect(page.getByText('PIN-koden stämmer inte')).toBeVisible();
	}
	await page.goto('/setup/status');
	await expect(page).toHaveURL(/\/setup$/);
	await expect(page.getByRole('alert')).toContainText(/Vänta [45] min \d+ s/);
});

test('the keys on the screen type the PIN where there is no keyboard', async ({ page }) => {
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto('/setup');
	const keys = page.getByRole('group', { name: 'Siffror' });
	for (const digit of `1${PIN}`) await keys.getByRole('button', { name: digit, exact: true }).click();
	for (let i = 0; i < 5; i++) await keys.getByRole('button', { name: 'Sudda' }).click();
	for (const digit of PIN) await keys.getByRole('button', { name: digit, exact: true }).click();
	await page.getByRole('button', { name: 'Fortsätt' }).click();
	await expect(page.getByRole('heading', { name: 'Inställningar' })).toBeVisible();
});

test('nothing behind the PIN is told or done without it', async ({ page, kiosk }) => {
	await speak(kiosk);
	const headers = { origin: kiosk.url, accept: 'text/html' };
	for (const path of [
		'devices',
		'devices/wmbus%3A76543210',
		'pairing',
		'display',
		'status',
		'file',
		'file/download'
	]) {
		const answer = await page.request.get(`/setup/${path}`, { maxRedirects: 0 });
		expect([answer.status(), answer.headers()['location']], path).toEqual([303, '/setup']);
		const data = await page.request.get(`/setup/${path}/__data.json`, { maxRedirects: 0 });
		expect(await data.text(), path).not.toContain('76543210');
	}
	const sent = await page.request.post('/setup/display?/save', {
		...{ headers, maxRedirects: 0 },
		form: { visible: 'details', appearance: 'auto', nightFrom: '22:00', nightTo: '06:00', language: 'sv' }
	});
	expect(sent.status()).toBe(303);
	await enter(page);
	await page.goto('/setup/display');
	await expect(page.getByRole('radio', { name: 'Månaden' })).toBeChecked();
});

test('what the display shows is chosen, kept, and spoken in the chosen language', async ({ page }) => {
	await enter(page);
	await page.getByRole('link', { name: 'Visning' }).first().click();
	await page.getByRole('radio', { name: 'Bara klockan' }).check();
	await page.getByRole('radio', { name: 'English' }).check();
	await page.getByLabel('Från').selectOption('21:30');
	await page.getByRole('checkbox').uncheck();
	await page.getByRole('button', { name: 'Spara' }).click();
	await expect(page.getByRole('status')).toHaveText('Saved.');
	await page.reload();
	await expect(page.getByRole('radio', { name: 'Only the clock' })).toBeChecked();
	await expect(page.getByLabel('From')).toHaveValue('21:30');
	await expect(page.getByRole('checkbox')).not.toBeChecked();
	const state = (await (await page.request.get('/api/v1/state')).json()) as { display: object };
	expect(state.display).toMatchObject({
		visible: 'nothing',
		nightFrom: '21:30',
		nightDim: false,
		language: 'en'
	});
});

test('how the node is: links, messages by family, rejections by reason, events', async ({ page, kiosk }) => {
	await speak(kiosk);
	await kiosk.publish('wmbusmeters/1', 'no json');
	await enter(page);
	await page.goto('/setup/status');
	await expect(page.getByText('Allt fungerar som det ska.')).toBeVisible();
	const count = (name: string) => page.locator('dl > div').filter({ hasText: name }).locator('dd');
	await expect(count('Radiomätare (wmbusmeters)')).toHaveText('2');
	await expect(count('Inte JSON')).toHaveText('1');
	await expect(page.getByText(kiosk.env['HEMVY_MQTT_PORT'] ?? 'no port')).toBeVisible();
	await expect(page.getByRole('listitem').filter({ hasText: 'Startade' })).toBeVisible();
	await kiosk.publish('wmbusmeters/1', 'no json either');
	await expect(count('Inte JSON')).toHaveText('2', { timeout: 15_000 });
});

test.describe('the file', () => {
	const row = (device: string, more: object = {}) => ({
		...{ device, channel: '', quantity: 'water', name: device, medium: 'cold_water', room: 'Kök' },
		...{ serial: null, expectedS: null, hidden: false, ...more }
	});
	const file = (devices: object[]) => ({
		name: 'setup.json',
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify({ format: 'hemvy-node-setup', version: 1, name: '', devices }))
	});

	test('says what it changes before it does, and gives the same again', async ({ page }) => {
		await enter(page);
		await page.goto('/setup/file');
		await page.getByLabel('Fil från en annan display').setInputFiles(file([row('wmbus:1'), row('wmbus:2')]));
		await page.getByRole('button', { name: 'Visa vad som ändras' }).click();
		await expect(page.getByText('2 enheter ändras.')).toBeVisible();
		await page.getByRole('button', { name: 'Läs in filen' }).click();
		await expect(page.getByRole('status')).toContainText('2 enheter är inställda');
		const told = await setupFile(page);
		expect(JSON.parse(told)).toMatchObject({ devices: [row('wmbus:1'), row('wmbus:2')] });
		const next = [row('wmbus:2', { name: 'Bad' }), row('wmbus:3')];
		await page.getByLabel('Fil från en annan display').setInputFiles(file(next));
		await page.getByRole('button', { name: 'Visa vad som ändras' }).click();
		const change = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name });
		await expect(change('Bad')).toContainText('Heter nu wmbus:2');
		await expect(change('wmbus:3')).toContainText('Läggs till');
		await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('Tas bort');
		await page.getByRole('link', { name: 'Avbryt' }).click();
		expect(await setupFile(page)).toBe(told);
	});

	test('that is wrong changes nothing and says which rows', async ({ page }) => {
		await enter(page);
		await page.goto('/setup/file');
		const look = page.getByRole('button', { name: 'Visa vad som ändras' });
		const give = page.getByLabel('Fil från en annan display');
		await look.click();
		await expect(page.getByRole('alert')).toContainText('Välj en fil först');
		await give.setInputFiles(file([row('wmbus:1'), row('wmbus:2', { medium: 'electricity' })]));
		await look.click();
		await expect(page.getByRole('alert')).toContainText('Rad 2, wmbus:2: den kan inte mäta det som står');
		await give.setInputFiles({
			name: 'x.json',
			mimeType: 'application/json',
			buffer: Buffer.from('{"a":1}')
		});
		await look.click();
		await expect(page.getByRole('alert')).toContainText('inte en fil från en väggdisplay');
		await give.setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('hej') });
		await look.click();
		await expect(page.getByRole('alert')).toContainText('går inte att läsa');
		await page.goto('/setup/file');
		await expect(page.getByText('Ingen enhet är inställd än')).toBeVisible();
	});
});
