import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** A Chromium of this machine: CHROMIUM_PATH, Playwright's own, the system's; null when there is none. */
export function findChromium(): string | null {
	const named = process.env['CHROMIUM_PATH'];
	if (named !== undefined && named !== '') {
		if (isProgram(named)) return named;
		throw new Error(`CHROMIUM_PATH is "${named}", where no program is.`);
	}
	const folders = (process.env['PATH'] ?? '').split(path.delimiter);
	const places = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
	return [chromium.executablePath(), ...places, MAC].find(isProgram) ?? null;
}

/** The same; where there is none, root installs Debian's package. @throws Error that says what to do */
export function chromiumForTests(): string {
	const found = findChromium();
	if (found !== null) return found;
	if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
		console.log('No Chromium found: installing Debian’s package.');
		const apt = (...args: string[]): boolean =>
			spawnSync('apt-get', args, {
				stdio: ['ignore', 'ignore', 'inherit'],
				env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
			}).status === 0;
		if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium')) {
			const installed = findChromium();
			if (installed !== null) return installed;
		}
	}
	throw new Error(
		'The browser tests need Chromium. Install it (Debian: apt install chromium; elsewhere: npx playwright install ' +
			'chromium), or set CHROMIUM_PATH to a Chromium or Chrome.'
	);
}
