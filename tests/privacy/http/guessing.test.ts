import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../database/fresh.ts';
import { startPortal, type RunningPortal } from '../../fixtures/portal.ts';
import { Client, NOTHING, plain, type Answer } from './client.ts';
import { inTurns } from './in-turns.ts';
import { faultOf } from './judge.ts';
import { readRoutes } from './routes.ts';
import { addressOf, FORMS, PARAMS, QUERIES, valueOf, type Good } from './slots.ts';
import { sayTally } from './tally.ts';
import { digestOf, makeWorld, type IdKind, type World } from './world.ts';

const IS_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A place for an id, and a request with one in it. */
interface Place {
	readonly slot: string;
	readonly kind: IdKind;
	readonly isStaffs: boolean;
	readonly ask: (id: string, token: string | null) => Promise<Answer>;
}

describe('an id that is guessed', () => {
	let db: FreshDatabase;
	let portal: RunningPortal;
	let client: Client;
	let world: World;
	let digest = '';
	const tally = { tried: 0, refused: 0 };

	beforeAll(async () => {
		db = await freshDatabase();
		world = await makeWorld(db);
		digest = await digestOf(db, world.victim);
		portal = await startPortal(db.urls.portal, {
			HEMVY_SECRET_KEY: 'a key that only this test has, long enough'
		});
		client = new Client(portal.address);
	});
	afterAll(async () => {
		client.close();
		await portal.stop();
		await db.close();
		sayTally('guessed ids', { 'in every place': tally });
	});

	const isId = (good: Good | undefined): good is { readonly id: IdKind } => typeof good === 'object';

	/** Every place of an id: parts of addresses, parameters, fields. */
	function places(): Place[] {
		return readRoutes().flatMap((route): Place[] => {
			const { id, params, methods, actions } = route;
			const isStaffs = id.startsWith('/staff');
			const until = /event: \w+/;
			const place = (slot: string, kind: IdKind, ask: Place['ask']): Place => ({
				...{ slot: `${id} ${slot}`, kind, isStaffs, ask }
			});
			const inParams = params.flatMap((name) => {
				const good = PARAMS[name];
				if (!isId(good)) return [];
				const at = (guess: string) => addressOf(id, world.own, { params: { [name]: guess } });
				return [
					...(methods.includes('GET')
						? [place(`[${name}]`, good.id, (guess, token) => client.get(token, at(guess), { until }))]
						: []),
					...actions.map((action) =>
						place(`[${name}] ${action}`, good.id, (guess, token) =>
							client.post(token, withAction(at(guess), action), fieldsOf(id, action))
						)
					)
				];
			});
			const inQuery = Object.entries(QUERIES[id] ?? {}).flatMap(([name, good]) =>
				isId(good)
					? [
							place(`?${name}`, good.id, (guess, token) =>
								client.get(token, addressOf(id, world.own, { query: { [name]: guess } }))
							)
						]
					: []
			);
			const inFields = Object.entries(FORMS[id] ?? {}).flatMap(([action, fields]) =>
				Object.entries(fields).flatMap(([name, good]) =>
					isId(good)
						? [
								place(`${action} ${name}`, good.id, (guess, token) =>
									client.post(
										token,
										withAction(addressOf(id, world.own), action),
										fieldsOf(id, action).map(([each, value]) => [each, each === name ? guess : value])
									)
								)
							]
						: []
				)
			);
			return [...inParams, ...inQuery, ...inFields];
		});
	}

	const withAction = (address: string, action: string): string =>
		`${address.split('?')[0] ?? ''}${action === 'default' ? '' : `?/${action}`}`;
	const fieldsOf = (id: string, action: string): [string, string][] =>
		Object.entries(FORMS[id]?.[action] ?? {}).map(([name, good]) => [name, valueOf(good, world.own)]);

	/** What somebody would try: another's, the same with one digit more, one's own of another kind, numbers, nothing. */
	function guesses({ kind }: Place): string[] {
		const { victim, own } = world;
		const theirs = Object.values(victim.ids);
		const next = (id: string) =>
			id.replace(/.$/, (last) => ((Number.parseInt(last, 16) + 1) % 16).toString(16));
		const mine = Object.entries(own.ids)
			.flatMap(([each, id]) => (each === kind ? [next(id), next(next(id))] : [id]))
			.filter((id) => id !== own.ids[kind]);
		const { occupancyId, apartmentId, companyId, series } = victim.home;
		return [
			...theirs,
			victim.ids[kind].toUpperCase(),
			victim.ids[kind].replaceAll('-', ''),
			`{${victim.ids[kind]}}`,
			...mine,
			...[1, 2, 3, occupancyId, apartmentId, companyId, series.cold_water].map(String),
			'00000000-0000-0000-0000-000000000000',
			'ffffffff-ffff-ffff-ffff-ffffffffffff'
		];
	}

	test.each(['tenant', 'staff'] as const)(
		'opens nothing for %s: the answer is that of what is not there',
		async (who) => {
			await db.superuser`delete from account.rate_limit`;
			const all = places();
			expect(all.length).toBeGreaterThan(40);
			const { token } = world[who];
			const asked = all
				.filter(({ isStaffs }) => isStaffs === (who === 'staff'))
				.flatMap((place) => guesses(place).map((guess) => ({ place, guess })));
			/** Who has tried too often is told so whatever was asked: then the tries are forgotten, and it is asked again. */
			const ask = async ({ ask: send }: Place, id: string): Promise<Answer> => {
				const answer = await send(id, token);
				if (answer.status !== 429) return answer;
				await db.superuser`delete from account.rate_limit`;
				return send(id, token);
			};
			const nothing = new Map<string, Promise<Answer>>();
			const faults = await inTurns(asked, async ({ place, guess }) => {
				// what has not the form of an id is answered like another word that has not
				const blank = IS_ID.test(guess) ? NOTHING : 'x';
				const key = `${place.slot} ${blank}`;
				const none = nothing.get(key) ?? ask(place, blank);
				nothing.set(key, none);
				const answer = await ask(place, guess);
				tally.tried += 1;
				const fault =
					faultOf(answer, []) ??
					(differs(answer, await none, guess) &&
						// what tells them apart does so again; a header of a connection that just ended does not
						differs(await ask(place, guess), await ask(place, blank), guess));
				if (fault === null) tally.refused += 1;
				return fault === null ? [] : [`${place.slot} ${kindOf(guess)}: ${fault}`];
			});
			expect(faults.slice(0, 20), `${faults.length} faults`).toEqual([]);
		}
	);

	function differs(answer: Answer, none: Answer, guess: string): string | null {
		const text = (it: Answer) =>
			plain(it, ...[guess, encodeURIComponent(guess), NOTHING].filter((id) => id.length > 10));
		// a number stands in many words: where one was guessed, both answers are held together without any
		const bare = (it: Answer) => (IS_ID.test(guess) ? text(it) : text(it).replace(/\d+|·|\bx\b/g, ''));
		const [ours, theirs] = [bare(answer), bare(none)];
		if (ours === theirs) return null;
		let same = 0;
		while (ours[same] === theirs[same]) same += 1;
		return `${answer.status} instead of ${none.status}: ${ours.slice(Math.max(0, same - 30), same + 50)}`;
	}

	const kindOf = (guess: string): string => {
		const named = (name: 'own' | 'victim') =>
			Object.entries(world[name].ids).find(([, id]) => id === guess.toLowerCase())?.[0];
		return named('victim') ?? (named('own') === undefined ? guess : `own ${named('own') ?? ''}`);
	};

	test('changed nothing of another’s, and broke nowhere', async () => {
		expect(await digestOf(db, world.victim)).toBe(digest);
		const broken = portal
			.said()
			.split('\n')
			.filter((line) => /"level":[56]0/.test(line));
		expect(broken.slice(0, 3)).toEqual([]);
	});
});
