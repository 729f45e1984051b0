import type { Caller } from './caller.ts';
import { callAsStaff } from '../db/session.ts';

/** That a home has asked for an erasure; not who of several, and nothing of what is in it. Times are UTC seconds. */
export interface HomeErasureRequest {
	readonly asked: number;
	readonly deciders: number;
	/** When it is carried out; null: not all have asked. */
	readonly due: number | null;
	readonly carriedOut: number | null;
	/** A bill is disputed: what it is about is held. */
	readonly isDisputed: boolean;
}

/** Of a home that a consent officer may handle, where anything was asked or done; null otherwise. */
export async function readErasureRequest(
	{ pool, token }: Caller,
	home: string
): Promise<HomeErasureRequest | null> {
	const [row] = await callAsStaff<HomeErasureRequest>(
		pool,
		token,
		`select asked, deciders, extract(epoch from due)::float8 as due,
				extract(epoch from carried_out)::float8 as "carriedOut", is_disputed as "isDisputed"
			from staff.erasure($1::uuid) where asked > 0 or carried_out is not null`,
		[home]
	);
	return row ?? null;
}
