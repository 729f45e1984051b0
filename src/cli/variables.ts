import path from 'node:path';
import { z } from 'zod';
import { ConfigError, type Variable } from '#lib/server/config/portal.ts';

/** The project's root: what the commands read and write is relative to it, wherever they are called. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Every variable that the commands read beside the portal's own. */
export const COMMAND_VARIABLES = [
	{
		name: 'HEMVY_DATA',
		description: 'Folder of the embedded database, its passwords and logs.',
		fallback: '.data'
	},
	{
		name: 'HEMVY_DATABASE_PORT',
		description: 'Port of the embedded database on 127.0.0.1. Without it a free one, the same every time.',
		fallback: ''
	},
	{
		name: 'HEMVY_DISPLAY_PORT',
		description:
			'Port of the wall display on 127.0.0.1 that `npm start` shows beside the sample company. 0: a free one.',
		fallback: '3100'
	},
	{
		name: 'HEMVY_OWNER_URL',
		description:
			'With a database of your own: the address to sign in with as hemvy_owner, for migrations, import and export.',
		fallback: '',
		secret: true
	},
	{
		name: 'HEMVY_SUPERUSER_URL',
		description:
			'With a database of your own: a superuser’s address, for `migrate --bootstrap`, which makes roles and database.',
		fallback: '',
		secret: true
	},
	{
		name: 'HEMVY_DEBUG',
		description: '1 shows where in the code a command failed.',
		fallback: '0'
	}
] as const satisfies readonly Variable[];

export interface CommandConfig {
	readonly dataDir: string;
	readonly databasePort: number | null;
	/** 0: a free one. */
	readonly displayPort: number;
	/** A database of one's own; null: the embedded one. */
	readonly databaseUrl: string | null;
	readonly ownerUrl: string | null;
	readonly superuserUrl: string | null;
	readonly collectUrl: string | null;
}

const port = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(0).max(65_535));

/** @throws ConfigError with one line: name, what is wrong, what to write */
export function readCommandConfig(environment: Readonly<Record<string, string | undefined>>): CommandConfig {
	const value = (name: string): string | null => environment[name] || null;
	const portOf = (name: string, least: 0 | 1): number | null => {
		const text = value(name);
		if (text === null) return null;
		const parsed = port.safeParse(text);
		if (parsed.success && parsed.data >= least) return parsed.data;
		const write =
			least === 1 ? 'write a port number, 1 to 65535' : 'write a port number, or 0 for a free one';
		throw new ConfigError(name, `is "${text}": ${write}.`);
	};
	const databasePort = portOf('HEMVY_DATABASE_PORT', 1);
	const displayPort = portOf('HEMVY_DISPLAY_PORT', 0) ?? 3100;
	const url = (name: string): string | null => {
		const text = value(name);
		if (text === null || /^postgres(ql)?:\/\/./.test(text)) return text;
		throw new ConfigError(name, 'cannot be used: write postgres://USER:PASSWORD@HOST:5432/NAME.');
	};
	const debug = value('HEMVY_DEBUG');
	if (debug !== null && debug !== '0' && debug !== '1') {
		throw new ConfigError('HEMVY_DEBUG', `is "${debug}": write 1 or 0.`);
	}
	return {
		dataDir: path.resolve(ROOT, value('HEMVY_DATA') ?? '.data'),
		databasePort,
		displayPort,
		databaseUrl: url('DATABASE_URL'),
		ownerUrl: url('HEMVY_OWNER_URL'),
		superuserUrl: url('HEMVY_SUPERUSER_URL'),
		collectUrl: url('HEMVY_COLLECT_URL')
	};
}
