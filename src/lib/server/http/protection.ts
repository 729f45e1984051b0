const PERMISSIONS = [
	'accelerometer',
	'camera',
	'display-capture',
	'geolocation',
	'gyroscope',
	'magnetometer',
	'microphone',
	'payment',
	'usb'
];

const HEADERS: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	// Not no-referrer: a form sent from such a page has Origin: null, which is refused as another site's.
	'referrer-policy': 'same-origin',
	'permissions-policy': PERMISSIONS.map((name) => `${name}=()`).join(', '),
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	// Readings must stay in no cache, and a page that may no longer be seen must be asked for again.
	'cache-control': 'no-store'
};

/** For answers that the framework gives no policy of its own: data, redirects, the plain error page. */
const NOTHING = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Sets the headers that protect an answer. The policy for scripts and styles of pages is the build's (vite.config.ts). */
export function protect(headers: Headers): void {
	for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
	if (!headers.has('content-security-policy')) headers.set('content-security-policy', NOTHING);
}
