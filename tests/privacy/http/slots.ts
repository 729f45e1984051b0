import type { Corner, IdKind } from './world.ts';

/** A good value of a slot; `{ id }`: the id of that kind. */
export type Good = string | { readonly id: IdKind };

/** Good values of what stands in brackets in an address. */
export const PARAMS: Readonly<Record<string, Good>> = {
	home: { id: 'home' },
	mandate: { id: 'mandate' },
	case: { id: 'case' },
	invoice: { id: 'invoice' },
	billing: { id: 'billing' },
	medium: 'cold_water',
	subject: 'water',
	resolution: 'day',
	period: '2026-03',
	start: '2026-03-02T00:00:00Z',
	word: 'abcdefghjkmnpqrstuvwxyz2'
};

const SPAN = { from: '2026-03-01', to: '2026-04-01' };

/** What addresses take after `?`, by route. */
export const QUERIES: Readonly<Record<string, Readonly<Record<string, Good>>>> = {
	'/api/v1/homes/[home]/series': { medium: 'cold_water', resolution: 'day', ...SPAN },
	'/homes/[home]/usage/[subject]/[resolution]/[period]': {
		open: '1772409600',
		compare: 'year',
		asked: '2019-03'
	},
	'/homes/[home]/usage/[subject]/[resolution]': { at: '2026-03', compare: 'year' },
	'/homes/[home]/usage/[subject]/[resolution]/[period]/csv': { compare: 'year' },
	'/shared/[mandate]/usage/[subject]/[resolution]/[period]': { open: '1772409600' },
	'/staff/cases/[case]/usage/[subject]/[resolution]/[period]': { open: '1772409600' },
	'/homes/[home]/who-has-looked': { before: '2026-03-02 00:00:00+00' },
	'/homes/[home]/my-data': { saved: '' },
	'/api/collect/v1/display': { known: 'x', wait: '1' },
	'/settings': { saved: 'language' },
	'/sign-in': { next: '/', work: 'used' },
	'/sign-in/work': { next: '/' },
	'/sign-in/work/callback': { state: 'x', code: 'x' },
	'/staff/second-factor': { next: '/staff/log' },
	'/staff/displays': { contract: 'K-1' },
	'/staff/consents': { apartment: '1000', contract: '' },
	'/staff/cases': { home: { id: 'home' }, apartment: '', contract: '' },
	'/staff/billing': { home: { id: 'home' }, apartment: '', contract: '' },
	'/staff/log': { ...SPAN, role: 'delegate', home: { id: 'home' } },
	'/staff/log/export': { ...SPAN, role: 'delegate', home: { id: 'home' } }
};

const MEDIA = { medium: 'cold_water', resolution: 'day' };

