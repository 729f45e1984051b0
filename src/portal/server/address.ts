/**
 * Where a request comes from, for counting attempts. X-Forwarded-For is written by whoever likes to, so it is
 * believed only as far as proxies of ours added to it: each adds one address at the end.
 * @param trustedProxies how many proxies of ours stand in front
 * @param own the address at the other end of the connection
 */
export function clientAddress(headers: Headers, trustedProxies: number, own: string): string {
	if (trustedProxies === 0) return own;
	const addresses = (headers.get('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
	return addresses.at(-trustedProxies) || own;
}
