import { createAccessToken, type TokenScope } from '../../src/lib/server/accounts/access-tokens.ts';
import type { Household, Someone } from '../fixtures/household.ts';
import { RESOLUTIONS, type Resolution } from './asking.ts';
import type { MatrixRow } from './matrix-rows.ts';
import type { Scene } from './scene.ts';

const BOTH = ['day', 'hour'] as const;
const MEDIA = ['cold_water', 'electricity', 'temperature'] as const;

type Home = Household & { readonly first: Someone; readonly second: Someone };

/** A token of the home's first holder for all of it, unless told otherwise. */
export async function aToken(
	s: Scene,
	home: Home,
	{ resolutions = RESOLUTIONS, media = MEDIA }: Partial<TokenScope> = {}
): Promise<string> {
	const [account] = await s.db.superuser<{ hash: string }[]>`
		select password_hash as hash from account.account where id = ${home.first.accountId}`;
	const made = await createAccessToken(s.db.portal, home.first.token, account?.hash ?? '', {
		...{ name: 'Hem', days: 90, homes: [home.homeId], media, resolutions }
	});
	if (made.kind !== 'made') throw new Error(`no token: ${made.kind}`);
	return made.token;
}

function token(
	condition: string,
	reads: readonly Resolution[],
	{
		scope = {},
		after,
		...more
	}: {
		readonly scope?: Partial<TokenScope>;
		readonly after?: (s: Scene, home: Home, token: string) => Promise<unknown>;
	} & Pick<Partial<MatrixRow>, 'media'> = {}
): MatrixRow {
	return {
		actor: 'Access token',
		condition,
		reads,
		...more,
		async arrange(s) {
			const home = await s.home(BOTH, { holders: 2 });
			const made = await aToken(s, home, scope);
			await after?.(s, home, made);
			return s.own({ ...home.first, token: made }, home);
		}
	};
}

/** What a program reads with a personal access token of a contract holder. */
export const TOKEN_ROWS: readonly MatrixRow[] = [
	token('for everything', RESOLUTIONS),
	token('for months', ['month'], { scope: { resolutions: ['month'] } }),
	token('for hours alone', ['hour'], { scope: { resolutions: ['hour'] } }),
	token('for cold water; other media', [], {
		scope: { media: ['cold_water'] },
		media: ['electricity', 'temperature']
	}),
	token('for everything; its owner has switched Day and Hour off since', ['month'], {
		async after(s, home) {
			for (const resolution of BOTH) await s.ask.choose(home.first, home, resolution, false);
		}
	}),
	token('for everything; the other holder hides hours', ['month', 'day'], {
		after: (s, home) => s.ask.hideHours(home.second, home, true)
	}),
	token('it has run out', [], {
		after: (s, _, made) => s.db.superuser`update account.access_token
			set created = now() - interval '2 days', expires = now() - interval '1 second'
			where secret_hash = sha256(${made}::bytea)`
	}),
	token('it was taken away', [], {
		after: (s, _, made) =>
			s.db.superuser`delete from account.access_token where secret_hash = sha256(${made}::bytea)`
	}),
	token('the tenancy is over', [], {
		after: (s, home) => s.db.superuser`update housing.occupancy
			set during = tstzrange(lower(during), now() - interval '1 day') where id = ${home.occupancyId}`
	}),
	{
		actor: 'Access token',
		condition: 'of another home, with everything switched on in both',
		reads: [],
		async arrange(s) {
			const made = await aToken(s, await s.home(BOTH));
			const home = await s.home(BOTH);
			return s.own({ ...home.first, token: made }, home);
		}
	}
];
