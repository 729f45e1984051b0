import { describe, expect, it } from 'vitest';
import { deviceWords } from './device.ts';

describe('what somebody is signed in on', () => {
	it.each([
		['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox, Windows'],
		[
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
			'Microsoft Edge, Windows'
		],
		[
			'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
			'Safari, iPhone'
		],
		[
			'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
			'Chrome, Android'
		],
		[
			'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
			'Safari, macOS'
		],
		['curl/8.14.1', 'curl'],
		['python-requests/2.32.5', 'python-requests'],
		['', null],
		['<script>alert(1)</script>', null],
		[null, null]
	])('%s is %s', (userAgent, words) => {
		expect(deviceWords(userAgent)).toBe(words);
	});
});
