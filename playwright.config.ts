import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/portal/chromium.ts';

/** `npx playwright test tests/kiosk` or `--project=kiosk`: each of its tests starts a display of its own, and no portal. */
const isKioskOnly =
	process.argv.some((word) => word === '--project=kiosk' || word.startsWith('tests/kiosk')) &&
	!process.argv.some((word) => word.startsWith('tests/portal'));

const LANGUAGES = '**/languages.spec.ts';
/** Set by the global setup before the tests' own processes read this file. */
const PRODUCT = { baseURL: process.env['HEMVY_BASE_URL'] ?? 'http://127.0.0.1:3000' };

export default defineConfig({
	testMatch: '**/*.spec.ts',
	globalSetup: [
		'./tests/fixtures/own-folder.ts',
		...(isKioskOnly ? [] : ['./tests/portal/product.ts']),
		'./tests/kiosk/built.ts'
	],
	outputDir: 'test-results',
	fullyParallel: true,
	workers: 2,
	forbidOnly: process.env['CI'] !== undefined,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	projects: [
		{
			name: 'portal',
			testDir: 'tests/portal',
			testIgnore: LANGUAGES,
			use: PRODUCT
		},
		{
			// what it chooses goes with the account: all that reads Swedish has to be over
			name: 'languages',
			testDir: 'tests/portal',
			testMatch: LANGUAGES,
			dependencies: ['portal'],
			use: PRODUCT
		},
		{ name: 'kiosk', testDir: 'tests/kiosk' }
	],
	use: {
		locale: 'sv-SE',
		timezoneId: 'Europe/Stockholm',
		screenshot: 'only-on-failure',
		launchOptions: {
			executablePath: findChromium() ?? '',
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	}
});
