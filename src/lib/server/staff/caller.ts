import type { Pool } from '#lib/server/db/connection.ts';
import { callAsStaff } from '#lib/server/db/session.ts';

/** On whose behalf staff's functions are called. What they may is the database's to decide. */
export interface Caller {
	readonly pool: Pool;
	/** The session token as presented; '' for nobody. */
	readonly token: string;
}

/** Whether one function of schema staff did what it was asked. @param call its text with $1, $2, … */
export async function callForYes(
	{ pool, token }: Caller,
	call: string,
	values: readonly string[]
): Promise<boolean> {
	const [row] = await callAsStaff<{ done: boolean }>(pool, token, `select ${call} as done`, values);
	return row?.done === true;
}
