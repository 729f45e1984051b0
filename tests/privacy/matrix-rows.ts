import { aPerson } from '../fixtures/household.ts';
import { RESOLUTIONS, type Medium, type Resolution } from './asking.ts';
import { SCREEN_ROWS } from './matrix-screen-rows.ts';
import { STAFF_ROWS } from './matrix-staff-rows.ts';
import { TOKEN_ROWS } from './matrix-token-rows.ts';
import type { Scene } from './scene.ts';

/** One line of the matrix: who, under which condition, and what is found. */
export interface MatrixRow {
	readonly actor: string;
	readonly condition: string;
	/** Resolutions that are read; all others are not. */
	readonly reads: readonly Resolution[];
	/** Media that it is about (all three unless named). */
	readonly media?: readonly Medium[];
	/** Makes the situation, and returns how its actor asks for the home. */
	readonly arrange: (scene: Scene) => Promise<(resolution: Resolution, medium: Medium) => Promise<boolean>>;
}

const ALL = RESOLUTIONS;
const BOTH = ['day', 'hour'] as const;
const OVER = { during: '[2026-01-01,2026-06-01)' };

/** The rules' matrix, each row with the conditions that make it true and those that do not. */
export const MATRIX: readonly MatrixRow[] = [
	holder('has chosen nothing', ['month'], []),
	holder('has switched on Day', ['month', 'day'], ['day']),
	holder('has switched on Hour, not Day', ['month', 'hour'], ['hour']),
	holder('has switched on both', ALL, BOTH),
	{
		actor: 'Contract holder',
		condition: 'has switched both on and off again',
		reads: ['month'],
		async arrange(s) {
			const home = await s.home(BOTH);
			for (const r of BOTH) await s.ask.choose(home.first, home, r, false);
			return s.own(home.first, home);
		}
	},
	{
		actor: 'Contract holder',
		condition: 'has switched on both, 12 months ago',
		reads: ['month'],
		async arrange(s) {
			const home = await s.home();
			await s.db.superuser`
				insert into consent.record (occupancy_id, person_id, act, purpose, medium, resolution, text_version, text_hash,
					language, channel, at, expires)
				select ${home.occupancyId}, ${home.first.personId}, 'given', 'own_view', m, r, 1, sha256('x'), 'sv', 'portal',
					now() - interval '12 months', now()
				from unnest(array['cold_water', 'electricity', 'temperature']) m, unnest(array['day', 'hour']) r`;
			return s.own(home.first, home);
		}
	},
	{
		actor: 'Contract holder',
		condition: 'has switched on both; the other holder has not',
		reads: ALL,
		async arrange(s) {
			const home = await s.home([], { holders: 2 });
			for (const r of BOTH) await s.ask.choose(home.first, home, r, true);
			return s.own(home.first, home);
		}
	},
	{
		actor: 'Contract holder',
		condition: 'has chosen nothing; the other holder has switched on both',
		reads: ['month'],
		async arrange(s) {
			const home = await s.home([], { holders: 2 });
			for (const r of BOTH) await s.ask.choose(home.first, home, r, true);
			return s.own(home.second, home);
		}
	},
	{
		actor: 'Contract holder',
		condition: 'has switched on both; somebody of the household hides hours',
		reads: ['month', 'day'],
		async arrange(s) {
			const home = await s.home(BOTH, { holders: 2 });
			await s.ask.hideHours(home.second, home, true);
			return s.own(home.first, home);
		}
	},
	{
		actor: 'Contract holder',
		condition: 'of another home, with everything switched on in both',
		reads: [],
		async arrange(s) {
			const [home, other] = [await s.home(BOTH), await s.home(BOTH)];
			return s.own(other.first, home);
		}
	},
	{
		actor: 'Former holder',
		condition: 'had chosen nothing; own period',
		reads: ALL,
		async arrange(s) {
			const home = await s.home([], OVER);
			return s.own(home.first, home);
		}
	},
	{
		actor: 'Former holder',
		condition: 'somebody of the household had hidden hours',
		reads: ['month', 'day'],
		async arrange(s) {
			const home = await s.home(BOTH, { holders: 2 });
			await s.ask.hideHours(home.second, home, true);
			await s.db
				.superuser`update housing.occupancy set during = '[2026-01-01,2026-06-01)' where id = ${home.occupancyId}`;
			return s.own(home.first, home);
		}
	},
	{
		actor: 'New holder',
		condition: 'has switched on everything; the period before',
		reads: [],
		async arrange(s) {
			const before = await s.home(BOTH, OVER);
			const next = await s.newHolder(before);
			return s.own(next, before);
		}
	},
	{
		actor: 'Other adult of the household',
		condition: 'everything is switched on',
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH);
			const adult = await aPerson(s.db, 'adult');
			await s.db.superuser`insert into housing.adult values (${home.occupancyId}, ${adult.personId})`;
			return s.own(adult, home);
		}
	},
	delegate('scope of months', ['month']),
	delegate('scope of months and days', ['month', 'day']),
	delegate('scope of hours alone', ['hour']),
	{
		actor: 'Delegate',
		condition: 'scope of everything; a holder hides hours',
		reads: ['month', 'day'],
		async arrange(s) {
			const home = await s.home();
			const visitor = await aPerson(s.db, 'delegate');
			const id = await s.ask.mandate(home.first, visitor, home, { resolutions: ALL });
			await s.ask.hideHours(home.first, home, true);
			return s.visit(visitor, home, 'mandate', id);
		}
	},
	{
		actor: 'Delegate',
		condition: 'one of two holders has not agreed',
		reads: [],
		async arrange(s) {
			const home = await s.home(BOTH, { holders: 2 });
			const visitor = await aPerson(s.db, 'delegate');
			return s.visit(
				visitor,
				home,
				'mandate',
				await s.ask.mandate(home.first, visitor, home, { resolutions: ALL })
			);
		}
	},
	{
		actor: 'Delegate',
		condition: 'both holders have agreed',
		reads: ALL,
		async arrange(s) {
			const home = await s.home([], { holders: 2 });
			const visitor = await aPerson(s.db, 'delegate');
			const id = await s.ask.mandate(home.first, visitor, home, { resolutions: ALL });
			await s.ask.approve(home.second, id);
			return s.visit(visitor, home, 'mandate', id);
		}
	},
	{
		actor: 'Delegate',
		condition: 'the mandate has ended, or was ended by one holder',
		reads: [],
		async arrange(s) {
			const home = await s.home([], { holders: 2 });
			const visitor = await aPerson(s.db, 'delegate');
			const id = await s.ask.mandate(home.first, visitor, home, { resolutions: ALL });
			await s.ask.approve(home.second, id);
			await s.ask.endMandate(home.second, id);
			return s.visit(visitor, home, 'mandate', id);
		}
	},
	{
		actor: 'Delegate',
		condition: 'another delegate’s mandate',
		reads: [],
		async arrange(s) {
			const home = await s.home();
			const [visitor, other] = [await aPerson(s.db, 'delegate'), await aPerson(s.db, 'delegate')];
			const id = await s.ask.mandate(home.first, visitor, home, { resolutions: ALL });
			return s.visit(other, home, 'mandate', id);
		}
	},
	{
		actor: 'Guardian',
		condition: 'the order covers months and days',
		reads: ['month', 'day'],
		async arrange(s) {
			const home = await s.home();
			const { guardian, id } = await s.guardian(home, ['month', 'day']);
			return s.visit(guardian, home, 'mandate', id);
		}
	},
	{
		actor: 'Guardian',
		condition: 'the order covers hours too',
		reads: ALL,
		async arrange(s) {
			const home = await s.home();
			const { guardian, id } = await s.guardian(home, ALL);
			return s.visit(guardian, home, 'mandate', id);
		}
	},
	{
		actor: 'Guardian',
		condition: 'the order has ended',
		reads: [],
		async arrange(s) {
			const home = await s.home();
			const { guardian, id } = await s.guardian(home, ALL);
			await s.db
				.superuser`update consent.mandate set begins = now() - interval '2 days', ends = now() - interval '1 second'
				where public_id = ${id}`;
			return s.visit(guardian, home, 'mandate', id);
		}
	},
	...care(),
	...STAFF_ROWS,
	...SCREEN_ROWS,
	...TOKEN_ROWS
];

