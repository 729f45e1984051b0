import { rmSync } from 'node:fs';
import { startKiosk } from '../fixtures/kiosk.ts';
import { expect, liven, REGISTERS, speak, startWall, telegram, test } from './wall-display.ts';

test('a value changes on the wall when it is published, and only its text', async ({ open, wall }) => {
	const page = await open();
	const electricity = page.getByRole('region', { name: 'El just nu' });
	await expect(electricity).toContainText('412watt');
	await electricity.getByText('412', { exact: true }).evaluate((element) => {
		const changes: string[] = [];
		Object.assign(globalThis, { changes, number: element });
		new MutationObserver((records) => {
			for (const { type, target } of records) changes.push(`${type} ${target.textContent}`);
		}).observe(element, { subtree: true, childList: true, characterData: true });
	});
	await wall.publish('amsreader', { data: { P: 1234 } });
	await expect(electricity).toContainText('1 234watt');
	const seen = await page.evaluate(() => {
		const { changes, number } = globalThis as unknown as { changes: string[]; number: Element };
		return { changes, isThere: number.isConnected };
	});
	expect(seen.isThere).toBe(true);
	expect(seen.changes).toEqual(['characterData 1\u00a0234']);
});

test('everything that the home has is on one screen, each with its age', async ({ open }) => {
	const page = await open();
	const water = page.getByRole('region', { name: 'Vatten just nu' });
	await expect(water).toContainText('6,0l/min');
	await expect(water).toContainText(/nyss|för \d+ s sedan/);
	await expect(page.getByRole('region', { name: 'Rummen' })).toContainText(/Vardagsrum.*(nyss|sedan).*21,4/s);
	await expect(page.getByRole('region', { name: 'El just nu' })).toContainText(/Idag [\d,]+ kWh/);
	await expect(page.getByRole('figure')).toContainText('Senaste timmen');
	const things = page.getByRole('list', { name: 'Saker i hemmet' });
	await expect(things.getByRole('listitem')).toHaveText([/ytterdörr\s*stängd/, /kaffebryggare\s*på/]);
	await expect(page.getByRole('status')).toContainText('Allt är som det ska');
});

test('what goes out on the net has words of its own and no minus', async ({ open, wall }) => {
	const page = await open();
	await wall.publish('amsreader', { data: { P: 0, PO: 2140 } });
	const out = page.getByRole('region', { name: 'El ut på nätet just nu' });
	await expect(out).toContainText('2 140watt');
	await expect(out).toContainText('ni ger mer än ni tar');
	await expect(out).not.toContainText(/[-−]2/);
});

test.describe('a value that grows old', () => {
	test.use({ terms: { quiet: true } });
	test('says so by itself, and is new again with the next telegram', async ({ open, wall }) => {
		const { coldM3, hotM3 } = REGISTERS;
		const say = (m3: number, secondsAgo = 0) =>
			Promise.all([
				wall.publish('wmbusmeters/k', telegram('11111111', coldM3 + m3, secondsAgo)),
				wall.publish('wmbusmeters/v', telegram('22222222', hotM3 + m3, secondsAgo))
			]);
		// a minute is as long as such a meter may be silent here
		await say(0, 100);
		await say(0.004, 45);
		const page = await open();
		const water = page.getByRole('region', { name: 'Vatten just nu' });
		await expect(water).toContainText(/[1-9],\dl\/min/);
		await expect(water).not.toContainText('gammalt');
		await expect(water).toContainText('gammalt, för 1 min sedan', { timeout: 30_000 });
		await say(0.006);
		await expect(water).not.toContainText('gammalt');
		await expect(water).toContainText(/[1-9],\dl\/min/);
	});
});

