import { z } from 'zod';
import { PROVIDER_RULES, PROVIDER_VARIABLES, providerOf, type ProviderConfig } from './provider.ts';
import { ConfigError, isLoopback, whole, type Environment, type Variable } from './variable.ts';

export { ConfigError, isLoopback, type Variable } from './variable.ts';

/** Every variable that the portal reads, in the order in which they are checked. */
export const PORTAL_VARIABLES = [
	{
		name: 'DATABASE_URL',
		description:
			'The central database, signed in to as hemvy_portal: postgres://hemvy_portal:PASSWORD@HOST:PORT/NAME.',
		fallback: null,
		secret: true
	},
	{ name: 'HOST', description: 'Address that the portal listens on.', fallback: '127.0.0.1' },
	{ name: 'PORT', description: 'Port that the portal listens on.', fallback: '3000' },
	{
		name: 'HEMVY_ORIGIN',
		description:
			'Address that people use, such as https://home.example.se. Needed when HOST is not a loopback address; https makes the session cookie Secure.',
		fallback: ''
	},
	{
		name: 'HEMVY_TRUSTED_PROXIES',
		description: 'How many proxies in front add to X-Forwarded-For. 0: the header is not believed.',
		fallback: '0'
	},
	{
		name: 'HEMVY_DEMO',
		description:
			'1 lets the demo accounts of the sample company sign in; only while HOST is a loopback address.',
		fallback: '0'
	},
	{
		name: 'HEMVY_COLLECT_URL',
		description:
			'Where home nodes deliver: the database, signed in to as hemvy_gate. Without it this process takes no deliveries.',
		fallback: '',
		secret: true
	},
	{
		name: 'HEMVY_SECRET_KEY',
		description:
			'Seals the second factors of staff: 32 characters or more that only this installation has. Without it only demo staff can get past theirs.',
		fallback: '',
		secret: true
	},
	...PROVIDER_VARIABLES,
	{ name: 'HEMVY_POOL_SIZE', description: 'Most connections to the database at a time.', fallback: '10' },
	{
		name: 'LOG_LEVEL',
		description: 'Least serious entry that is logged: fatal, error, warn, info, debug, trace or silent.',
		fallback: 'info'
	}
] as const satisfies readonly Variable[];

type Name = (typeof PORTAL_VARIABLES)[number]['name'];

export interface PortalConfig {
	readonly databaseUrl: string;
	readonly host: string;
	readonly port: number;
	/** null: whatever loopback address the browser used. */
	readonly origin: URL | null;
	readonly secureCookies: boolean;
	readonly trustedProxies: number;
	readonly demo: boolean;
	readonly poolSize: number;
	/** null: home nodes cannot deliver here. */
	readonly collectUrl: string | null;
	/** null: staff cannot choose a second factor here. */
	readonly secretKey: string | null;
	/** null: staff sign in with e-mail and password only. */
	readonly provider: ProviderConfig | null;
	readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

const isPostgresUrl = (text: string) =>
	/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text.replace(/^postgres(ql)?:/, 'http:'));

const isOrigin = (text: string) =>
	URL.canParse(text) &&
	/^https?:$/.test(new URL(text).protocol) &&
	new URL(text).origin === text.replace(/\/$/, '');

