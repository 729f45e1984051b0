import { expect, signIn, taken, test } from './visitor.ts';

test.use({ account: null });

test('after signing out nothing of the home is left in the browser: back button, caches, storage', async ({
	page,
	context
}) => {
	const asked = new Set<string>();
	page.on('response', (response) => {
		const { pathname } = new URL(response.url());
		if (/^\/(homes|api|shared|welcome)/.test(pathname)) asked.add(response.url());
	});
	await page.goto('/sign-in');
	await signIn(page, 'tenant');
	await page.getByRole('link', { name: 'Förbrukning', exact: true }).click();
	await expect(page).toHaveURL(/\/usage\//);
	await taken(page);
	const usage = page.url();
	const home = /\/homes\/([\da-f-]{36})/.exec(usage)?.[1] ?? '';
	await page.goto(`/homes/${home}/my-data`);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.goto(usage);
	await taken(page);
	await page.getByRole('link', { name: 'Timmar', exact: true }).click();
	await expect(page).toHaveURL(/\/hour\//);
	await page.getByRole('button', { name: 'Logga ut' }).click();
	await expect(page).toHaveURL(/\/sign-in$/);

	for (let i = 0; i < 3; i++) {
		await page.goBack();
		await expect(page).toHaveURL(/\/sign-in\?next=/);
		await expect(page.locator('.stage')).toHaveCount(0);
		await expect(page.getByRole('button', { name: 'Logga ut' })).toHaveCount(0);
	}

	// In a page of its own: that nothing is in the cache, the browser calls an error in the console.
	const asking = await context.newPage();
	await asking.goto('/sign-in');
	expect(asked.size).toBeGreaterThan(3);
	const left = await asking.evaluate(
		async ({ addresses, id }) => {
			const kept: string[] = [];
			for (const address of addresses) {
				const answer = await fetch(address, { cache: 'only-if-cached', mode: 'same-origin' }).catch(
					() => null
				);
				if (answer?.ok === true) kept.push(address);
			}
			const stored = [localStorage, sessionStorage].flatMap((storage) => Object.values(storage) as string[]);
			return {
				kept,
				stored: stored.filter((value) => value.includes(id) || /m³|kWh|amount/.test(value)),
				caches: await caches.keys(),
				databases: (await indexedDB.databases()).map(({ name }) => name),
				interface: (await fetch('/api/v1/homes')).status
			};
		},
		{ addresses: [...asked], id: home }
	);
	expect(left).toEqual({ kept: [], stored: [], caches: [], databases: [], interface: 401 });
	await asking.close();
	expect((await context.cookies()).filter(({ name }) => name === 'hemvy_session')).toEqual([]);

	// nor where nothing can be asked for
	await context.setOffline(true);
	await page.goBack().catch(() => null);
	await expect(page.locator('.stage, table')).toHaveCount(0);
	await context.setOffline(false);
});
