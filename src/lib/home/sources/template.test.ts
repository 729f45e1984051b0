import { describe, expect, it } from 'vitest';
import { render } from './template.ts';

const JSON_VALUE = { a: { 'b c': [1, 12.345] }, w: 1500, s: 'ON', n: null };
const rendered = (template: string) => render(template, ' 7.5 ', JSON_VALUE);

describe('a template', () => {
	it.each([
		['{{ value }}', '7.5'],
		['', '7.5'],
		['{{ value_json.s }}', 'ON'],
		["{{ value_json['a']['b c'][1] | float | round(1) }}", 12.345],
		['{{value_json.w|float(0)}}', 1500],
		['{{ value_json.w / 1000 }}', 1.5],
		['{{ value_json.w | multiply(0.001) | round(3) }}', 1.5],
		['{{ (value_json.w | float * 0.001) | round(2) }}', 1.5],
		['{{ value | float * 2 }}', 15],
		['{{ value_json.n }}', null],
		['{{ value_json.not.there | is_defined }}', undefined]
	])('%s is read', (template, value) => {
		expect(rendered(template)).toEqual({ value });
	});

	it.each([
		"{% if value_json.s == 'ON' %}1{% endif %}",
		"{{ 'ON' if value_json.w > 0 else 'OFF' }}",
		'{{ value_json.w + 1 }}',
		'{{ value_json.w | timestamp_local }}',
		'{{ value_json.w / 0 }}',
		'{{ states("sensor.x") }}',
		'{{ value_json.a }} {{ value_json.w }}'
	])('%s is left alone', (template) => {
		expect(rendered(template)).toBeNull();
	});
});
