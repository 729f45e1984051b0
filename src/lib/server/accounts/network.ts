import { isIPv4, isIPv6 } from 'node:net';

/**
 * The part of an address that the machines of one network share: of IPv4 the first three numbers, of IPv6 the first 56
 * bits (what a home is given, RFC 6177). '' for what is no address. It is all that is ever compared, and goes to the
 * database to be hashed there.
 */
export function networkOf(address: string): string {
	const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
	const plain = mapped ?? address.split('%')[0] ?? '';
	if (isIPv4(plain)) return plain.split('.').slice(0, 3).join('.');
	if (!isIPv6(plain)) return '';
	const [head = '', tail] = plain.split('::');
	const groups = head === '' ? [] : head.split(':');
	const last = tail === undefined || tail === '' ? [] : tail.split(':');
	const middle = tail === undefined ? 0 : 8 - groups.length - last.length;
	const all = [...groups, ...Array.from({ length: middle }, () => '0'), ...last].map((group) =>
		group.toLowerCase().padStart(4, '0')
	);
	return `${all.slice(0, 3).join(':')}:${all[3]?.slice(0, 2) ?? ''}`;
}
