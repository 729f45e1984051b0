import { MEDIA } from '../../src/lib/energy/medium.ts';
import { centralServer, type CentralServer } from '../node/central-server.ts';
import { expect, liven, PIN, REGISTERS, startWall, test } from './wall-display.ts';

test.describe('what the tenant switches off', () => {
	let server: CentralServer;
	test.beforeEach(async () => {
		server = await centralServer();
	});
	test.afterEach(() => server.close());

	test('is gone from the open page within the minute, and the PIN opens no more than is on', async ({
		page
	}) => {
		test.setTimeout(120_000);
		const wall = await startWall({ central: server.url.href, granted: { day: MEDIA, hour: MEDIA } });
		try {
			await liven(wall);
			await page.goto(wall.url);
			await expect(page.getByRole('region', { name: 'El just nu' })).toContainText('412watt');
			await expect(page.getByRole('figure')).toContainText('Senaste timmen');
			server.shown = { day: [], hour: [] };
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ hittills$/, { timeout: 60_000 });
			expect(await page.content()).not.toMatch(/412|Vardagsrum|kaffebryggare|Senaste timmen/);
			await expect(page.getByText('Den här displayen visar bara månader.')).toBeVisible();
			await expect(page.getByRole('button', { name: 'Visa detaljer' })).toHaveCount(0);
			const unlocked = await page.request.post(`${wall.url}/api/v1/unlock`, { data: { pin: PIN } });
			expect(unlocked.status()).toBe(204);
			const state = await page.request.get(`${wall.url}/api/v1/state`);
			expect(await state.json()).toMatchObject({ view: 'month' });
			expect(await state.text()).not.toMatch(/412|tiles|strip/);
		} finally {
			await wall.kill();
		}
	});
});

test.describe('days without hours', () => {
	test.use({ terms: { granted: { day: MEDIA, hour: [] } } });

	test('are the day so far in steps, and nothing of now', async ({ open, wall }) => {
		const page = await open();
		const electricity = page.getByRole('region', { name: 'El i dag' });
		await expect(electricity).toContainText('i runda tal');
		await expect(electricity).toContainText(/\d+\s*kWh/);
		await expect(page.getByRole('region', { name: 'Vatten i dag' })).toContainText(/\d+\s*liter/);
		for (const name of ['El just nu', 'Vatten just nu', 'Rummen'])
			await expect(page.getByRole('region', { name })).toHaveCount(0);
		const today = async () => {
			const state = await page.request.get(`${wall.url}/api/v1/state`);
			return ((await state.json()) as { today: { electricityKWh: number } }).today.electricityKWh;
		};
		const before = await today();
		expect(before % 2).toBe(0);
		// a kettle is not seen in it, a day’s use is
		await wall.publish('amsreader', { data: { P: 412, tPI: REGISTERS.kWh + 30 } });
		await expect.poll(today).toBeGreaterThan(before + 20);
		expect((await today()) % 2).toBe(0);
	});
});

test.describe('hours of one medium', () => {
	test.use({ terms: { granted: { day: ['hot_water'], hour: ['hot_water'] } } });

	test('are that medium’s alone, by its name', async ({ open }) => {
		const page = await open();
		await expect(page.getByRole('region', { name: 'Varmvatten just nu' })).toContainText('0,0l/min');
		expect(await page.content()).not.toMatch(/412|Vardagsrum/);
	});
});

test.describe('where nothing finer is switched on', () => {
	test.use({ terms: { visible: 'nothing', granted: { day: [], hour: [] } } });

	test('the PIN opens the month, and it can be hidden again', async ({ open }) => {
		const page = await open();
		await page.getByRole('button', { name: 'Visa detaljer' }).click();
		await page.keyboard.type(PIN);
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ hittills$/);
		await page.getByRole('button', { name: /^Dölj/ }).click();
		await expect(page.getByRole('listitem')).toHaveCount(0);
	});
});
