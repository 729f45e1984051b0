import { describe, expect, it } from 'vitest';
import { problem, problemOfStatus } from './problem.ts';

describe('a problem', () => {
	it('is RFC 9457 problem details with its own length', async () => {
		const response = problem('bad_parameter', 'from is "x": write a day as YYYY-MM-DD, such as 2026-11-21.');
		expect(response.status).toBe(400);
		expect(response.headers.get('content-type')).toBe('application/problem+json');
		const text = await response.text();
		expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
		expect(JSON.parse(text)).toEqual({
			type: 'about:blank',
			title: 'Bad Request',
			status: 400,
			code: 'bad_parameter',
			detail: 'from is "x": write a day as YYYY-MM-DD, such as 2026-11-21.'
		});
	});

	it('of a kind is always the same bytes', async () => {
		expect(await problem('not_found').text()).toBe(await problem('not_found').text());
		expect(await problemOfStatus(404, null).text()).toBe(await problem('not_found').text());
	});

	it('is made of whatever status the framework answers with', async () => {
		const refused = problemOfStatus(405, 'POST, DELETE');
		expect(refused.headers.get('allow')).toBe('POST, DELETE');
		expect(await refused.json()).toMatchObject({
			code: 'method_not_allowed',
			detail: 'Use one of: POST, DELETE.'
		});
		expect(problemOfStatus(502, null).status).toBe(500);
		expect(problemOfStatus(418, null).status).toBe(400);
	});
});
