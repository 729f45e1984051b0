import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';

export const PIN = '2580';

interface Home {
	/** The built display, running on its own, with nothing set up. */
	readonly kiosk: RunningKiosk;
}

/** Playwright's test with a display of its own, which has a PIN unless `env` says otherwise. */
export const test = base.extend<Home & { env: Readonly<Record<string, string>> }>({
	env: [{ HEMVY_PIN: PIN }, { option: true }],
	kiosk: async ({ env }, use) => {
		const kiosk = await startKiosk({ env });
		await use(kiosk);
		await kiosk.stop();
	},
	baseURL: async ({ kiosk }, use) => {
		await use(kiosk.url);
	}
});

export { expect };

/** Goes in behind the PIN. */
export async function enter(page: Page, pin = PIN, url = ''): Promise<void> {
	await page.goto(`${url}/setup`);
	await page.getByLabel('PIN-kod', { exact: true }).fill(pin);
	await page.getByRole('button', { name: 'Fortsätt' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Inställningar' })).toBeVisible();
}

/** A telegram of a wireless water meter, as wmbusmeters publishes it. */
export const waterTelegram = (id: string, totalM3: number) => ({
	...{ _: 'telegram', media: 'water', meter: 'multical21', name: 'vatten', id },
	...{ timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), total_m3: totalM3, status: 'OK' }
});

/** What the devices of a small home say: two water meters, the electricity meter's reader, a room sensor. */
export async function speak(kiosk: RunningKiosk, drawnM3 = 0): Promise<void> {
	await kiosk.publish('wmbusmeters/76543210', waterTelegram('76543210', 123.456 + drawnM3));
	await kiosk.publish('wmbusmeters/76543211', waterTelegram('76543211', 87.02));
	const at = Math.floor(Date.now() / 1000);
	await kiosk.publish('amsreader/power', {
		id: 'ams',
		name: 'AMS',
		t: at,
		data: { P: 412, tPI: 12345.6, tPO: 0 }
	});
	await kiosk.publish('zigbee2mqtt/givare', {
		temperature: 21.4,
		humidity: 44,
		battery: 87,
		linkquality: 90
	});
}

/** Everything that axe finds, light and dark, in words. */
export async function faults(page: Page): Promise<string[]> {
	const axe = () => new AxeBuilder({ page }).setLegacyMode(true);
	const light = await axe().analyze();
	await page.emulateMedia({ colorScheme: 'dark' });
	const dark = await axe().withRules(['color-contrast', 'link-in-text-block']).analyze();
	await page.emulateMedia({ colorScheme: 'light' });
	return [...light.violations, ...dark.violations].flatMap(({ id, nodes }) =>
		nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)
	);
}

/** The setup as its file has it. */
export async function setupFile(page: Page): Promise<string> {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Ladda ner filen' }).click()
	]);
	expect(download.suggestedFilename()).toMatch(/^hemvy-\d{4}-\d\d-\d\d\.json$/);
	const chunks: Buffer[] = [];
	for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
