const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/** What of a request decides whether another site made the browser send it. */
export interface Sender {
	readonly method: string;
	readonly headers: Headers;
}

/**
 * Whether a request that changes something was sent by a page of another site (cross-site request forgery).
 * Stricter than the framework's own check, which the build therefore switches off: every method and content type
 * counts, the address that people use may be set when the app starts, and a program without `Origin` passes
 * as long as it sends no form, which browsers send without asking.
 * Source: OWASP, Cross-Site Request Forgery Prevention, "Verifying Origin With Standard Headers".
 * @param own the address that people use; null: the host that the request names
 */
export function isForeign({ method, headers }: Sender, own: URL | null): boolean {
	if (SAFE.has(method)) return false;
	const site = headers.get('sec-fetch-site');
	if (site !== null && site !== 'same-origin' && site !== 'none') return true;
	const origin = headers.get('origin');
	if (origin === null) return site === null && FORMS.test(headers.get('content-type') ?? '');
	if (!URL.canParse(origin)) return true;
	const from = new URL(origin);
	return own === null ? from.host !== headers.get('host') : from.origin !== own.origin;
}
