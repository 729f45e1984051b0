/*
 * `npm run screenshots`: the pictures of README.md, taken from the running product with its sample company and the
 * wall display of its sample home.
 * Two runs differ in their days: the sample company's last day is always the present one.
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { addDays, addMonths, civilDay, dayStart, firstOfMonth } from '#lib/energy/calendar.ts';
import { demoPassword } from '#lib/server/demo/demo-accounts.ts';
import { ownTemporaryFolder } from '../fixtures/own-folder.ts';
import { chromiumForTests } from './chromium.ts';
import { takeWall } from './wall-pictures.ts';
import startProduct from './product.ts';

ownTemporaryFolder();
const FOLDER = path.resolve(import.meta.dirname, '../../docs/screenshots');
const MOST_BYTES = 150_000;

interface Picture {
	readonly file: string;
	readonly account: string;
	/** What follows /homes/…/usage/ in the address. */
	readonly place: string;
	readonly language: 'sv-SE' | 'en-GB';
	readonly colours: 'light' | 'dark';
	/** CSS pixels; the height is the page's own, `most` at most. */
	readonly width: 390 | 1280;
	readonly most: number;
}

const today = civilDay(Date.now() / 1000);
const lastMonth = addMonths(firstOfMonth(today), -1);
const yesterday = addDays(today, -1);
/** The evening hour whose readings are opened. */
const evening = dayStart(yesterday) + 19 * 3600;

const PICTURES: readonly Picture[] = [
	{
		file: 'water-days-light-1280',
		account: 'tenant@demo.hemvy',
		place: `water/day/${lastMonth.slice(0, 7)}`,
		language: 'en-GB',
		colours: 'light',
		width: 1280,
		most: 920
	},
	{
		file: 'electricity-hours-dark-1280',
		account: 'tenant@demo.hemvy',
		place: `electricity/hour/${yesterday}?open=${evening}`,
		language: 'en-GB',
		colours: 'dark',
		width: 1280,
		most: 1300
	},
	{
		file: 'solar-months-light-1280',
		account: 'solar@demo.hemvy',
		place: `electricity/month/${lastMonth.slice(0, 4)}`,
		language: 'en-GB',
		colours: 'light',
		width: 1280,
		most: 920
	},
	{
		file: 'leak-hours-light-390',
		account: 'leak@demo.hemvy',
		place: `water/hour/${yesterday}`,
		language: 'sv-SE',
		colours: 'light',
		width: 390,
		most: 920
	},
	{
		file: 'temperature-days-dark-390',
		account: 'tenant@demo.hemvy',
		place: `temperature/day/${lastMonth.slice(0, 7)}`,
		language: 'sv-SE',
		colours: 'dark',
		width: 390,
		most: 920
	}
];

/** Signs in as people do, and answers with the address of the home's usage. */
async function signIn(page: Page, account: string): Promise<string> {
	await page.goto('/sign-in');
	await page.locator('input[name=email]').fill(account);
	await page.locator('input[name=password]').fill(demoPassword(account));
	await page.locator('input[name=password]').press('Enter');
	await page.waitForURL(/\/homes\/[^/]+\/usage\/\w+\//);
	return page.url().replace(/\/usage\/.*/, '/usage');
}

function openContext(browser: Browser, { language, colours, width, most }: Picture): Promise<BrowserContext> {
	return browser.newContext({
		baseURL: process.env['HEMVY_BASE_URL'] ?? '',
		locale: language,
		timezoneId: 'Europe/Stockholm',
		colorScheme: colours,
		reducedMotion: 'reduce',
		viewport: { width, height: most }
	});
}

/** Waits for the live graph, its face and its first frame. */
async function drawn(page: Page): Promise<void> {
	await page.locator('.stage.taken canvas').waitFor();
	await page.evaluate(async () => {
		await document.fonts.ready;
		await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
	});
}

/** @throws Error when the picture is too large to keep */
function weigh(file: string): void {
	const { size } = statSync(file);
	console.log(`docs/screenshots/${path.basename(file)}  ${Math.round(size / 1000)} kB`);
	if (size > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES / 1000} kB.`);
}

/** @throws Error when the page has no graph, or the picture is too large to keep */
async function take(browser: Browser, picture: Picture): Promise<void> {
	const context = await openContext(browser, picture);
	try {
		const page = await context.newPage();
		const home = await signIn(page, picture.account);
		await page.goto(`${home}/${picture.place}`);
		await drawn(page);
		const height = await page.evaluate(() => document.documentElement.scrollHeight);
		const file = path.join(FOLDER, `${picture.file}.png`);
		await page.screenshot({
			path: file,
			animations: 'disabled',
			clip: { x: 0, y: 0, width: picture.width, height: Math.min(height, picture.most) }
		});
		weigh(file);
	} finally {
		await context.close();
	}
}

mkdirSync(FOLDER, { recursive: true });
const executablePath = chromiumForTests();
const stopProduct = await startProduct();
try {
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
	try {
		for (const picture of PICTURES) await take(browser, picture);
		for (const file of await takeWall(browser, FOLDER)) weigh(file);
	} finally {
		await browser.close();
	}
} finally {
	await stopProduct();
}
