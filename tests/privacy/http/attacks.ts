import type { Sending } from './client.ts';
import { BODIES, JSON_PAYLOADS, PAYLOADS, RAW_PAYLOADS } from './payloads.ts';
import type { Route } from './routes.ts';
import { addressOf, BODILESS, FORMS, JSON_BODIES, QUERIES, valueOf } from './slots.ts';
import type { Corner } from './world.ts';

/** One request of an attack. */
export interface Attack {
	/** Where the payload stands: 'GET /homes/[home]/usage home'. */
	readonly slot: string;
	readonly path: string;
	readonly sending: Omit<Sending, 'token'>;
}

/** Every payload in every place of a route: path parts, query, form fields, JSON, bodies that are none. */
export function attacksOn(route: Route, corner: Corner): Attack[] {
	return [
		...route.methods.filter((method) => method === 'GET').flatMap(() => onAddress(route, corner, 'GET', {})),
		...[...route.actions.map((name) => [name, name === 'default' ? '' : `/${name}`] as const)].flatMap(
			([name, key]) => onForm(route, corner, name, key === '' ? {} : { [key]: '' })
		),
		...route.methods.filter((method) => method !== 'GET').flatMap((method) => onMethod(route, corner, method))
	];
}

/** A form's action stands in the address as `?/name`. */
function withAction(address: string, [key]: readonly string[]): string {
	return key === undefined ? address : `${address}${address.includes('?') ? '&' : '?'}${key}`;
}

function onAddress(
	{ id, params }: Route,
	corner: Corner,
	method: string,
	action: Readonly<Record<string, string>>,
	body: readonly (readonly [string, string])[] = []
): Attack[] {
	const at = (slot: string, address: string): Attack => ({
		slot: `${method} ${id} ${slot}`,
		path: withAction(address, Object.keys(action)),
		sending: method === 'GET' ? {} : { method: 'POST', body, headers: AS_DATA }
	});
	// what a part of an address comes to is the same for its page and its forms: some are enough there
	const payloads = method === 'GET' ? PAYLOADS : PAYLOADS.filter((_, i) => i % 5 === 0);
	const inPath = params.flatMap((name) => [
		...payloads.map((payload) => at(name, addressOf(id, corner, { params: { [name]: payload } }))),
		...RAW_PAYLOADS.map((payload) =>
			at(name, addressOf(id, corner, { params: { [name]: payload }, raw: true }))
		)
	]);
	if (method !== 'GET') return inPath;
	// a name that nothing asks for, and what an object has anyway
	const names = [...Object.keys(QUERIES[id] ?? {}), '__proto__'];
	return [
		...inPath,
		...names.flatMap((name) => [
			...PAYLOADS.map((payload) => at(`?${name}`, addressOf(id, corner, { query: { [name]: payload } }))),
			...RAW_PAYLOADS.map((payload) =>
				at(`?${name}`, addressOf(id, corner, { query: { [name]: payload }, raw: true }))
			)
		]),
		...PAYLOADS.slice(0, 6).map((payload) =>
			at('data', `${addressOf(id, corner).split('?')[0] ?? ''}/__data.json?${encodeURIComponent(payload)}`)
		)
	];
}

/** As a page with scripts sends its form: the answer is what came of it, without the page. */
const AS_DATA = { accept: 'application/json', 'x-sveltekit-action': 'true' };

/** Most as data, which is quick; some, and those that would be scripts, as the page itself. */
const answeredAs = (payload: string, i: number): Readonly<Record<string, string>> =>
	i % 7 === 0 || payload.includes('<') ? {} : AS_DATA;

function onForm(
	route: Route,
	corner: Corner,
	name: string,
	action: Readonly<Record<string, string>>
): Attack[] {
	const fields = FORMS[route.id]?.[name];
	if (fields === undefined) throw new Error(`The form ${route.id} ${name} has no fields in slots.ts`);
	const path = withAction(addressOf(route.id, corner).split('?')[0] ?? '', Object.keys(action));
	const good = Object.entries(fields).map(([field, value]): [string, string] => [
		field,
		valueOf(value, corner)
	]);
	const at = (slot: string, sending: Omit<Sending, 'token'>): Attack => ({
		slot: `${name} ${route.id} ${slot}`,
		path,
		sending: { method: 'POST', ...sending }
	});
	const isPage = route.actions.includes(name);
	// a field that several forms of a page have is read alike by all: the first gets everything, the others some
	const before = Object.entries(FORMS[route.id] ?? {});
	const isKnown = (field: string) =>
		before
			.slice(
				0,
				before.findIndex(([each]) => each === name)
			)
			.some(([, others]) => others[field] !== undefined);
	return [
		...(isPage ? onAddress(route, corner, name, action, good) : []),
		...good.flatMap(([field]) => [
			...PAYLOADS.filter((_, i) => !isKnown(field) || i % 5 === 0).map((payload, i) =>
				at(field, {
					body: good.map(([each, value]) => [each, each === field ? payload : value]),
					headers: answeredAs(payload, i)
				})
			),
			// several of a name, and a file in its place
			at(field, {
				body: [...good, ...PAYLOADS.slice(0, 30).map((payload): [string, string] => [field, payload])]
			}),
			at(field, asFile(field, good))
		]),
		...BODIES.map(([type, body]) => at('body', { headers: { 'content-type': type }, body }))
	];
}

function asFile(field: string, good: readonly (readonly [string, string])[]): Omit<Sending, 'token'> {
	const parts = good.map(
		([name, value]) =>
			`--x\r\nContent-Disposition: form-data; name="${name}"${name === field ? '; filename="a"' : ''}\r\n\r\n${value}\r\n`
	);
	return {
		headers: { 'content-type': 'multipart/form-data; boundary=x' },
		body: `${parts.join('')}--x--\r\n`
	};
}

function onMethod(route: Route, corner: Corner, method: string): Attack[] {
	const key = `${method} ${route.id}`;
	if (FORMS[route.id]?.[method] !== undefined) return onForm(route, corner, method, {});
	const good = JSON_BODIES[key]?.(corner);
	if (good === undefined) {
		if (!BODILESS.includes(key)) throw new Error(`${key} has no body in slots.ts`);
		return [{ slot: key, path: addressOf(route.id, corner), sending: { method } }];
	}
	const path = addressOf(route.id, corner);
	const json = (slot: string, value: unknown): Attack => ({
		slot: `${key} ${slot}`,
		path,
		sending: { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
	});
	const payloads = [...PAYLOADS, ...JSON_PAYLOADS];
	const items = Array.isArray(good['items']) ? (good['items'] as Record<string, unknown>[]) : [];
	const [item = {}] = items;
	return [
		...Object.keys(good).flatMap((name) =>
			payloads.map((payload) => json(name, { ...good, [name]: payload }))
		),
		...Object.keys(item).flatMap((name) =>
			payloads.map((payload) => json(`items.${name}`, { ...good, items: [{ ...item, [name]: payload }] }))
		),
		...JSON_PAYLOADS.map((payload) => json('body', payload)),
		...['{', '[', '"', '1e999', '{"a":1}{"b":2}', '[[[['.repeat(2000)].map((body): Attack => ({
			slot: `${key} body`,
			path,
			sending: { method, headers: { 'content-type': 'application/json' }, body }
		}))
	];
}
