import postgres from 'postgres';
import { inject } from 'vitest';
import { bootstrap, urlFor, type DatabaseUrls } from '../../src/lib/server/db/bootstrap.ts';
import {
	openGatePool,
	openOwnerPool,
	openPortalPool,
	type Pool
} from '../../src/lib/server/db/connection.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';

/** A database of one test file: migrated, empty, gone after close(). */
export interface FreshDatabase {
	readonly urls: DatabaseUrls & { readonly superuser: string };
	readonly owner: Pool;
	readonly portal: Pool;
	/** Where home nodes deliver. */
	readonly gate: Pool;
	/** Sees everything, row security or not: to look at what is stored, never to prove what may be read. */
	readonly superuser: postgres.Sql;
	close(): Promise<void>;
}

let made = 0;

/** Copies the migrated template; use in beforeAll, close in afterAll. @param portalConnections most at a time */
export async function freshDatabase({ portalConnections = 4 } = {}): Promise<FreshDatabase> {
	const { superuserUrl, template, ...passwords } = inject('databaseServer');
	const name = `test_${process.pid}_${Date.now()}_${made++}`;
	const admin = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
	await admin.unsafe(`create database ${name} owner hemvy_owner template ${template}`);
	const roles = await bootstrap(superuserUrl, { ...passwords, database: name });
	await migrate(roles.owner);
	const superuserHere = urlFor(superuserUrl, 'postgres', 'superuser', name);
	const owner = openOwnerPool(roles.owner);
	const portal = openPortalPool(roles.portal, { max: portalConnections });
	const gate = openGatePool(roles.gate);
	const superuser = postgres(superuserHere, {
		max: 2,
		onnotice: () => undefined,
		connection: { TimeZone: 'UTC' }
	});
	return {
		urls: { ...roles, superuser: superuserHere },
		owner,
		portal,
		gate,
		superuser,
		async close() {
			await Promise.all([
				owner.end({ timeout: 2 }),
				portal.end({ timeout: 2 }),
				gate.end({ timeout: 2 }),
				superuser.end({ timeout: 2 })
			]);
			await admin.unsafe(`drop database ${name} with (force)`);
			await admin.end();
		}
	};
}
