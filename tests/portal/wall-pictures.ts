import path from 'node:path';
import type { Browser } from '@playwright/test';
import type { DisplaySettings, DisplayState } from '#lib/home/display.ts';

const SAMPLE_PIN = '1234';

interface WallPicture {
	readonly file: string;
	readonly language: 'sv' | 'en';
	/** What the household would have chosen, so that it is day or night now. */
	readonly hours: Pick<DisplaySettings, 'nightFrom' | 'nightTo'>;
}

const PICTURES: readonly WallPicture[] = [
	{ file: 'wall-day-1280', language: 'en', hours: { nightFrom: '00:00', nightTo: '00:00' } },
	{ file: 'wall-night-1280', language: 'sv', hours: { nightFrom: '00:00', nightTo: '23:59' } }
];

/**
 * Takes the wall display of the sample home by day and by night, as on a screen of 1280 × 800. The hours of its night
 * are as they were afterwards.
 * @returns the pictures' files
 */
export async function takeWall(browser: Browser, folder: string): Promise<string[]> {
	const base = process.env['HEMVY_DISPLAY_URL'] ?? 'http://127.0.0.1:3100';
	const files: string[] = [];
	const { display } = (await (await fetch(`${base}/api/v1/state`)).json()) as DisplayState;
	try {
		for (const { file, language, hours } of PICTURES) {
			await choose(base, { ...display, ...hours });
			files.push(path.join(folder, `${file}.png`));
			await take(browser, base, language, files.at(-1) ?? '');
		}
	} finally {
		await choose(base, display);
	}
	return files;
}

/** Saves the choices as the page of set-up does. @throws Error when they were not taken */
async function choose(base: string, settings: DisplaySettings): Promise<void> {
	const unlocked = await fetch(`${base}/api/v1/unlock`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ pin: process.env['HEMVY_PIN'] ?? SAMPLE_PIN })
	});
	const { visible, appearance, nightFrom, nightTo, nightDim, language } = settings;
	const saved = await fetch(`${base}/setup/display?/save`, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			origin: base,
			accept: 'text/html',
			cookie: unlocked.headers.get('set-cookie')?.split(';')[0] ?? ''
		},
		body: new URLSearchParams({
			...{ visible, appearance, nightFrom, nightTo, language },
			...(nightDim ? { nightDim: 'on' } : {})
		})
	});
	if (!saved.headers.get('location')?.includes('saved'))
		throw new Error(`The display did not take its settings: HTTP ${unlocked.status}, ${saved.status}.`);
}

async function take(browser: Browser, base: string, language: string, file: string): Promise<void> {
	const context = await browser.newContext({
		timezoneId: 'Europe/Stockholm',
		colorScheme: 'light',
		reducedMotion: 'reduce',
		viewport: { width: 1280, height: 800 }
	});
	try {
		await context.addCookies([{ name: 'hemvy_language', value: language, url: base }]);
		const page = await context.newPage();
		const events = page.waitForResponse('**/api/v1/events');
		await page.goto(base);
		await events;
		await page.locator('canvas').first().waitFor();
		await page.evaluate(() => document.fonts.ready);
		// telegrams of the house have come since, so that power is of now: its figure is another
		const power = page.locator('[data-value=power]');
		const before = await power.textContent();
		await power.filter({ hasNotText: before ?? '' }).waitFor({ timeout: 60_000 });
		await page.screenshot({ path: file, animations: 'disabled' });
	} finally {
		await context.close();
	}
}
