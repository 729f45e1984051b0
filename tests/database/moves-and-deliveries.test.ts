import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, civilDay } from '../../src/lib/energy/calendar.ts';
import { changeOccupancy } from '../../src/lib/server/collection/change-occupancy.ts';
import { acceptHours } from '../../src/lib/server/collection/nodes/accept-hours.ts';
import { nodeOf, type HomeNode } from '../../src/lib/server/collection/nodes/node-of.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { readSeries } from '../../src/lib/server/consumption/read-series.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome, type MadeHome } from '../fixtures/home.ts';
import { pairedNode, theNode } from '../fixtures/node.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const HOUR = 3600;
const HOURS = 30;
const now = Math.floor(Date.now() / 1000 / HOUR) * HOUR + 600;
const last = now - 600;
const first = last - HOURS * HOUR;
const BEGIN = first - 20 * 24 * HOUR;
const iso = (at: number) => new Date(at * 1000).toISOString();

/** What the meter showed at the boundary `i` hours after the first one, litres: no two hours alike. */
const truth = (i: number) => 50_000 + (i * (i + 1)) / 2;

/** What happens one after the other in a home, or at the same time. */
interface Act {
	/** Boundaries that the node delivers, in this order. */
	readonly delivered: readonly number[];
	/** It had shown its key before the last move was registered. */
	readonly isUnderWay: boolean;
	/** Meanwhile the next move is registered, however long ago it was. */
	readonly moves: boolean;
}

const boundary = fc.integer({ min: 0, max: HOURS });
const act: fc.Arbitrary<Act> = fc.record({
	delivered: fc.oneof(
		fc.tuple(boundary, boundary).map(([a, b]) => {
			const [from, to] = [Math.min(a, b), Math.max(a, b)];
			return Array.from({ length: to - from + 1 }, (_, i) => from + i);
		}),
		fc.uniqueArray(boundary, { maxLength: 8 })
	),
	isUnderWay: fc.boolean(),
	moves: fc.boolean()
});
/** When somebody moved, seconds after the first boundary: on the hour or within one. */
const moved = fc
	.tuple(fc.integer({ min: 1, max: HOURS - 1 }), fc.constantFrom(0, 0, 1, 660, 1800, 3599))
	.map(([hour, s]) => hour * HOUR + s);

let db: FreshDatabase;
let count = 0;
beforeAll(async () => {
	db = await freshDatabase();
});
afterAll(() => db.close());

const madeHome = (stays: readonly number[]): Promise<MadeHome> => {
	const serial = `M-${++count}`;
	return makeHome(db.superuser, {
		number: serial,
		stays: [BEGIN, ...stays].map((at) => [iso(at), 'tenancy']),
		meters: [{ serial, medium: 'cold_water' }]
	});
};

/** A home that a node delivers for, while moves become known. */
class Home {
	readonly #made: MadeHome;
	readonly #serial: string;
	/** Holders' tokens by home, the first home first. */
	readonly tokens = new Map<string, string>();
	/** What the centre has said is stored, in its order. */
	readonly acknowledged = new Set<number>();
	#node: HomeNode | null = null;
	#before: HomeNode | null = null;
	#key: Awaited<ReturnType<typeof pairedNode>> | null = null;

	constructor(made: MadeHome) {
		this.#made = made;
		this.#serial = Object.keys(made.meters)[0] ?? '';
	}

	/** Whoever lives there now pairs the node. */
	async pair(home = this.#made.homes[0] ?? ''): Promise<void> {
		await db.superuser`delete from account.rate_limit`;
		const token = await holderOf(db.superuser, home, `T${++count}`);
		this.tokens.set(home, token);
		this.#before = this.#node;
		this.#key = await pairedNode(db, home, token);
		this.#node = await theNode(db, this.#key);
	}

