import { test as base, expect, type APIRequestContext, type Page } from '@playwright/test';
import { giveCode } from './second-factor.ts';

/** A home as the interface tells it to whoever lives there. Times are ISO with offset. */
export interface HomeAnswer {
	readonly id: string;
	readonly address: string;
	readonly from: string;
	readonly to: string | null;
	readonly media: readonly string[];
}

type Tenant = 'tenant' | 'partner' | 'newcomer' | 'former' | 'solar' | 'leak' | 'months' | 'shafts';
/** Staff give a one-time code too: those who have one role each, as the sample company has them. */
export type Staff = 'consents' | 'cases' | 'billing' | 'technician' | 'auditor';
type Account = Tenant | Staff;
const STAFF: readonly string[] = ['consents', 'cases', 'billing', 'technician', 'auditor'] satisfies Staff[];
const isStaff = (account: Account): account is Staff => STAFF.includes(account);
type Storage = Awaited<ReturnType<APIRequestContext['storageState']>>;

interface Session {
	readonly storage: Storage;
	readonly homes: readonly HomeAnswer[];
}

/** What the browser itself says of an answer that is meant to be a refusal. */
const REFUSAL = /^Failed to load resource: the server responded with a status of (400|401|403|404)/;

interface Visit {
	/** Who is signed in; null: nobody. */
	account: Account | null;
	/** The newest home of whoever is signed in. */
	home: HomeAnswer;
	quiet: undefined;
}

interface Shared {
	/** A session of the account, the same one throughout a worker. A test that signs out signs in by itself. */
	session: (account: Account) => Promise<Session>;
}

/** Playwright's test with somebody signed in, and with a console that has to stay quiet. */
export const test = base.extend<Visit, Shared>({
	account: ['tenant', { option: true }],
	session: [
		async ({ playwright }, use, { project }) => {
			const sessions = new Map<Account, Promise<Session>>();
			const open = async (account: Account): Promise<Session> => {
				const request = await playwright.request.newContext({ baseURL: project.use.baseURL ?? '' });
				const data = { email: `${account}@demo.hemvy`, password: `demo-${account}` };
				expect((await request.post('/api/v1/session', { data })).status()).toBe(200);
				if (isStaff(account)) await giveCode(request, project.use.baseURL ?? '');
				const { homes } = (await (await request.get('/api/v1/homes')).json()) as Pick<Session, 'homes'>;
				const storage = await request.storageState();
				await request.dispose();
				return { storage, homes };
			};
			await use((account) => {
				const known = sessions.get(account) ?? open(account);
				sessions.set(account, known);
				return known;
			});
		},
		{ scope: 'worker' }
	],
	storageState: async ({ account, session }, use) => {
		await use(account === null ? { cookies: [], origins: [] } : (await session(account)).storage);
	},
	home: async ({ account, session }, use) => {
		const home = account === null ? undefined : (await session(account)).homes[0];
		if (home === undefined) throw new Error(`${account ?? 'nobody'} has no home`);
		await use(home);
	},
	// A page that breaks the content policy, or throws, says so in the console: no test may end with such words.
	quiet: [
		async ({ page }, use) => {
			const said: string[] = [];
			page.on('console', (message) => {
				if (message.type() === 'error' && !REFUSAL.test(message.text())) said.push(message.text());
			});
			page.on('pageerror', (error) => said.push(String(error)));
			await use(undefined);
			expect(said, 'errors in the console').toEqual([]);
		},
		{ auto: true }
	]
});

export { expect };

/** Waits until the scripts have taken the page over, and Chart.js the graph. */
export async function taken(page: Page): Promise<void> {
	await expect(page.locator('.stage.taken')).toBeAttached();
}

/** Fills in the form and sends it. */
export async function signIn(page: Page, account: string): Promise<void> {
	await page.getByLabel('E-postadress').fill(`${account}@demo.hemvy`);
	await page.getByLabel('Lösenord').fill(`demo-${account}`);
	await page.getByRole('button', { name: 'Logga in' }).click();
}
