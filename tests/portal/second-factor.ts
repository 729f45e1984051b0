import type { APIRequestContext, Page } from '@playwright/test';
import { STEP_S, totpCode } from '../../src/lib/server/accounts/totp.ts';
import { demoSecret } from '../../src/lib/server/demo/demo-accounts.ts';
import { expect } from '@playwright/test';

/** A code counts once an account, and tests run side by side: the next one is tried until one is taken. */
const codes = (): string[] => {
	const step = Math.floor(Date.now() / 1000 / STEP_S);
	return [-1, 0, 1].map((away) => totpCode(demoSecret(), step + away));
};

/** Gives a code on behalf of a session of staff. */
export async function giveCode(request: APIRequestContext, origin: string): Promise<void> {
	await expect(async () => {
		const answers: number[] = [];
		for (const code of codes()) {
			const answer = await request.post('/staff/second-factor?/confirm', {
				form: { code },
				headers: { origin, accept: 'text/html' },
				maxRedirects: 0
			});
			answers.push(answer.status());
			if (answer.status() === 303) return;
		}
		expect(answers).toContain(303);
	}).toPass({ timeout: 50_000, intervals: [10_000] });
}

/** Types a code into the page that asks for it. */
export async function typeCode(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bekräfta att det är du');
	await expect(async () => {
		for (const code of codes()) {
			await page.getByLabel('Engångskod').fill(code);
			await page.getByRole('button', { name: 'Bekräfta' }).click();
			await page.waitForLoadState();
			const asked = page.getByRole('alert');
			await expect(asked.or(page.getByRole('navigation', { name: 'Huvudmeny' })).first()).toBeVisible();
			if (!page.url().includes('/staff/second-factor')) return;
		}
		expect(page.url()).not.toContain('/staff/second-factor');
	}).toPass({ timeout: 50_000, intervals: [10_000] });
}
