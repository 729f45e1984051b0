import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/portal/chromium.ts';

export default defineConfig({
	testDir: 'tests/portal',
	testMatch: '**/*.spec.ts',
	globalSetup: './tests/portal/product.ts',
	outputDir: 'test-results',
	fullyParallel: true,
	workers: 2,
	forbidOnly: process.env['CI'] !== undefined,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	use: {
		// set by the global setup before the tests' own processes read this file
		baseURL: process.env['HEMVY_BASE_URL'] ?? 'http://127.0.0.1:3000',
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
