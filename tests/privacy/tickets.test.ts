import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Ticket } from '../../src/lib/server/consumption/open-access.ts';
import { readRows } from '../../src/lib/server/consumption/reader.ts';
import { lanesOf } from '../../src/lib/server/db/connection.ts';
import { callAsSession, readAsSession, readManyAsVisitor } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aPerson, type Someone } from '../fixtures/household.ts';
import { signedIn } from '../fixtures/holder.ts';
import { Scene } from './scene.ts';

const OPEN = `select ticket, outcome from rights.open_access($1::uuid, 'mandate', $2::uuid, '{cold_water}', 'hour',
	'2026-03-02', '2026-03-03')`;

describe('a ticket to another’s home', () => {
	let database: FreshDatabase;
	let s: Scene;
	let home: Awaited<ReturnType<Scene['home']>>;
	let visitor: Someone;
	let mandate: string;

	beforeAll(async () => {
		database = await freshDatabase();
		s = new Scene(database);
		home = await s.home([], { holders: 2 });
		visitor = await aPerson(database, 'delegate');
		mandate = await s.ask.mandate(home.first, visitor, home, { resolutions: ['month', 'day', 'hour'] });
		await s.ask.approve(home.second, mandate);
	});
	afterAll(() => database.close());

	async function ticketFor(resolution: 'month' | 'day' | 'hour' = 'hour'): Promise<string> {
		const opening = { basis: 'mandate', id: mandate, media: ['cold_water'], resolution };
		return (await s.ask.open(visitor, home, opening)) ?? '';
	}
	const reads = (ticket: string, who: Pick<Someone, 'token'> = visitor) =>
		s.ask.withTicket(who, ticket, home, 'hour', 'cold_water');

	/** Rows of a table as a visitor sees them. */
	async function rows(
		table: string,
		ticket: string,
		who: Pick<Someone, 'token'> = visitor
	): Promise<unknown[]> {
		const text = `select * from ${table}`;
		const [found = []] = await readManyAsVisitor(database.portal, { token: who.token, ticket }, [
			{ text, parameters: [] }
		]);
		return found;
	}

	test('opens what was asked and nothing beside it: not another medium, resolution or day', async () => {
		const ticket = await ticketFor();
		expect(await reads(ticket)).toBe(true);
		expect(await s.ask.withTicket(visitor, ticket, home, 'hour', 'electricity')).toBe(false);
		expect(await s.ask.withTicket(visitor, ticket, home, 'day', 'cold_water')).toBe(false);
		expect(await s.ask.withTicket(visitor, ticket, home, 'month', 'cold_water')).toBe(false);
		const hours = await rows('portal.packed_hours', ticket);
		expect(hours).toMatchObject([{ day: '2026-03-02', medium: 'cold_water', home_id: home.homeId }]);
		expect(await rows('portal.homes', ticket)).toMatchObject([
			{ home_id: home.homeId, media: ['cold_water'] }
		]);
		expect(await rows('portal.meters', ticket)).toMatchObject([
			{ medium: 'cold_water', initial_register: null }
		]);
		expect(await rows('portal.home_meters', ticket)).toMatchObject([
			{ home_id: home.homeId, time_zone: 'Europe/Stockholm', medium: 'cold_water' }
		]);
	});

	test('days are opened by whole months and months by whole years, and the log says so', async () => {
		await rows('portal.packed_days', await ticketFor('day'));
		const days = await rows('portal.packed_days', await ticketFor('day'));
		expect(days).toMatchObject([{ month: '2026-03-01' }]);
		await ticketFor('month');
		const log = await readAsSession(
			database.portal,
			home.first.token,
			`select role, called, media, resolution, from_day, to_day, kind from portal.access_log
				where resolution <> 'hour' order by at desc limit 2`
		);
		const common = { role: 'delegate', called: 'Anna', media: ['cold_water'], kind: 'read' };
		expect(log).toEqual([
			{ ...common, resolution: 'month', from_day: '2026-01-01', to_day: '2027-01-01' },
			{ ...common, resolution: 'day', from_day: '2026-03-01', to_day: '2026-04-01' }
		]);
	});

	test('another session of the same person, another person and nobody cannot use it', async () => {
		const ticket = await ticketFor();
		const again = { token: await signedIn(database.superuser, visitor.accountId) };
		for (const who of [again, home.first, { token: '' }, { token: 'x.y' }])
			expect(await reads(ticket, who)).toBe(false);
		expect(await reads(ticket)).toBe(true);
	});

	test('is worth nothing after half a minute', async () => {
		const ticket = await ticketFor();
		await age(31);
		expect(await reads(ticket)).toBe(false);
	});

	/** Makes the latest row older: as superuser, past the trigger that refuses it to everybody. */
	async function age(seconds: number): Promise<void> {
		await database.superuser`alter table audit.access disable trigger only_added`;
		await database.superuser`update audit.access set at = at - make_interval(secs => ${seconds})
			where at = (select max(at) from audit.access)`;
		await database.superuser`alter table audit.access enable trigger only_added`;
	}

	test('opens nothing in the transaction that wrote its row, nor when that was rolled back: no row, no data', async () => {
		await lanesOf(database.portal).lend(async (lane) => {
			await lane.unsafe('begin');
			await lane.unsafe(
				`select set_config('role', 'hemvy_tenant', true), set_config('hemvy.session', $1, true)`,
				[visitor.token]
			);
			const [opened] = await lane.unsafe<{ ticket: string }[]>(OPEN, [home.homeId, mandate]);
			const ticket = opened?.ticket ?? '';
			expect(ticket).not.toBe('');
			await lane.unsafe(
				`select set_config('role', 'hemvy_visitor', true), set_config('hemvy.access', $1, true)`,
				[ticket]
			);
			expect(await lane.unsafe('select day from metering.hour_pack')).toEqual([]);
			await lane.unsafe('savepoint a');
			expect(await lane.unsafe('select day from metering.hour_pack')).toEqual([]);
			await lane.unsafe('rollback');
			expect(await reads(ticket)).toBe(false);
		});
	});

	test('opened and read in one trip: one row, and the data; refused, or asked by another session: nothing', async () => {
		const count = async () => {
			const [row] = await database.superuser<{ n: number }[]>`select count(*)::int as n from audit.access`;
			return row?.n ?? 0;
		};
		const span = { from: '2026-03-02', to: '2026-03-03' };
		const opening = { home: home.homeId, media: ['cold_water'], resolution: 'hour', span } as const;
		const read = (id: string, ticket = new Ticket({ ...opening, basis: { kind: 'mandate', id } })) =>
			readRows({ pool: database.portal, token: visitor.token, ticket }, [
				{ text: 'select day from portal.packed_hours', parameters: [] }
			]);
		const before = await count();
		expect(await read(mandate)).toEqual([[{ day: '2026-03-02' }]]);
		expect(await count()).toBe(before + 1);
		expect(await read('00000000-0000-4000-8000-000000000000')).toEqual([[]]);
		const again = new Ticket({ ...opening, basis: { kind: 'mandate', id: mandate } });
		expect(await Promise.all([read('', again), read('', again)])).toHaveLength(2);
		expect(await count()).toBe(before + 2);
		expect(await reads(again.id)).toBe(true);
		expect(await reads(again.id, { token: await signedIn(database.superuser, visitor.accountId) })).toBe(
			false
		);
	});

	test('the reading that was sent behind an opening finds nothing when that fails: no row, no data', async () => {
		const ticket = '8d0f1f43-6f43-4f0a-9c57-0f6f4f5f6a01';
		const opened = `select o.outcome, 1 / $4::int as fails from rights.open_access($1::uuid, 'mandate', $2::uuid,
			'{cold_water}', 'hour', '2026-03-02', '2026-03-03', 'read', $3::uuid) o`;
		const claim = `select set_config('role', $1, true), set_config('hemvy.session', $2, true),
			set_config('hemvy.access', $3, true)`;
		const pipelined = (divisor: number) =>
			lanesOf(database.portal).lend(async (lane) => {
				const sent = await Promise.allSettled([
					lane.unsafe('begin').execute(),
					lane.unsafe(claim, ['hemvy_tenant', visitor.token, '']).execute(),
					lane.unsafe(opened, [home.homeId, mandate, ticket, divisor]).execute(),
					lane.unsafe('commit').execute(),
					lane.unsafe('begin read only').execute(),
					lane.unsafe(claim, ['hemvy_visitor', visitor.token, ticket]).execute(),
					lane.unsafe('select day from metering.hour_pack').execute(),
					lane.unsafe('commit').execute()
				]);
				return [sent[2].status, sent[6].status === 'fulfilled' ? sent[6].value.length : 'failed'];
			});
		expect(await pipelined(0)).toEqual(['rejected', 0]);
		expect(await reads(ticket)).toBe(false);
		expect(await pipelined(1)).toEqual(['fulfilled', 1]);
	});

	test('a withdrawal between two statements of one transaction ends it', async () => {
		const other = await s.home();
		const id = await s.ask.mandate(other.first, visitor, other, { resolutions: ['hour'] });
		const opening = { basis: 'mandate', id, media: ['cold_water'], resolution: 'hour' as const };
		const ticket = (await s.ask.open(visitor, other, opening)) ?? '';
		await lanesOf(database.portal).lend(async (lane) => {
			await lane.unsafe('begin read only');
			await lane.unsafe(
				`select set_config('role', 'hemvy_visitor', true), set_config('hemvy.session', $1, true),
					set_config('hemvy.access', $2, true)`,
				[visitor.token, ticket]
			);
			const count = async () => (await lane.unsafe('select day from portal.packed_hours')).length;
			expect(await count()).toBe(1);
			expect(await s.ask.endMandate(other.first, id)).toBe('done');
			expect(await count()).toBe(0);
			await lane.unsafe('commit');
		});
	});

	test('whether a page may stay open is asked without opening anything, and answered for whoever may alone', async () => {
		const other = await s.home();
		const id = await s.ask.mandate(other.first, visitor, other, { resolutions: ['month', 'hour'] });
		const openable = async (who: Pick<Someone, 'token'>, resolution: string) => {
			const [row] = await readAsSession<{ media: string[] | null }>(
				database.portal,
				who.token,
				`select rights.openable_media($1::uuid, 'mandate', $2::uuid, $3) as media`,
				[other.homeId, id, resolution]
			);
			return row?.media ?? null;
		};
		expect(await openable(visitor, 'hour')).toEqual(['cold_water', 'electricity', 'temperature']);
		expect(await openable(visitor, 'day')).toBe(null);
		expect(await openable(other.first, 'hour')).toBe(null);
		await s.ask.hideHours(other.first, other, true);
		expect(await openable(visitor, 'hour')).toBe(null);
		expect(await openable(visitor, 'month')).not.toBe(null);
		await s.ask.endMandate(other.first, id);
		expect(await openable(visitor, 'month')).toBe(null);
		const log = await readAsSession(
			database.portal,
			other.first.token,
			'select * from portal.access_log where home_id = $1',
			[other.homeId]
		);
		expect(log).toEqual([]);
	});

	test('unset, empty, mangled and injected settings open nothing', async () => {
		const good = await ticketFor();
		const values = [
			'',
			' ',
			good.toUpperCase(),
			`${good} `,
			`' or true --`,
			'%',
			'00000000-0000-4000-8000-000000000000'
		].concat(['null', 'a'.repeat(100_000), '\\x00', `{"${good}"}`]);
		for (const ticket of values) {
			for (const table of [
				'metering.hour_pack',
				'metering.reading_pack',
				'portal.homes',
				'housing.company'
			]) {
				expect(await rows(table, ticket), `${table} ${ticket.slice(0, 40)}`).toEqual([]);
			}
		}
		expect(await readAsSession(database.portal, visitor.token, 'select * from portal.packed_hours')).toEqual(
			[]
		);
	});

	test('a ticket gives a tenant’s request nothing, and a visitor’s request nothing of the own home', async () => {
		const mine = await s.home(['day', 'hour']);
		const id = await s.ask.mandate(mine.first, visitor, mine, { resolutions: ['hour'] });
		expect(id).not.toBe('');
		expect(await rows('portal.packed_hours', '', mine.first)).toEqual([]);
		expect(await rows('portal.packed_months', await ticketFor(), mine.first)).toEqual([]);
	});

	test('what is refused is refused alike, whether or not there is such a home or mandate', async () => {
		const nowhere = '00000000-0000-4000-8000-000000000000';
		const other = await s.home();
		const ask = (homeId: string, basis: string, id: string | null, more: object = {}) =>
			s.ask.open(visitor, { homeId }, { basis, id, media: ['cold_water'], resolution: 'hour', ...more });
		for (const refused of [
			ask(nowhere, 'mandate', mandate),
			ask(other.homeId, 'mandate', mandate),
			ask(home.homeId, 'mandate', nowhere),
			ask(home.homeId, 'mandate', null),
			ask(home.homeId, 'own', mandate),
			ask(home.homeId, 'case', mandate),
			ask(home.homeId, 'mandate', mandate, { media: ['cold_water', 'solar'] }),
			ask(home.homeId, 'mandate', mandate, { media: [] }),
			ask(home.homeId, 'mandate', mandate, { resolution: 'year' }),
			ask(home.homeId, 'mandate', mandate, { from: '2026-03-03', to: '2026-03-03' }),
			ask(home.homeId, 'mandate', mandate, { from: '1900-01-01', to: '2026-03-03' })
		]) {
			expect(await refused).toBe(null);
		}
	});

	test('rows of the log and of consents can be changed by nobody, and taken away by the retention alone', async () => {
		for (const table of ['audit.access', 'consent.record', 'consent.mandate_act', 'audit.event']) {
			for (const text of [`update ${table} set at = now()`, `delete from ${table}`, `truncate ${table}`]) {
				await expect(database.superuser.unsafe(text), text).rejects.toMatchObject({ code: '42501' });
			}
			for (const role of [
				'hemvy_tenant',
				'hemvy_visitor',
				'hemvy_staff',
				'hemvy_keeper',
				'hemvy_registrar'
			]) {
				const [may] = await database.superuser`
					select has_table_privilege(${role}, ${table}, 'update, delete, truncate') as change`;
				expect(may, `${role} ${table}`).toEqual({ change: false });
			}
		}
	});

	test('a holder’s own download is on the own list, and not on the other holder’s', async () => {
		const note = `select audit.note_download($1::uuid, '{cold_water}', 'hour', '2026-03-01', '2026-04-01') as done`;
		expect(await callAsSession(database.portal, home.first.token, note, [home.homeId])).toEqual([
			{ done: true }
		]);
		expect(await callAsSession(database.portal, visitor.token, note, [home.homeId])).toEqual([
			{ done: false }
		]);
		const list = (who: Someone) =>
			readAsSession(
				database.portal,
				who.token,
				`select role, kind from portal.access_log where kind = 'download'`
			);
		expect(await list(home.first)).toEqual([{ role: 'holder', kind: 'download' }]);
		expect(await list(home.second)).toEqual([]);
		expect(await list(visitor)).toEqual([]);
	});
});
