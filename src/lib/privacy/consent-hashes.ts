import type { ConsentLanguage, ConsentTextKey } from './consent-texts.ts';

/** The SHA-256 (hex, of UTF-8) of a version of a consent text in each language. */
interface Hashed extends Readonly<Record<ConsentLanguage, string>> {
	readonly key: ConsentTextKey;
	readonly version: number;
}

/** Every version that has ever been shown. Lines are only added: a record of consent points at them. */
export const CONSENT_HASHES: readonly Hashed[] = [
	{
		key: 'own_view_day',
		version: 1,
		sv: 'f6a2fdc6a53ea6eb253426dd4ff52bf140fe849fb95ccd389bc4383ff64c5f37',
		en: '7ff17dad4fc494dd92a73592a8d349836ca6ff92a58716041884e79dfb141ba3',
		nb: '2b2f5ae8d47df10b5e770a5b0989ee9e40642cb73204f373d638ce297a1cd24f'
	},
	{
		key: 'own_view_hour',
		version: 1,
		sv: '9dcc3b05f64fe711a02cf69cd335b81dfe8c0334692b6834d6550baa5918a6ac',
		en: '05135f37a26e726d006faf2b7f4b5e70654ac1f425a909055f44f4dc3eec8f31',
		nb: '6d345c2ae360be1c6b786ff4360c7825447ba226273775e077dfbe44aa85d99b'
	},
	{
		key: 'display_day',
		version: 1,
		sv: '4e14c272991aa123a620b98e01b62b649c0981a83466b8344f97155b89376f6e',
		en: '54cdf6c69076ab3e3f81b8db110974ba76fb78c39cbb39304efa9f26c10dc33f',
		nb: 'd8419aec19baca4d0486510d6b313e6da12625928f1d9e3495c591cfb2a4aece'
	},
	{
		key: 'display_hour',
		version: 1,
		sv: '20cf4a285cf7ed18cce88ee0cf6384b951c4cff3d6acafc318ad34bd0afa1d49',
		en: 'eacf4b67dbf75f3682857367858ed1c93dda569473e3c1a1d24ee760a4778ac9',
		nb: '52c2f5e3efd3ff3b403e3fb13e834ebdf439922f3cb11306bdf2bd98e972302c'
	},
	{
		key: 'display_day',
		version: 2,
		sv: 'ca9dca1cd733a4b6bf8da6489e9fa748b3024fe6e08271c41de6bc46ffd786b2',
		en: '078a8255a92e150a35796900f71d95a323a70025074f000086c628dc5027d2d0',
		nb: 'c56f179dfe07a3c732c24fe539afef8f7f5c6dc2266c358eaba376277362cb1c'
	},
	{
		key: 'display_hour',
		version: 2,
		sv: '7c3179a03ceabb33a2e4321ad75f1c66e65a0bd41f3ff1931ea7936e0b14193a',
		en: '49269f3a20e703665102c098357c4d818ced057e30808d3eabb3d179a8b44275',
		nb: 'fb70a28cf6b29adfce64a85cc666a453b20292ef628e5691addb107f38173c97'
	},
	{
		key: 'tv_day',
		version: 1,
		sv: '6c53be6551011bdf9207f0af26a7fd13eb11b074af04219b4a157dbf64e65c81',
		en: '320d9b366daf88c709c95e91e200dc958e068b179bffc9ea77788a429d9d4354',
		nb: '58beede85f95e8cba6b15dc4cf1f98057bd74988fda116313283ff4054e80625'
	},
	{
		key: 'case',
		version: 1,
		sv: '8cb423545fef5ad5696ec354d3f24a5e60e8f0b2f965b472d8d63f614f9979ec',
		en: 'a54adb10f7a5c4bb7a17789fefe6891e673ad013ffe56fa3e89b4af8dde2445e',
		nb: '8915053660a70534294d0e7847b73994197fac56746f3661e330ce0762e06ed0'
	},
	{
		key: 'hide_hours',
		version: 1,
		sv: '35a60dcfcb263769d6443e7deff41f4a719c586a81f17172baa4555716e8fa54',
		en: '999810945b0ab23e596d5ff66d61bdcbe45b120fa09f7c49ac08cf85c1bc840f',
		nb: 'f1e8fdd13010c9de74a66e1d184ce79fa32af374f7808ef5bf0d3743bcc9145b'
	},
	{
		key: 'keep_hours',
		version: 1,
		sv: '377c220e05e85bab9f603d28e2650f1b07050bc2f45279c2144470c72658a3cb',
		en: 'b7e03768749cd261bb653828ae96d219d8129599ec267766850146cad9f03b91',
		nb: '5ca4dde451aef85a7572a1b59d2575424f49a024e3ec84e0caff720320a0d541'
	}
];
