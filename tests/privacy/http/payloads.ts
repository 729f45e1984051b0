/** A word that stands in no program and no data: where it turns up, a payload has come through. */
export const CANARY = 'hv7qz';

const LONG = `${CANARY}${'a'.repeat(5000)}`;

/** What is sent where a word is expected: text, encoded as the place asks for. */
export const PAYLOADS: readonly string[] = [
	// SQL: quotes, comments, stacked statements, what another role could do
	`'${CANARY}`,
	`"${CANARY}`,
	`${CANARY}' or '1'='1`,
	`${CANARY}'; drop table housing.person; --`,
	`${CANARY}') union select email, password_hash from account.account --`,
	`${CANARY}/**/or/**/1=1#`,
	`${CANARY}'||pg_sleep(9)||'`,
	`'; select set_config('role', 'hemvy_owner', true), '${CANARY}`,
	`$1${CANARY}`,
	`$$${CANARY}$$`,
	`${CANARY}\\'; select 1; --`,
	// what a list or a pattern would be made of
	`{${CANARY},"x"}`,
	`{"${CANARY}\\"","y}`,
	`%${CANARY}%`,
	`_${CANARY}*`,
	// bytes and letters
	`${CANARY}\u0000`,
	'\u0000',
	`${CANARY}\r\nSet-Cookie: ${CANARY}=1`,
	`${CANARY}\u2028\u202e`,
	`🙂${CANARY}ａ＇`,
	`i\u0307${CANARY}\ufeff`,
	LONG,
	'',
	' ',
	// numbers and days that are none, or far away
	'-1',
	'0',
	'1e308',
	'99999999999999999999',
	'2147483648',
	'NaN',
	'Infinity',
	'0x10',
	'9999-12-31',
	'0000-00-00',
	'2026-02-30',
	'-4713-11-24',
	'infinity',
	'now()',
	'2026-13',
	'20260',
	// names that mean something to a program
	'null',
	'undefined',
	'true',
	'__proto__',
	'constructor',
	'toString',
	// ways out: of a folder, of a page
	'../../healthz',
	`//${CANARY}.example/`,
	`<script>${CANARY}</script>`,
	`"><img src=x onerror=${CANARY}>`,
	`\${${CANARY}}{{7*7}}`
];

/** What is sent in an address as it stands. */
export const RAW_PAYLOADS: readonly string[] = [
	'%00',
	'%ff',
	'%c0%a7',
	'%ed%a0%80',
	'%',
	'%zz',
	'%2527',
	'..%2f..%2fhealthz',
	'%2e%2e',
	'%0d%0aLocation:%20//x',
	'a%20b',
	'+',
	';a=b',
	'%E2%80%AE'
];

/** What is sent where JSON has a value. */
export const JSON_PAYLOADS: readonly unknown[] = [
	null,
	true,
	-1,
	1e308,
	[],
	[[CANARY]],
	{},
	{ [CANARY]: 1 },
	{ toString: CANARY },
	JSON.parse(`{"__proto__": {"${CANARY}": 1}}`)
];

/** What a browser never sends as a form: another type, half of one, nothing. */
export const BODIES: readonly (readonly [type: string, body: string])[] = [
	['application/x-www-form-urlencoded', '%'],
	['application/x-www-form-urlencoded', 'a=%ff%00'],
	['application/x-www-form-urlencoded', ''],
	['multipart/form-data', 'x'],
	['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="home"'],
	['multipart/form-data; boundary=x', '--x--\r\n'],
	['application/json', '{"home": "x"}'],
	['text/plain', 'home=x'],
	['application/x-sveltekit-formdata', '\u0001\u0002'],
	['application/octet-stream', '\u0000']
];
