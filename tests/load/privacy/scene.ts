import type postgres from 'postgres';
import { makeSessionToken } from '#lib/server/accounts/session-token.ts';
import type { Basis } from '#lib/server/consumption/open-access.ts';
import { fillAskedHome, fillHomes } from '../portal/homes.ts';

/** The home that is read, its holder's token, and who else reads it on what. */
export interface Scene {
	readonly home: string;
	readonly holder: string;
	readonly visitor: { readonly token: string; readonly basis: Basis };
}

/**
 * The home among others, all with a holder who has chosen; of the asked one the holder's sister may look into
 * everything.
 * @param sql superuser
 */
export async function makeScene(sql: postgres.Sql, homes: number): Promise<Scene> {
	const { id: home, personId } = await fillAskedHome(sql);
	await fillHomes(sql, 1, homes);
	await sql`
		with o as (select o.id from housing.occupancy o where not exists
				(select from housing.tenancy t where t.occupancy_id = o.id)),
			p as (insert into housing.person (display_name) select 'Holder of ' || id from o returning id, display_name),
			t as (insert into housing.tenancy (occupancy_id, contract_number) select id, id::text from o
				returning id, occupancy_id)
		insert into housing.tenancy_holder (tenancy_id, person_id)
		select t.id, p.id from t join p on p.display_name = 'Holder of ' || t.occupancy_id`;
	await sql`select consent.give_sample(array_agg(id)) from housing.occupancy where public_id <> ${home}`;
	const [sister] = await sql<{ id: number }[]>`
		insert into housing.person (display_name) values ('Sister') returning id`;
	const [mandate] = await sql<{ id: string }[]>`
		with m as (
			insert into consent.mandate (kind, occupancy_id, given_by, called, code_expires, person_id, accepted, media,
				resolutions, begins, ends)
			select 'delegate', o.id, ${personId}, 'Sister', now(), ${sister?.id ?? 0}, now(), '{cold_water,electricity}',
				'{month,day,hour}', now() - interval '1 day', now() + interval '6 months'
			from housing.occupancy o where o.public_id = ${home} returning id, public_id
		), a as (
			insert into consent.mandate_act (mandate_id, person_id, act) select m.id, ${personId}, 'approved' from m
		)
		select public_id as id from m`;
	await sql`analyze`;
	return {
		home,
		holder: await signIn(sql, personId),
		visitor: {
			token: await signIn(sql, sister?.id ?? 0),
			basis: { kind: 'mandate', id: mandate?.id ?? '' }
		}
	};
}

/** A session of a person, as its token. */
async function signIn(sql: postgres.Sql, personId: number): Promise<string> {
	const { token, id, secretHash } = makeSessionToken();
	await sql`
		with a as (insert into account.account (person_id, email, password_hash, kind)
			values (${personId}, ${`${personId}@example.se`}, 'none', 'tenant') returning id)
		insert into account.session (id, secret_hash, account_id, expires)
		select ${id}, ${secretHash}, a.id, now() + interval '30 days' from a`;
	return token;
}