test('while the server is away the page says so, greys what it shows, and heals itself', async ({
	page,
	open,
	wall
}) => {
	await page.clock.install();
	await open();
	const state = page.getByRole('status');
	const electricity = page.getByRole('region', { name: 'El just nu' });
	await expect(electricity).toContainText('412watt');
	await wall.kill();
	await expect(state).toContainText('Söker kontakt med hemnoden');
	await page.clock.fastForward('01:05');
	await expect(state).toContainText(/Inga nya värden sedan \d\d:\d\d, försöker igen/);
	await expect(electricity).toContainText(/gammalt, för 1 min sedan/);
	const again = await startKiosk({ env: wall.env });
	try {
		await again.publish('amsreader', { data: { P: 777 } });
		await expect(electricity).toContainText('777watt', { timeout: 30_000 });
		await expect(state).toContainText('Allt är som det ska');
		await expect(electricity).not.toContainText('gammalt');
	} finally {
		await again.kill();
		rmSync(again.dataDir, { recursive: true, force: true });
	}
});

test('while the broker is away the wall says so with the time, and heals itself', async ({ page }) => {
	const broker = await startWall({ bare: true });
	const other = await startWall({}, `mqtt://127.0.0.1:${broker.env['HEMVY_MQTT_PORT'] ?? ''}`);
	await liven(broker);
	await page.goto(other.url);
	const state = page.getByRole('status');
	await expect(state).toContainText('Allt är som det ska');
	await broker.kill();
	await expect(state).toContainText(/Hemmets meddelandetjänst svarar inte sedan \d\d:\d\d/);
	const again = await startKiosk({ env: broker.env });
	await expect(async () => {
		await liven(again);
		await expect(state).toContainText('Allt är som det ska', { timeout: 1000 });
	}).toPass({ timeout: 45_000 });
	await again.publish('amsreader', { data: { P: 555 } });
	await expect(page.getByText('555', { exact: true })).toBeVisible();
	await Promise.all([again.kill(), other.kill()]);
	for (const { dataDir } of [broker, other]) rmSync(dataDir, { recursive: true, force: true });
});

test('after a sleep the page connects anew at once and shows what is now', async ({ page, open, wall }) => {
	await page.clock.install();
	await open();
	const stop = speak(wall);
	const again = page.waitForRequest('**/api/v1/events');
	await page.clock.fastForward('08:00:00');
	await again;
	await expect(page.getByRole('status')).toContainText('Allt är som det ska');
	await expect(page.getByRole('region', { name: 'El just nu' })).toContainText(/nyss|för \d s sedan/);
	stop();
});

test.describe('at night', () => {
	test.use({ terms: { nightFrom: '00:00', nightTo: '23:59' }, colorScheme: 'light' });
	test('the wall is dark and dim, whatever the browser would rather have', async ({ open }) => {
		const page = await open();
		await expect(page.getByText('412', { exact: true })).toHaveCSS('color', 'rgb(179, 170, 156)');
	});
});

test.describe('a home that is not set up', () => {
	test.use({ terms: { bare: true } });
	test('is welcomed, and told what to do', async ({ open, page }) => {
		await open();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Välkommen');
		await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(3);
		await page.getByRole('link', { name: 'Kom igång' }).click();
		await expect(page).toHaveURL(/\/setup$/);
	});
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });
	test('the first paint is complete, and says that it comes anew every half minute', async ({
		page,
		wall
	}) => {
		await page.goto(wall.url);
		await expect(page.getByRole('region', { name: 'El just nu' })).toContainText('412watt');
		await expect(page.getByRole('region', { name: 'Rummen' })).toContainText('21,4');
		// the browser of these tests reads what is for those without scripts as if it had some
		const markup = await (await page.request.get(wall.url)).text();
		expect(markup).toMatch(/<noscript>.*Utan skript uppdateras sidan var trettionde sekund.*<\/noscript>/s);
		expect(markup).toContain('<noscript><meta http-equiv="refresh" content="30"');
		expect(markup).not.toMatch(/ style=/);
		await page.getByText('Svenska').click();
		await page.getByRole('button', { name: 'Norsk' }).click();
		await expect(page.getByRole('region', { name: 'Strøm nå' })).toContainText('412watt');
	});
});