/** The fields of every form, by route and action. An action that is not here fails the walk. */
export const FORMS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Good>>>>>> = {
	'/': { hide: { home: { id: 'home' }, on: 'no' } },
	'/homes/[home]/my-data': {
		choose: { purpose: 'own_view', ...MEDIA, on: 'yes' },
		hide: { on: 'no' },
		keep: { months: '13' },
		answer: { request: { id: 'request' }, yes: 'no' },
		confirm: { record: { id: 'record' }, yes: 'no' }
	},
	'/homes/[home]/node': { add: { code: 'AAAA-AAAA' }, remove: { node: { id: 'node' } } },
	'/homes/[home]/erasure': { default: { on: 'no' } },
	'/homes/[home]/people': {
		invite: { called: 'Bo', kind: 'delegate', media: 'cold_water', resolutions: 'day', months: '3' },
		agree: { mandate: { id: 'mandate' } },
		end: { mandate: { id: 'mandate' } }
	},
	'/invitation/[word]/new': {
		default: { code: 'AAAA-AAAA', name: 'Bo', email: 'nobody@example.org', password: 'a long password' }
	},
	'/invitation/[word]': { default: { code: 'AAAA-AAAA' } },
	'/shared': { end: { mandate: { id: 'mandate' } } },
	'/sign-in': { default: { email: 'nobody@example.org', password: 'x' } },
	'/settings': {
		language: { language: 'sv' },
		water: { water: 'litre' },
		end: { session: '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e' },
		endOthers: {},
		endAll: {},
		password: { present: 'x', next: 'x', tokens: 'yes' },
		make: {
			name: 'Hem',
			homes: { id: 'home' },
			media: 'cold_water',
			resolutions: 'day',
			days: '90',
			password: 'x'
		},
		revoke: { token: '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e' }
	},
	'/staff/cases': {
		open: { home: { id: 'home' }, reference: 'A-9', reason: 'leak', days: '14' }
	},
	'/staff/cases/[case]': { preview: MEDIA, ask: MEDIA, close: {} },
	'/staff/billing': { open: { home: { id: 'home' }, reference: 'B-9', reason: 'final_bill', days: '14' } },
	'/staff/billing/cases/[billing]': { close: {} },
	'/staff/consents/[home]': {
		preview: { case: { id: 'case' }, ...MEDIA },
		ask: { case: { id: 'case' }, ...MEDIA },
		propose: { holder: { id: 'holder' }, case: { id: 'case' }, ...MEDIA }
	},
	'/staff/consents/[home]/household': {
		guardian: { begins: '2026-11-01', ends: '2027-11-01', called: 'God man', order: 'T 1-26', ...MEDIA },
		endGuardian: { mandate: { id: 'mandate' } },
		death: {},
		release: { email: 'nobody@example.org', proof: 'B-1' },
		endRelease: {},
		limit: { person: { id: 'person' } },
		name: { person: { id: 'person' }, email: 'nobody@example.org' },
		unname: { person: { id: 'person' }, email: 'nobody@example.org' },
		lift: { person: { id: 'person' } }
	},
	'/staff/consents/[home]/sublet': {
		preview: { from: '2027-01-01', fromTime: '12:00', to: '2027-06-01', toTime: '12:00' },
		begin: { from: '2027-01-01', fromTime: '12:00', to: '2027-06-01', toTime: '12:00' },
		end: { to: '2027-06-01', toTime: '12:00' },
		undo: {},
		invite: { called: 'Bo' },
		takeBack: { invitation: { id: 'home' } },
		remove: { person: { id: 'person' } }
	},
	'/staff/displays': { add: { contract: 'K-1', code: 'AAAA-AAAA' }, remove: { node: { id: 'node' } } },
	'/staff/second-factor': { begin: {}, confirm: { code: '000000' } },
	'/welcome': { default: { home: { id: 'home' }, answer: 'chosen', day: 'cold_water', hour: 'cold_water' } },
	// no page's form, but read like one
	'/language': { POST: { language: 'sv', back: '/' } },
	'/sign-out': { POST: {} },
	'/take-out': { POST: {} }
};

/** What programs send as JSON, by route and method. */
export const JSON_BODIES: Readonly<Record<string, (corner: Corner) => Readonly<Record<string, unknown>>>> = {
	'POST /api/v1/session': () => ({ email: 'nobody@example.org', password: 'x' }),
	'POST /api/collect/v1/pairings': () => ({ name: 'Väggdisplay' }),
	'POST /api/collect/v1/hours': ({ home }) => ({
		sentAt: new Date().toISOString(),
		items: [
			{
				id: 'a',
				meter: `cold_water-${home.occupancyId}`,
				medium: 'cold_water',
				at: '2026-04-02T10:00:00Z',
				value: '1.5',
				unit: 'm³',
				quality: 'measured'
			}
		]
	})
};

/** Methods of +server.ts that take no body: their addresses are tried all the same. */
export const BODILESS: readonly string[] = ['DELETE /api/v1/session'];
/** What ends the session of whoever asks: with a session of its own each time. */
export const ENDS_SESSION: readonly string[] = ['/sign-out', '/api/v1/session', '/settings'];

export const valueOf = (good: Good, { ids }: Pick<Corner, 'ids'>): string =>
	typeof good === 'string' ? good : ids[good.id];

/** A route's address with good values, some replaced. */
export function addressOf(
	id: string,
	corner: Pick<Corner, 'ids'>,
	{
		params = {},
		query = {},
		raw = false
	}: { params?: Record<string, string>; query?: Record<string, string>; raw?: boolean } = {}
): string {
	const coded = raw ? (text: string) => text : encodeURIComponent;
	const path = id.replace(/\[(\w+)\]/g, (_, name: string) => {
		const given = params[name];
		return given === undefined ? encodeURIComponent(valueOf(PARAMS[name] ?? 'x', corner)) : coded(given);
	});
	const all = Object.entries(QUERIES[id] ?? {}).map(([name, good]): [string, string] => [
		name,
		query[name] === undefined ? encodeURIComponent(valueOf(good, corner)) : coded(query[name])
	]);
	const more = Object.entries(query).filter(([name]) => QUERIES[id]?.[name] === undefined);
	const words = [...all, ...more.map(([name, value]): [string, string] => [name, coded(value)])];
	return words.length === 0 ? path : `${path}?${words.map((pair) => pair.join('=')).join('&')}`;
}
