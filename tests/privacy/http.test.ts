import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { makeHome } from '../fixtures/home.ts';
import { anAccount, holderOf, signedIn } from '../fixtures/holder.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const MOVE = '2016-10-15T12:00:00+02:00';
const NOBODY = '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e';

let db: FreshDatabase;
let portal: RunningPortal;
/** The two homes of one apartment, before and after the move, and somebody else's. */
const homes = { former: '', newcomer: '', other: '' };
const tokens = { former: '', newcomer: '', other: '', staff: '', nobody: '' };

beforeAll(async () => {
	db = await freshDatabase();
	const shared = await makeHome(db.superuser, {
		number: '1101',
		stays: [
			['2016-01-01T00:00:00Z', 'tenancy'],
			[MOVE, 'tenancy']
		],
		meters: [{ serial: 'K-1101', medium: 'cold_water' }]
	});
	const apart = await makeHome(db.superuser, {
		number: '1102',
		stays: [['2016-01-01T00:00:00Z', 'tenancy']],
		meters: [{ serial: 'K-1102', medium: 'cold_water' }]
	});
	[homes.former = '', homes.newcomer = ''] = shared.homes;
	homes.other = apart.homes[0] ?? '';
	tokens.former = await holderOf(db.superuser, homes.former, 'Former');
	tokens.newcomer = await holderOf(db.superuser, homes.newcomer, 'Newcomer');
	tokens.other = await holderOf(db.superuser, homes.other, 'Other');
	tokens.staff = await signedIn(
		db.superuser,
		await anAccount(db.superuser, 'staff@example.se', { kind: 'staff' })
	);
	const source = await openSource(db.owner, 'import', 'http.csv');
	const readings = Object.values({ ...shared.meters, ...apart.meters }).flatMap((meterId) =>
		Array.from({ length: 24 * 30 }, (_, i) => ({
			meterId,
			at: at('2016-10-01T00:00:00Z') + i * 3600,
			register: 5000 + 7 * i,
			flags: 0
		}))
	);
	await storeReadings(db.owner, readings, source, { now: at('2016-11-01T00:00:00Z') });
	portal = await startPortal(db.urls.portal);
});
afterAll(async () => {
	await portal.stop();
	await db.close();
});

function get(address: string, who: keyof typeof tokens, accept = 'application/json') {
	const cookie = tokens[who] === '' ? {} : { cookie: `hemvy_session=${tokens[who]}` };
	return fetch(portal.address + address, { redirect: 'manual', headers: { accept, ...cookie } });
}

const series = (home: string, resolution = 'hour', span = 'from=2016-10-01&to=2016-11-01') =>
	`/api/v1/homes/${home}/series?medium=cold_water&resolution=${resolution}&${span}`;
const trace = (home: string, start: string) =>
	`/api/v1/homes/${home}/intervals/cold_water/${encodeURIComponent(start)}/trace`;
const page = (home: string, tail = '/water/day/2016-10') => `/homes/${home}/usage${tail}`;

/** Every address that shows anything of a home. */
const addresses = (home: string) => [
	...['hour', 'day', 'month', 'year'].map((resolution) => series(home, resolution)),
	trace(home, '2016-10-10T06:00:00Z'),
	trace(home, '2016-10-20T06:00:00Z'),
	page(home, ''),
	page(home),
	page(home, '/water/hour/2016-10-10'),
	page(home, '/water/hour/2016-10-10?open=1476079200'),
	page(home, '/water/month/2016'),
	page(home, '/water/year/all'),
	`${page(home)}/__data.json`
];

interface Body {
	points: { start: string; end: string; amount: number | null; quality: string }[];
	total: number;
}

describe('another’s home', () => {
	it.each(['former', 'newcomer', 'staff'] as const)(
		'answers %s exactly like a home that does not exist',
		async (who) => {
			for (const [i, address] of addresses(homes.other).entries()) {
				const without = addresses(NOBODY)[i] ?? '';
				const [theirs, none] = await Promise.all([get(address, who), get(without, who)]);
				// Data for a page that is open already: the framework wraps the refusal in an answer of its own.
				const status = address.endsWith('.json') ? 200 : 404;
				expect([address, theirs.status, none.status]).toEqual([address, status, status]);
				const text = (await theirs.text()).replaceAll(homes.other, NOBODY);
				expect(withoutNonce(text)).toBe(withoutNonce(await none.text()));
				expect(shape(theirs)).toEqual(shape(none));
			}
		}
	);

	it('does not exist for whoever makes up an id either', async () => {
		for (const id of ['x', '1', "' or 1=1 --", '../../healthz'].map(encodeURIComponent)) {
			expect((await get(series(id), 'other')).status).toBe(404);
		}
	});
});