/** Per variable: its schema, and what to write instead of a value that it refuses. */
const RULES = {
	DATABASE_URL: {
		schema: z.string().refine(isPostgresUrl),
		write: 'write postgres://hemvy_portal:PASSWORD@HOST:5432/NAME'
	},
	HOST: {
		schema: z.string().regex(/^[\w.:[\]-]+$/),
		write: 'write an address to listen on, such as 127.0.0.1'
	},
	PORT: { schema: whole(0, 65535), write: 'write a port number, 1 to 65535' },
	HEMVY_ORIGIN: {
		schema: z.union([
			z.literal('').transform(() => null),
			z
				.string()
				.refine(isOrigin)
				.transform((t) => new URL(t))
		]),
		write: 'write protocol and host without a path, such as https://home.example.se'
	},
	HEMVY_TRUSTED_PROXIES: { schema: whole(0, 10), write: 'write the number of proxies in front, 0 to 10' },
	HEMVY_DEMO: { schema: z.enum(['0', '1']).transform((text) => text === '1'), write: 'write 1 or 0' },
	HEMVY_COLLECT_URL: {
		schema: z.union([z.literal('').transform(() => null), z.string().refine(isPostgresUrl)]),
		write: 'write postgres://hemvy_gate:PASSWORD@HOST:5432/NAME'
	},
	HEMVY_SECRET_KEY: {
		schema: z.union([z.literal('').transform(() => null), z.string().min(32)]),
		write: 'write 32 characters or more, such as openssl rand -hex 32 makes'
	},
	...PROVIDER_RULES,
	HEMVY_POOL_SIZE: { schema: whole(1, 500), write: 'write a number of connections, 1 to 500' },
	LOG_LEVEL: {
		schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
		write: 'write fatal, error, warn, info, debug, trace or silent'
	}
} as const satisfies Record<Name, { schema: z.ZodType; write: string }>;

/** One variable, parsed. An empty value counts as not set. @throws ConfigError */
function read<N extends Name>(environment: Environment, name: N): z.infer<(typeof RULES)[N]['schema']> {
	const variable: Variable | undefined = PORTAL_VARIABLES.find((each) => each.name === name);
	const { schema, write } = RULES[name];
	const text = environment[name] || variable?.fallback;
	if (text === null || text === undefined) throw new ConfigError(name, `is not set: ${write}.`);
	const result = schema.safeParse(text);
	if (result.success) return result.data as z.infer<(typeof RULES)[N]['schema']>;
	throw new ConfigError(name, `${variable?.secret ? 'cannot be used' : `is "${text}"`}: ${write}.`);
}

/**
 * The portal's configuration from its environment variables.
 * @throws ConfigError on the first variable that is missing, malformed or at odds with another
 */
export function readPortalConfig(environment: Environment): PortalConfig {
	const config = {
		databaseUrl: read(environment, 'DATABASE_URL'),
		host: read(environment, 'HOST'),
		port: read(environment, 'PORT'),
		origin: read(environment, 'HEMVY_ORIGIN'),
		trustedProxies: read(environment, 'HEMVY_TRUSTED_PROXIES'),
		demo: read(environment, 'HEMVY_DEMO'),
		collectUrl: read(environment, 'HEMVY_COLLECT_URL'),
		secretKey: read(environment, 'HEMVY_SECRET_KEY'),
		poolSize: read(environment, 'HEMVY_POOL_SIZE'),
		logLevel: read(environment, 'LOG_LEVEL')
	};
	const loopback = isLoopback(config.host);
	if (config.demo && !loopback) {
		throw new ConfigError(
			'HEMVY_DEMO',
			`is 1 while HOST is "${config.host}": demo passwords are public, so write 0, or HOST=127.0.0.1.`
		);
	}
	if (!loopback && config.origin === null) {
		throw new ConfigError(
			'HEMVY_ORIGIN',
			`is not set while HOST is "${config.host}": ${RULES.HEMVY_ORIGIN.write}.`
		);
	}
	if (config.origin?.protocol === 'http:' && !isLoopback(config.origin.hostname)) {
		throw new ConfigError(
			'HEMVY_ORIGIN',
			`is "${config.origin.origin}": passwords and readings travel there, so write an address with https.`
		);
	}
	const provider = providerOf(
		{
			HEMVY_OIDC_ISSUER: read(environment, 'HEMVY_OIDC_ISSUER'),
			HEMVY_OIDC_CLIENT_ID: read(environment, 'HEMVY_OIDC_CLIENT_ID'),
			HEMVY_OIDC_CLIENT_SECRET: read(environment, 'HEMVY_OIDC_CLIENT_SECRET'),
			HEMVY_OIDC_COMPANY: read(environment, 'HEMVY_OIDC_COMPANY'),
			HEMVY_OIDC_SCOPES: read(environment, 'HEMVY_OIDC_SCOPES'),
			HEMVY_OIDC_ACR: read(environment, 'HEMVY_OIDC_ACR')
		},
		config.origin
	);
	return { ...config, provider, secureCookies: config.origin?.protocol === 'https:' };
}
