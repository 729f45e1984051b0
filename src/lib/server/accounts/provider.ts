import * as oidc from 'openid-client';
import type { ProviderConfig } from '#lib/server/config/provider.ts';
import type { LoginState } from './login-state.ts';

/** Who the provider says is there: from an ID token that it signed for this very sign-in. */
export interface ProvenIdentity {
	/** As URL.href writes it. */
	readonly issuer: string;
	readonly subject: string;
	readonly email: string | null;
	/** Whether the provider has verified that the address is theirs. */
	readonly isVerified: boolean;
	/** Whether the provider asked for several factors within the last twelve hours. */
	readonly hasFactors: boolean;
}

/** Why the provider's answer signs nobody in: `used`: of no sign-in that is under way. */
export type ProviderProblem = 'cancelled' | 'used' | 'down';

/** How long what the provider says of itself is believed, seconds. */
const KNOWN_S = 3600;
/** How old a sign-in at the provider may be, seconds. */
const AUTHENTICATION_S = 12 * 3600;
const PATIENCE_S = 8;

const known = new Map<string, { readonly until: number; readonly found: Promise<oidc.Configuration> }>();

/** What the provider says of itself (OpenID Connect Discovery 1.0). @throws when it does not answer, or is another */
function discovered(provider: ProviderConfig, now: number): Promise<oidc.Configuration> {
	const key = `${provider.issuer.href} ${provider.clientId}`;
	const before = known.get(key);
	if (before !== undefined && before.until > now) return before.found;
	const found = discover(provider);
	known.set(key, { until: now + KNOWN_S, found });
	found.catch(() => known.delete(key));
	return found;
}

async function discover({ issuer, clientId, clientSecret }: ProviderConfig): Promise<oidc.Configuration> {
	const auth: oidc.ClientAuth = (server, client, body, headers) => {
		// RFC 6749 §2.3.1: every provider has Basic; some let a client use the other way alone, and then say so.
		const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
		const chosen = ways.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost;
		chosen(clientSecret)(server, client, body, headers);
	};
	const found = await oidc.discovery(issuer, clientId, undefined, auth, {
		timeout: PATIENCE_S,
		// The ID token's signature is checked too, although it comes over a connection to the provider itself.
		execute: [
			oidc.enableNonRepudiationChecks,
			// eslint-disable-next-line @typescript-eslint/no-deprecated -- for a provider on this machine (config/provider.ts)
			...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [])
		]
	});
	// An issuer that stands for many (login.microsoftonline.com/common) would let everybody's people in.
	if (new URL(found.serverMetadata().issuer).href !== issuer.href) throw new Error('another issuer answers');
	return found;
}

/** A sign-in that begins now: what the browser is to bring back, and where to send it. */
export async function beginLogin(
	provider: ProviderConfig,
	{ callback, next, language, now }: { callback: URL; next: string; language: string; now: number }
): Promise<{ login: LoginState; address: URL }> {
	const configuration = await discovered(provider, now);
	const login = {
		state: oidc.randomState(),
		nonce: oidc.randomNonce(),
		verifier: oidc.randomPKCECodeVerifier(),
		next,
		begun: now
	};
	const address = oidc.buildAuthorizationUrl(configuration, {
		redirect_uri: callback.href,
		scope: provider.scopes,
		state: login.state,
		nonce: login.nonce,
		code_challenge: await oidc.calculatePKCECodeChallenge(login.verifier),
		code_challenge_method: 'S256',
		max_age: String(AUTHENTICATION_S),
		ui_locales: language,
		...(provider.acr.length > 0 ? { acr_values: provider.acr.join(' ') } : {})
	});
	return { login, address };
}

/**
 * Who has come back with the provider's answer to a sign-in that was begun here.
 * @param answer the address that the browser came to
 * @throws what the provider or the way to it did wrong: see problemOf
 */
export async function finishLogin(
	provider: ProviderConfig,
	login: LoginState,
	answer: URL,
	now: number
): Promise<ProvenIdentity> {
	const configuration = await discovered(provider, now);
	const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
		expectedState: login.state,
		expectedNonce: login.nonce,
		pkceCodeVerifier: login.verifier,
		idTokenExpected: true
	});
	const claims = tokens.claims();
	if (claims === undefined) throw new Error('no ID token');
	// Strict providers tell the address only when asked for it with the access token.
	const about =
		claims['email'] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
			? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
			: claims;
	return {
		issuer: provider.issuer.href,
		subject: claims.sub,
		email: typeof about['email'] === 'string' ? about['email'] : null,
		isVerified: about['email_verified'] === true,
		hasFactors: hasFactors(claims, provider.acr, now)
	};
}

/**
 * Whether an ID token says that somebody was asked for several factors, and lately: `mfa` in amr (RFC 8176), or one of
 * `acr`; and auth_time within twelve hours. What says no time says nothing.
 */
export function hasFactors(
	claims: { readonly amr?: unknown; readonly acr?: unknown; readonly auth_time?: unknown },
	acr: readonly string[],
	now: number
): boolean {
	const { amr, acr: level, auth_time: at } = claims;
	if (typeof at !== 'number' || at < now - AUTHENTICATION_S) return false;
	return (Array.isArray(amr) && amr.includes('mfa')) || (typeof level === 'string' && acr.includes(level));
}

/** Where the provider ends its own session and sends people back from; null: it has no such place, or is not there. */
export async function endSessionAddress(
	provider: ProviderConfig,
	back: URL,
	now: number
): Promise<URL | null> {
	const configuration = await discovered(provider, now).catch(() => null);
	if (configuration?.serverMetadata().end_session_endpoint === undefined) return null;
	return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: back.href });
}

/** What is to be said of what finishLogin or beginLogin threw, and the provider's own word for the log. */
export function problemOf(thrown: unknown): { readonly problem: ProviderProblem; readonly said?: string } {
	if (thrown instanceof oidc.AuthorizationResponseError || thrown instanceof oidc.ResponseBodyError) {
		const said = /^[a-z_]{1,60}$/.test(thrown.error) ? thrown.error : 'another error';
		if (/^(access_denied|(login|interaction|consent|account_selection)_required)$/.test(said))
			return { problem: 'cancelled', said };
		return { problem: said === 'invalid_grant' ? 'used' : 'down', said };
	}
	const code = thrown instanceof oidc.ClientError ? thrown.code : undefined;
	return { problem: code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' ? 'used' : 'down' };
}
