import type { Answer } from './client.ts';
import { figuresIn } from './figures.ts';
import { CANARY } from './payloads.ts';

/** Words of PostgreSQL, of drivers and of programs that broke. None of our texts has them. */
const RAW =
	/PostgresError|SQLSTATE|syntax error at|invalid input syntax|malformed array|unterminated quoted|out of range for type|violates (?:check|unique|foreign|not-null)|permission denied for|relation "[^"]*" does not|invalid byte sequence|node_modules|\bat \S+ \(\S+:\d+:\d+\)|\.ts:\d+/i;

const OWN = 'http://portal.example';
const REFUSED_BY_SERVER = 431;

/** What every answer carries. */
const PROTECTING: Readonly<Record<string, RegExp>> = {
	'x-content-type-options': /^nosniff$/,
	'referrer-policy': /^same-origin$/,
	'permissions-policy': /camera=\(\)/,
	'cross-origin-opener-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'cache-control': /^no-store$/,
	'content-security-policy': /frame-ancestors 'none'/
};

/**
 * What is wrong with an answer to an attack; null: nothing.
 * @param secrets words that may stand in no answer
 */
export function faultOf({ status, headers, body }: Answer, secrets: readonly string[]): string | null {
	// Node's own parser answers what is no HTTP, before anything of ours is asked.
	if (status === REFUSED_BY_SERVER || (status === 400 && body === '')) return null;
	// The framework's own no to a name that it keeps for itself, before any hook of ours.
	if (status === 400 && body.startsWith('Cannot use reserved query parameter "x-sveltekit-')) return null;
	// And its own way from an address with a stroke at its end to the one without.
	if (status === 308 && body === '' && /^\.\.\/\w+(\?|$)/.test(headers.location ?? '')) return null;
	if (status >= 500) return `status ${status}`;
	const raw = RAW.exec(body);
	if (raw !== null) return `words of a program: ${raw[0]}`;
	const secret = secrets.find((word) => body.includes(word));
	if (secret !== undefined) return 'another’s data';
	const [figure] = figuresIn(body);
	if (figure !== undefined) return `another’s ${figure.resolution} figure`;
	const isPage = headers['content-type']?.startsWith('text/html') === true;
	const isScript = body.includes(`<script>${CANARY}`) || body.includes(`<img src=x onerror=${CANARY}`);
	if (isPage && isScript) return 'a script that was sent along';
	const { location } = headers;
	if (location !== undefined && new URL(location, OWN).origin !== OWN) return `leads to ${location}`;
	if (JSON.stringify(headers['set-cookie'] ?? '').includes(`${CANARY}=`))
		return 'a cookie that was sent along';
	return missingHeader({ headers });
}

/** The protecting header that an answer lacks; null: none. */
export function missingHeader({ headers }: Pick<Answer, 'headers'>): string | null {
	const lacking = Object.entries(PROTECTING).find(
		([name, wanted]) => !wanted.test([headers[name] ?? ''].flat().join())
	);
	return lacking === undefined
		? null
		: `no ${lacking[0]}: ${[headers[lacking[0]] ?? 'nothing'].flat().join().slice(0, 80)}`;
}