describe('nobody signed in', () => {
	it('sees nothing: 401 from the interface, the sign-in from a page', async () => {
		tokens.nobody = '';
		const made = `${'a'.repeat(24)}.${'b'.repeat(24)}`;
		for (const token of ['', made, `${tokens.other.slice(0, 24)}.${'b'.repeat(24)}`]) {
			tokens.nobody = token;
			for (const address of ['/api/v1/homes', ...addresses(homes.other)]) {
				const response = await get(address, 'nobody');
				if (address.startsWith('/api')) {
					expect([address, response.status]).toEqual([address, 401]);
					expect(response.headers.get('content-type')).toBe('application/problem+json');
				} else if (address.endsWith('.json')) {
					expect(await response.json()).toMatchObject({ type: 'redirect' });
				} else {
					expect([address, response.status]).toEqual([address, 303]);
					expect(response.headers.get('location')).toMatch(/^\/sign-in\?next=/);
				}
			}
		}
		tokens.nobody = '';
	});
});

describe('a move at noon', () => {
	it('shows each side the own hours only, and the day of the move in two parts', async () => {
		const [former, newcomer] = await Promise.all(
			(['former', 'newcomer'] as const).map(
				async (who) => (await get(series(homes[who]), who)).json() as Promise<Body>
			)
		);
		expect(former?.points.at(-1)?.end).toBe('2016-10-15T12:00:00+02:00');
		expect(newcomer?.points[0]?.start).toBe('2016-10-15T12:00:00+02:00');
		expect((former?.total ?? 0) + (newcomer?.total ?? 0)).toBeCloseTo(0.007 * (24 * 30 - 1), 9);
	});

	it.each(['hour', 'day', 'month', 'year'])(
		'gives the newcomer nothing of the predecessor by %s',
		async (resolution) => {
			const before = await get(
				series(homes.newcomer, resolution, 'from=2016-10-01&to=2016-10-15'),
				'newcomer'
			);
			expect(await before.json()).toMatchObject({ points: [], total: null });
			expect((await get(series(homes.former, resolution), 'newcomer')).status).toBe(404);
			const after = await get(series(homes.former, resolution, 'from=2016-10-16&to=2016-11-01'), 'former');
			expect(await after.json()).toMatchObject({ points: [], total: null });
		}
	);

	it('opens no hour of the other side', async () => {
		expect((await get(trace(homes.newcomer, '2016-10-15T09:00:00Z'), 'newcomer')).status).toBe(404);
		expect((await get(trace(homes.newcomer, '2016-10-15T10:00:00Z'), 'newcomer')).status).toBe(200);
		expect((await get(trace(homes.former, '2016-10-15T09:00:00Z'), 'former')).status).toBe(200);
		expect((await get(trace(homes.former, '2016-10-15T10:00:00Z'), 'former')).status).toBe(404);
		const opened = await (await get(trace(homes.newcomer, '2016-10-15T10:00:00Z'), 'newcomer')).text();
		expect(opened).not.toContain('2016-10-15T11:00:00+02:00');
	});

	it('has no page for the time before or after', async () => {
		expect((await get(page(homes.newcomer, '/water/day/2016-09'), 'newcomer')).status).toBe(404);
		expect((await get(page(homes.former, '/water/day/2016-11'), 'former')).status).toBe(404);
	});
});

describe('homes', () => {
	it('are each one’s own; staff have none here', async () => {
		for (const who of ['former', 'newcomer', 'other', 'staff'] as const) {
			const { homes: list } = (await (await get('/api/v1/homes', who)).json()) as { homes: { id: string }[] };
			expect(list.map(({ id }) => id)).toEqual(who === 'staff' ? [] : [homes[who]]);
		}
	});
});

describe('the log', () => {
	it('holds no token, no home, no e-mail address and no query', () => {
		const said = portal.said();
		expect(said).toContain('"route":"/api/v1/homes/[home]/series"');
		for (const secret of [...Object.values(tokens), ...Object.values(homes), '@example.se', 'medium=']) {
			if (secret !== '') expect(said).not.toContain(secret);
		}
	});
});

/** A page's policy and scripts carry a number used once. */
function withoutNonce(text: string): string {
	return text.replace(/nonce="[^"]*"/g, '').replace(/__sveltekit_\w+/g, '');
}

function shape(response: Response): Record<string, string> {
	const headers = Object.fromEntries(response.headers);
	for (const name of ['date', 'set-cookie', 'content-security-policy', 'etag'])
		Reflect.deleteProperty(headers, name);
	return headers;
}
