import { describe, expect, it } from 'vitest';
import { credentialsSchema, hourStartSchema, isHomeId, parse, seriesQuerySchema } from './requests.ts';

const good = { medium: 'cold_water', resolution: 'day', from: '2016-07-25', to: '2016-09-01' };

describe('a question for a series', () => {
	it('is a medium, a resolution and two days', () => {
		expect(parse(seriesQuerySchema, good)).toEqual({ ok: true, value: good });
	});

	it.each([
		[
			{ ...good, medium: 'gas' },
			'medium is "gas": write one of cold_water, hot_water, electricity, electricity_export, temperature.'
		],
		[{ ...good, resolution: undefined }, 'resolution is missing: write one of hour, day, month, year.'],
		[
			{ ...good, from: '25/7 2016' },
			'from is "25/7 2016": write a civil day as YYYY-MM-DD, such as 2026-11-21.'
		],
		[
			{ ...good, from: '2016-02-30' },
			'from is "2016-02-30": write a civil day as YYYY-MM-DD, such as 2026-11-21.'
		],
		[
			{ ...good, to: '2016-07-25' },
			'to is "2016-07-25": write a day after from: to is the first day that is not counted.'
		],
		[
			{ ...good, resolution: 'hour', to: '2018-10-04' },
			'to is "2018-10-04": write a day at most 800 days after from, or ask for resolution=day.'
		]
	])('is refused as %j with what to write instead', (sent, detail) => {
		expect(parse(seriesQuerySchema, sent)).toEqual({ ok: false, detail });
	});

	it('names every fault at once', () => {
		const result = parse(seriesQuerySchema, {});
		expect(result.ok ? '' : result.detail.split('; ')).toHaveLength(4);
	});
});

describe('the start of an hour', () => {
	it('is an instant with an offset or Z', () => {
		for (const text of [
			'2016-10-30T02:00:00+01:00',
			'2016-10-30T01:00:00Z',
			'2016-10-30T01:00Z',
			'2016-10-30T02:00:00+0100'
		]) {
			expect(parse(hourStartSchema, text)).toEqual({ ok: true, value: 1477789200 });
		}
	});

	it.each([
		'2016-10-30T02:00:00',
		'2016-10-30',
		'2016-10-30T02:30:00Z',
		'1477789200',
		'2016-13-30T02:00:00Z'
	])('is not %s', (text) => {
		const result = parse(hourStartSchema, text, { name: 'start' });
		expect(result.ok ? '' : result.detail).toContain('write the start of an hour with its offset or Z');
	});
});

describe('credentials', () => {
	it('find an account however its address is written', () => {
		expect(parse(credentialsSchema, { email: ' Anna@Example.SE ', password: ' p ' })).toEqual({
			ok: true,
			value: { email: 'anna@example.se', password: ' p ' }
		});
	});

	it('are never repeated in an answer', () => {
		const result = parse(
			credentialsSchema,
			{ email: 'anna@example.se', password: 'x'.repeat(300) },
			{ secret: true }
		);
		expect(JSON.stringify(result)).not.toMatch(/anna|xxx/);
	});
});

it('only a UUID can be a home', () => {
	expect(isHomeId('0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e')).toBe(true);
	expect(isHomeId("1' or 1=1")).toBe(false);
});