function holder(
	condition: string,
	reads: readonly Resolution[],
	chosen: readonly ('day' | 'hour')[]
): MatrixRow {
	return {
		actor: 'Contract holder',
		condition,
		reads,
		async arrange(s) {
			const home = await s.home(chosen);
			return s.own(home.first, home);
		}
	};
}

function delegate(condition: string, reads: readonly Resolution[]): MatrixRow {
	return {
		actor: 'Delegate',
		condition,
		reads,
		async arrange(s) {
			const home = await s.home();
			const visitor = await aPerson(s.db, 'delegate');
			return s.visit(
				visitor,
				home,
				'mandate',
				await s.ask.mandate(home.first, visitor, home, { resolutions: reads })
			);
		}
	};
}

function care(): MatrixRow[] {
	const giver = (condition: string, reads: readonly Resolution[]): MatrixRow => ({
		actor: 'Care giver',
		condition,
		reads,
		async arrange(s) {
			const home = await s.home(BOTH);
			const visitor = await aPerson(s.db, 'care');
			const id = reads.length
				? await s.ask.mandate(home.first, visitor, home, { kind: 'care', resolutions: reads })
				: null;
			return s.visit(visitor, home, 'mandate', id);
		}
	});
	return [
		giver('no mandate for care', []),
		giver('mandate for care, days', ['day']),
		giver('mandate for care, days and hours ticked', ['day', 'hour'])
	];
}
