import { z } from 'zod';
import { ConfigError, isLoopback, type Variable } from './variable.ts';

/** The variables of staff's sign-in by their company's provider (OpenID Connect). */
export const PROVIDER_VARIABLES = [
	{
		name: 'HEMVY_OIDC_ISSUER',
		description:
			'The provider that staff sign in with by OpenID Connect, such as https://login.example.se. Without it staff sign in with e-mail and password.',
		fallback: ''
	},
	{ name: 'HEMVY_OIDC_CLIENT_ID', description: 'What the provider calls this portal.', fallback: '' },
	{
		name: 'HEMVY_OIDC_CLIENT_SECRET',
		description: 'The secret that the provider gave for it.',
		fallback: '',
		secret: true
	},
	{
		name: 'HEMVY_OIDC_COMPANY',
		description: 'The company whose staff sign in there, by its name or id in Hemvy.',
		fallback: ''
	},
	{
		name: 'HEMVY_OIDC_SCOPES',
		description: 'What the provider is asked for, parted by spaces.',
		fallback: 'openid email'
	},
	{
		name: 'HEMVY_OIDC_ACR',
		description:
			'Values of acr, parted by spaces, that mean several factors at this provider, besides mfa in amr. The provider is asked for them; whoever comes without is asked for a code here.',
		fallback: ''
	}
] as const satisfies readonly Variable[];

/** How staff sign in by their company's provider. */
export interface ProviderConfig {
	readonly issuer: URL;
	readonly clientId: string;
	readonly clientSecret: string;
	/** Name or public id. */
	readonly company: string;
	/** Parted by spaces, openid among them. */
	readonly scopes: string;
	/** Values of acr that mean several factors. */
	readonly acr: readonly string[];
}

const orNull = z.union([z.literal('').transform(() => null), z.string()]);

function isIssuer(text: string): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, search, hash, username } = new URL(text);
	const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	return isSafe && search === '' && hash === '' && username === '';
}

/** An issuer's address: https, or http on this machine. */
export const issuerSchema = z
	.string()
	.refine(isIssuer)
	.transform((text) => new URL(text));

/** Per variable: its schema, and what to write instead of a value that it refuses. */
export const PROVIDER_RULES = {
	HEMVY_OIDC_ISSUER: {
		schema: z.union([z.literal('').transform(() => null), issuerSchema]),
		write: 'write the issuer’s address with https, such as https://login.example.se'
	},
	HEMVY_OIDC_CLIENT_ID: { schema: orNull, write: 'write the client id that the provider gave' },
	HEMVY_OIDC_CLIENT_SECRET: { schema: orNull, write: 'write the client secret that the provider gave' },
	HEMVY_OIDC_COMPANY: { schema: orNull, write: 'write the name of the company whose staff sign in there' },
	HEMVY_OIDC_SCOPES: {
		schema: z
			.string()
			.transform((text) => text.split(/\s+/).filter((word) => word !== ''))
			.pipe(z.array(z.string()).refine((words) => words.includes('openid')))
			.transform((words) => words.join(' ')),
		write: 'write scopes parted by spaces, openid among them'
	},
	HEMVY_OIDC_ACR: {
		schema: z.string().transform((text) => text.split(/\s+/).filter((word) => word !== '')),
		write: 'write values of acr parted by spaces'
	}
} as const;

interface Values {
	readonly HEMVY_OIDC_ISSUER: URL | null;
	readonly HEMVY_OIDC_CLIENT_ID: string | null;
	readonly HEMVY_OIDC_CLIENT_SECRET: string | null;
	readonly HEMVY_OIDC_COMPANY: string | null;
	readonly HEMVY_OIDC_SCOPES: string;
	readonly HEMVY_OIDC_ACR: readonly string[];
}

const TOGETHER = [
	'HEMVY_OIDC_ISSUER',
	'HEMVY_OIDC_CLIENT_ID',
	'HEMVY_OIDC_CLIENT_SECRET',
	'HEMVY_OIDC_COMPANY'
] as const;

/**
 * The provider of these values, each parsed; null when none is set.
 * @param origin the address that people use, where the provider sends them back to
 * @throws ConfigError when one is set and another is missing
 */
export function providerOf(values: Values, origin: URL | null): ProviderConfig | null {
	const set = TOGETHER.find((name) => values[name] !== null);
	if (set === undefined) return null;
	const missing = (name: keyof typeof PROVIDER_RULES) =>
		new ConfigError(name, `is not set while ${set} is: ${PROVIDER_RULES[name].write}.`);
	const { HEMVY_OIDC_ISSUER: issuer, HEMVY_OIDC_CLIENT_ID: clientId } = values;
	const { HEMVY_OIDC_CLIENT_SECRET: clientSecret, HEMVY_OIDC_COMPANY: company } = values;
	if (issuer === null) throw missing('HEMVY_OIDC_ISSUER');
	if (clientId === null) throw missing('HEMVY_OIDC_CLIENT_ID');
	if (clientSecret === null) throw missing('HEMVY_OIDC_CLIENT_SECRET');
	if (company === null) throw missing('HEMVY_OIDC_COMPANY');
	if (origin === null) {
		const write = 'write the address that the provider sends people back to, such as https://home.example.se';
		throw new ConfigError('HEMVY_ORIGIN', `is not set while ${set} is: ${write}.`);
	}
	return {
		issuer,
		clientId,
		clientSecret,
		company,
		scopes: values.HEMVY_OIDC_SCOPES,
		acr: values.HEMVY_OIDC_ACR
	};
}
