import { bootstrap } from '#lib/server/db/bootstrap.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { PlainError } from './plain-error.ts';
import type { CommandConfig } from './variables.ts';

/**
 * Brings a database of one's own up to date; with `first`, makes its roles and the database itself before that, with
 * the names and passwords that HEMVY_OWNER_URL, DATABASE_URL and HEMVY_COLLECT_URL hold. @throws PlainError
 */
export async function migrateOwn(config: CommandConfig, first: boolean): Promise<void> {
	const { ownerUrl, superuserUrl, databaseUrl, collectUrl } = config;
	if (ownerUrl === null) {
		throw new PlainError('HEMVY_OWNER_URL is not set: write postgres://hemvy_owner:PASSWORD@HOST:5432/NAME.');
	}
	if (first) {
		if (superuserUrl === null || databaseUrl === null) {
			throw new PlainError(
				`${superuserUrl === null ? 'HEMVY_SUPERUSER_URL' : 'DATABASE_URL'} is not set: ` +
					'--bootstrap makes the roles, as a superuser, with the passwords in HEMVY_OWNER_URL and DATABASE_URL.'
			);
		}
		await bootstrap(superuserUrl, {
			ownerPassword: passwordIn(ownerUrl),
			portalPassword: passwordIn(databaseUrl),
			gatePassword: collectUrl === null ? null : passwordIn(collectUrl),
			database: decodeURIComponent(new URL(ownerUrl).pathname.slice(1))
		});
	}
	const { rules } = await migrate(ownerUrl);
	console.log(`The database is up to date${rules ? '; roles, rights and views were renewed' : ''}.`);
}

const passwordIn = (url: string): string => decodeURIComponent(new URL(url).password);
