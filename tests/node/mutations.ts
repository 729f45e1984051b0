import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/messages');

interface Said {
	readonly topic: string;
	readonly payload: unknown;
}

export interface Mutant {
	readonly topic: string;
	readonly payload: Buffer;
	readonly replayed: boolean;
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

const ODD: readonly unknown[] = [
	...[null, '', 'NaN', 'Infinity', 1e308, -1e308, 1e999, 2 ** 63, -1, 0, -0, 0.1, true, false, [], {}],
	...['1970-01-01T00:00:00', '2999-01-01T00:00:00Z', 'ON', 'unavailable', '\u0000', '💧', '{{ x }}', [[[]]]],
	...[{ constructor: 1 }, { toString: 0 }, 'x'.repeat(5000)]
];
const FIELDS = [
	...['power', 'energy', 'ENERGY', 'Time', 'total_m3', '_', 'media', 'id', 'timestamp', 'last_seen', 'data'],
	...[
		'P',
		'aenergy',
		'params',
		'state',
		'definition',
		'exposes',
		'__proto__',
		'constructor',
		'stat_t',
		'val_tpl'
	]
];

/** Messages of every family, mutated, and some that are only noise. Endless; the same for the same seed. */
export function* mutants(seed: number): Generator<Mutant, never> {
	const random = randomFrom(seed);
	const below = (most: number) => Math.floor(random() * most);
	const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
	const said = readdirSync(FOLDER).flatMap((file) => {
		const family = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as {
			cases: { lines: Said[] }[];
		};
		return family.cases.flatMap(({ lines }) => lines);
	});
	const topics = said.map(({ topic }) => topic);

	const noise = () => Buffer.from(Array.from({ length: below(120) }, () => below(256)));
	const made = (depth: number): unknown => {
		if (depth === 0 || random() < 0.6) return one(ODD);
		return Object.fromEntries(Array.from({ length: below(6) }, () => [one(FIELDS), made(depth - 1)]));
	};
	/** One of the object's values, somewhere, is another. */
	const bent = (value: unknown): unknown => {
		if (typeof value !== 'object' || value === null) return random() < 0.7 ? one(ODD) : made(2);
		const entries = Object.entries(value);
		if (entries.length === 0) return one(ODD);
		const at = below(entries.length);
		const next = entries.flatMap(([key, each], i): [string, unknown][] => {
			if (i !== at) return [[key, each]];
			const way = random();
			if (way < 0.1) return [];
			return way < 0.2 ? [[one(FIELDS), each]] : [[key, bent(each)]];
		});
		return Array.isArray(value) ? next.map(([, each]) => each) : Object.fromEntries(next);
	};
	const broken = (text: string): Buffer => {
		const bytes = Buffer.from(text);
		const at = below(bytes.length + 1);
		const way = below(4);
		if (way === 0) return bytes.subarray(0, at);
		if (way === 1) return Buffer.concat([bytes.subarray(0, at), noise(), bytes.subarray(at)]);
		if (way === 2) return Buffer.concat([bytes, bytes]);
		for (let flips = 1 + below(4); flips > 0; flips--) bytes[below(bytes.length)] = below(256);
		return bytes;
	};
	const text = (payload: unknown) => (typeof payload === 'string' ? payload : JSON.stringify(payload));

	for (;;) {
		const { topic, payload } = one(said);
		const way = random();
		const bytes =
			way < 0.15
				? Buffer.from(text(payload))
				: way < 0.5
					? Buffer.from(text(bent(payload)))
					: way < 0.75
						? broken(text(payload))
						: way < 0.9
							? Buffer.from(text(made(3)))
							: noise();
		const other = random();
		yield {
			topic: other < 0.85 ? topic : other < 0.95 ? one(topics) : `${one(FIELDS)}/${below(50)}`,
			payload: bytes,
			replayed: random() < 0.1
		};
	}
}
