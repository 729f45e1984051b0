import { bootstrap } from '#lib/server/db/bootstrap.ts';
import { openOwnerPool, type Pool } from '#lib/server/db/connection.ts';
import { EmbeddedError, embeddedUrls, startEmbedded, type Embedded } from '#lib/server/db/embedded.ts';
import { readSecrets } from '#lib/server/db/embedded-secrets.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { PlainError } from './plain-error.ts';
import type { CommandConfig } from './variables.ts';

export interface Store {
	/** Signed in as hemvy_owner. */
	readonly sql: Pool;
	close(): Promise<void>;
}

/**
 * The central store for a command: the database of one's own; else the embedded one, joined when Hemvy is running and
 * started for as long as the command takes when it is not.
 * @throws PlainError | EmbeddedError
 */
export async function openStore(config: CommandConfig): Promise<Store> {
	if (config.ownerUrl !== null) return storeAt(config.ownerUrl);
	if (config.databaseUrl !== null) {
		throw new PlainError(
			'HEMVY_OWNER_URL is not set: with a database of your own this command signs in as hemvy_owner.'
		);
	}
	let embedded: Embedded;
	try {
		embedded = await startEmbedded(embeddedOptions(config));
	} catch (error) {
		if (!(error instanceof EmbeddedError) || error.code !== 'in_use') throw error;
		const secrets = await readSecrets(config.dataDir);
		if (secrets?.port == null) throw error;
		return storeAt(embeddedUrls(secrets, secrets.port).ownerUrl);
	}
	try {
		await prepare(embedded);
		const store = await storeAt(embedded.ownerUrl);
		return {
			sql: store.sql,
			close: async () => {
				await store.close();
				await embedded.stop();
			}
		};
	} catch (error) {
		await embedded.stop();
		throw error;
	}
}

export const embeddedOptions = (config: CommandConfig): { dataDir: string; port?: number } => ({
	dataDir: config.dataDir,
	...(config.databasePort === null ? {} : { port: config.databasePort })
});

/** Makes the embedded server's roles and database, and brings it up to date. */
export async function prepare(embedded: Embedded): Promise<void> {
	const passwordIn = (url: string): string => decodeURIComponent(new URL(url).password);
	await bootstrap(embedded.superuserUrl, {
		ownerPassword: passwordIn(embedded.ownerUrl),
		portalPassword: passwordIn(embedded.portalUrl),
		gatePassword: passwordIn(embedded.gateUrl),
		database: 'hemvy'
	});
	await migrate(embedded.ownerUrl);
}

async function storeAt(url: string): Promise<Store> {
	const sql = openOwnerPool(url);
	try {
		await sql`select 1`;
	} catch (error) {
		await sql.end({ timeout: 1 });
		throw error;
	}
	return { sql, close: () => sql.end({ timeout: 5 }) };
}
