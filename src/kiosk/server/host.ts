import { isIP } from 'node:net';
import { isLoopback } from '#lib/server/config/variable.ts';

/**
 * Whether a request is meant for this display. Another site's page can have its own name lead to an address in the
 * home (DNS rebinding) and would then be let in as the display's own page; its `Host` still gives it away.
 * @param host the `Host` header
 * @param known lower-case names besides addresses, localhost and *.local
 */
export function isOwnHost(host: string | null, known: readonly string[]): boolean {
	if (host === null) return false;
	const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
	if (isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0) return true;
	const plain = name.replace(/\.$/, '');
	return plain === 'localhost' || /^[a-z\d-]+(\.[a-z\d-]+)*\.local$/.test(plain) || known.includes(plain);
}

/** Whether an address at the other end of a connection is this machine's own. */
export function isThisMachine(address: string): boolean {
	return isLoopback(address.replace(/^::ffff:/i, ''));
}
