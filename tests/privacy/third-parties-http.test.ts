import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aPerson, type Someone } from '../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { Scene } from './scene.ts';

const NONE = '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e';

let db: FreshDatabase;
let portal: RunningPortal;
let s: Scene;
let home: Awaited<ReturnType<Scene['home']>>;
let anna: Someone;
let stranger: Someone;

beforeAll(async () => {
	db = await freshDatabase();
	s = new Scene(db);
	home = await s.home(['day', 'hour'], { holders: 2 });
	anna = await aPerson(db, 'anna');
	stranger = await aPerson(db, 'stranger');
	portal = await startPortal(db.urls.portal);
});
afterAll(async () => {
	await portal.stop();
	await db.close();
});

const headers = (who: Someone | null) => ({
	accept: 'text/html',
	...(who === null ? {} : { cookie: `hemvy_session=${who.token}; hemvy_language=en` })
});
const get = (address: string, who: Someone | null) =>
	fetch(portal.address + address, { redirect: 'manual', headers: headers(who) });
const post = (address: string, who: Someone, fields: [string, string][]) =>
	fetch(portal.address + address, {
		method: 'POST',
		redirect: 'manual',
		headers: { ...headers(who), origin: portal.address },
		body: new URLSearchParams(fields)
	});

const people = () => `/homes/${home.homeId}/people`;
const looked = () => `/homes/${home.homeId}/who-has-looked`;
const shared = (mandate: string, tail = '/water/day/2026-03') => `/shared/${mandate}/usage${tail}`;

/** An invitation of Anna to the cold water's months and days, as the page shows it once. */
async function invited(fields: [string, string][] = []): Promise<{ path: string; code: string }> {
	const answer = await post(`${people()}?/invite`, home.first, [
		['called', 'Anna'],
		['kind', 'delegate'],
		['media', 'cold_water'],
		['resolutions', 'month'],
		['resolutions', 'day'],
		['months', '3'],
		...fields
	]);
	const text = await answer.text();
	return {
		path: /\/invitation\/[a-z2-9]{24}/.exec(text)?.[0] ?? '',
		// no part of an id
		code: /(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])/.exec(text)?.[0] ?? ''
	};
}

async function mandateOf(who: Someone): Promise<string> {
	const text = await (await get('/shared', who)).text();
	return /name="mandate" value="([\da-f-]{36})"/.exec(text)?.[1] ?? '';
}

describe('an invitation', () => {
	it('shows link and code once, is taken up by both together, and opens nothing until everybody agreed', async () => {
		const { path, code } = await invited();
		expect([path, code]).not.toContain('');
		expect(await (await get(people(), home.first)).text()).not.toContain(code);

		const nobody = await get(path, null);
		expect([nobody.status, nobody.headers.get('location')]).toEqual([
			303,
			`/sign-in?next=${encodeURIComponent(path)}`
		]);
		expect((await get(path, anna)).status).toBe(200);
		expect((await post(path, anna, [['code', 'K7MQ-4XTD']])).status).toBe(400);
		expect((await post(`/invitation/${'a'.repeat(24)}`, anna, [['code', code]])).status).toBe(400);
		expect((await post(path, home.second, [['code', code]])).status).toBe(400);
		const taken = await post(path, anna, [['code', code.toLowerCase()]]);
		expect([taken.status, taken.headers.get('location')]).toEqual([303, '/shared?accepted']);
		expect((await post(path, stranger, [['code', code]])).status).toBe(400);

		const mandate = await mandateOf(anna);
		expect((await get(shared(mandate), anna)).status).toBe(404);
		expect(await (await get(people(), home.second)).text()).toContain('Waits for your yes.');
		const agreed = await post(`${people()}?/agree`, home.second, [['mandate', mandate]]);
		expect(agreed.headers.get('location')).toBe(`${people()}?agreed`);
		expect((await get(shared(mandate), anna)).status).toBe(200);
	});

	it.each([
		[[['called', ' ']], 'Write what you call this person'],
		[[['months', '24']], 'Choose for how long']
	] as [[string, string][], string][])('says what is missing: %j', async (fields, words) => {
		const sent: Record<string, string> = {
			called: 'Bo',
			kind: 'delegate',
			media: 'cold_water',
			resolutions: 'day',
			months: '1'
		};
		for (const [name, value] of fields) sent[name] = value;
		const answer = await post(`${people()}?/invite`, home.first, Object.entries(sent));
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain(words);
	});

	it('is made, agreed to and ended by nobody else', async () => {
		const mandate = await mandateOf(anna);
		for (const who of [stranger, anna]) {
			expect((await get(people(), who)).status).toBe(404);
			expect((await get(looked(), who)).status).toBe(404);
			expect((await get(`/homes/${home.homeId}/usage`, who)).status).toBe(404);
		}
		await post(`${people()}?/end`, stranger, [['mandate', mandate]]);
		await post('/shared?/end', stranger, [['mandate', mandate]]);
		expect((await get(shared(mandate), anna)).status).toBe(200);
	});
});