	async deliver({ delivered, isUnderWay }: Act): Promise<void> {
		const node = (isUnderWay ? this.#before : null) ?? this.#node;
		if (node === null) return;
		const items = delivered.map((i) => ({
			...{ id: String(i), meter: this.#serial, medium: 'cold_water', unit: 'm³', quality: 'measured' },
			...{ at: iso(first + i * HOUR), value: (truth(i) / 1000).toFixed(3) }
		}));
		const { stored, refused } = await acceptHours(db.gate, node, items, now);
		expect(stored.length + refused.length).toBe(items.length);
		for (const id of stored) this.acknowledged.add(Number(id));
	}

	/** Somebody moved at that time, and it is known only now. */
	async move(at: number): Promise<void> {
		let home = '';
		const { apartmentId } = this.#made;
		await changeOccupancy(db.owner, {
			...{ apartmentId, from: at, now },
			change: async (tx) => {
				await tx`update housing.occupancy set during = tstzrange(lower(during), ${iso(at)})
					where apartment_id = ${apartmentId} and upper(during) is null`;
				const [made] = await tx<{ public_id: string }[]>`
					insert into housing.occupancy (apartment_id, during, kind)
					values (${apartmentId}, tstzrange(${iso(at)}, null), 'tenancy') returning public_id`;
				home = made?.public_id ?? '';
			}
		});
		if (this.#key) expect(await nodeOf(db.gate, this.#key, null)).toBeNull();
		await this.pair(home);
	}
}

/** What each home's holder sees: amounts in litres by the hour's number, those that are known. */
async function seen(tokens: ReadonlyMap<string, string>): Promise<Map<number, number>[]> {
	const span = { from: civilDay(first), to: addDays(civilDay(now), 1) };
	const all: Map<number, number>[] = [];
	for (const [home, token] of tokens) {
		const reader = { pool: db.portal, token, now };
		const answer = await readSeries(reader, { home, media: ['cold_water'], resolution: 'hour', span });
		if (answer.kind !== 'series') throw new Error(answer.kind);
		const hours = new Map<number, number>();
		for (const { start, amount } of answer.series[0]?.points ?? [])
			if (amount !== null) hours.set((start - first) / HOUR, Math.round(amount * 1000));
		all.push(hours);
	}
	return all;
}

/** Every row of an apartment, with whose it is: the first home's, the second's. Flags aside, which say what came late. */
const rowsOf = (apartmentId: number) => db.superuser`
	with row as (
		select series_id, day, 'readings' as kind, at as first, registers as packed, null::int[] as steps
			from metering.reading_pack where apartment_id = ${apartmentId}
		union all select series_id, day, 'hours', array[first], packed, steps
			from metering.hour_pack where apartment_id = ${apartmentId}
		union all select series_id, month, 'days', array[first], packed, steps
			from metering.day_pack where apartment_id = ${apartmentId}
	)
	select row.kind, row.day, row.first, row.packed, row.steps,
		(select count(*)::int from housing.occupancy b where b.apartment_id = o.apartment_id
			and lower(b.during) < lower(o.during)) as stay
	from row join metering.series s on s.id = row.series_id join housing.occupancy o on o.id = s.occupancy_id
	order by kind, day, stay`;

/** The same readings in a home whose moves were known in time, stored at once. */
async function knownInTime(moves: readonly number[], boundaries: ReadonlySet<number>) {
	const made = await madeHome(moves);
	const tokens = new Map<string, string>();
	for (const home of made.homes) tokens.set(home, await holderOf(db.superuser, home, `T${++count}`));
	const meterId = Object.values(made.meters)[0] ?? 0;
	const readings = [...boundaries]
		.sort((a, b) => a - b)
		.map((i) => ({ meterId, at: first + i * HOUR, register: truth(i), flags: 0 }));
	await storeReadings(db.owner, readings, await openSource(db.owner, 'import', 'in time'), { now });
	return { hours: await seen(tokens), rows: await rowsOf(made.apartmentId) };
}

it('in whatever order deliveries and moves come, each home has its own hours as the meter showed them', async () => {
	let checked = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.uniqueArray(moved, { minLength: 1, maxLength: 2 }),
			fc.array(act, { minLength: 2, maxLength: 6 }),
			async (offsets, acts) => {
				const moves = offsets.map((offset) => first + offset).sort((a, b) => a - b);
				const left = [...moves];
				const made = await madeHome([]);
				const home = new Home(made);
				await home.pair();
				for (const each of acts) {
					const next = each.moves ? left.shift() : undefined;
					await Promise.all([home.deliver(each), next === undefined ? null : home.move(next)]);
				}
				for (const at of left) await home.move(at);
				const found = await seen(home.tokens);
				const wanted = await knownInTime(moves, home.acknowledged);
				expect(found).toEqual(wanted.hours);
				expect(await rowsOf(made.apartmentId)).toEqual(wanted.rows);
				for (const [n, hours] of found.entries()) {
					const from = n === 0 ? BEGIN : (moves[n - 1] ?? 0);
					const to = moves[n] ?? Infinity;
					for (let i = 0; i < HOURS; i++) {
						const isOwn = first + i * HOUR >= from && first + (i + 1) * HOUR <= to;
						const isKnown = home.acknowledged.has(i) && home.acknowledged.has(i + 1);
						if (!isOwn) expect(hours.has(i), `hour ${i} is not home ${n}’s`).toBe(false);
						else if (isKnown) {
							expect(hours.get(i), `hour ${i} of home ${n}`).toBe(i + 1);
							checked += 1;
						}
					}
				}
			}
		),
		{ numRuns: 25, timeout: 20_000 }
	);
	expect(checked).toBeGreaterThan(100);
}, 60_000);