describe('an invited person’s page', () => {
	it('shows what the scope says, and is in the log with name, resolution and period before it is seen', async () => {
		const mandate = await mandateOf(anna);
		const to = (await get(shared(mandate, ''), anna)).headers.get('location');
		expect(to).toMatch(new RegExp(`^/shared/${mandate}/usage/water/day/20\\d\\d-\\d\\d$`));
		for (const tail of ['/water/day/2026-03', '/water/month/2026', '/water/year/all']) {
			const page = await get(shared(mandate, tail), anna);
			expect([tail, page.status, page.headers.get('cache-control')]).toEqual([tail, 200, 'no-store']);
		}
		const log = await (await get(looked(), home.second)).text();
		expect(log).toContain('Anna, invited by you');
		expect(log).toContain('Cold water: days, March 2026');
		expect(log).toContain('Cold water: months, 2026');
	});

	it('is not there for what the scope does not say, exactly as where there is no such mandate', async () => {
		const mandate = await mandateOf(anna);
		for (const tail of [
			'/water/hour/2026-03-02',
			'/electricity/day/2026-03',
			'/water/day/2026-13',
			'/water/day/2099-01'
		]) {
			const [theirs, none] = await Promise.all([
				get(shared(mandate, tail), anna),
				get(shared(NONE, tail), anna)
			]);
			expect([tail, theirs.status, none.status]).toEqual([tail, 404, 404]);
			const plain = (text: string) =>
				text.replaceAll(mandate, NONE).replace(/nonce="[^"]*"|__sveltekit_\w+/g, '');
			expect(plain(await theirs.text())).toBe(plain(await none.text()));
		}
		for (const who of [stranger, home.first]) expect((await get(shared(mandate), who)).status).toBe(404);
		const nobody = await get(shared(mandate), null);
		expect([nobody.status, nobody.headers.get('location')?.startsWith('/sign-in?next=')]).toEqual([
			303,
			true
		]);
	});
});

describe('a page that is open when the right ends', () => {
	it('is told within five seconds, and what it asks for next is not there', async () => {
		const mandate = await mandateOf(anna);
		const stream = new Stream(await get(`/shared/${mandate}/live/water/day`, anna));
		await stream.until('held');
		const ended = Date.now();
		await post(`${people()}?/end`, home.second, [['mandate', mandate]]);
		await stream.until('ended');
		expect(Date.now() - ended).toBeLessThan(5000);
		expect(await stream.rest()).toBe('');
		expect((await get(shared(mandate), anna)).status).toBe(404);
		expect(await (await get(people(), home.first)).text()).toMatch(/Ended on /);
	});

	it('is told when the hours are hidden, while days go on', async () => {
		const calm = await s.home();
		const id = await s.ask.mandate(calm.first, anna, calm, { resolutions: ['day', 'hour'] });
		const [hours, days] = await Promise.all(
			['hour', 'day'].map(async (each) => new Stream(await get(`/shared/${id}/live/water/${each}`, anna)))
		);
		await hours?.until('held');
		await s.ask.hideHours(calm.first, calm, true);
		await hours?.until('ended');
		await days?.until('held');
		await days?.cancel();
		await s.ask.hideHours(calm.first, calm, false);
	});

	it('hears nothing but that it is over where there was no right, no mandate or no sign-in', async () => {
		for (const [who, mandate] of [
			[stranger, await mandateOf(anna)],
			[anna, NONE],
			[null, NONE]
		] as const) {
			const stream = new Stream(await get(`/shared/${mandate}/live/water/day`, who));
			expect(await stream.rest()).toBe('event: ended\ndata:\n\n');
		}
	});
});

/** A stream of events, read as it comes. */
class Stream {
	readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
	#text = '';

	constructor(response: Response) {
		expect(response.headers.get('cache-control')).toBe('no-store');
		if (!response.body) throw new Error('no stream');
		this.#reader = response.body.getReader();
	}

	/** Waits for an event, and forgets what came until it. */
	async until(event: string): Promise<void> {
		for (;;) {
			const at = this.#text.indexOf(`event: ${event}\ndata:\n\n`);
			if (at >= 0) {
				this.#text = this.#text.slice(at + event.length + 16);
				return;
			}
			if (!(await this.#more())) throw new Error(`Ended without ${event}: ${this.#text}`);
		}
	}

	/** Everything up to the stream's end. */
	async rest(): Promise<string> {
		while (await this.#more());
		return this.#text;
	}

	cancel(): Promise<void> {
		return this.#reader.cancel();
	}

	async #more(): Promise<boolean> {
		const { done, value } = await this.#reader.read();
		if (value) this.#text += new TextDecoder().decode(value);
		return !done;
	}
}
