import { describe, expect, it } from 'vitest';
import { FLAG } from '#lib/energy/quality.ts';
import type { Series, Usage } from '#lib/energy/series.ts';
import { usageCsv } from './usage-csv.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const hour = (iso: string, amount: number | null, flags = 0) => ({
	...{ start: at(iso), end: at(iso) + 3600, amount, flags },
	low: null,
	high: null
});
const water = (points: Series['points']): Series => ({
	...{ medium: 'cold_water', unit: 'm³', resolution: 'hour', timeZone: 'Europe/Stockholm' },
	...{ points, total: null }
});
const usage = {
	home: { timeZone: 'Europe/Stockholm' },
	now: at('2026-10-25T03:00:00Z'),
	series: [
		water([
			hour('2026-10-25T00:00:00Z', 0.012),
			hour('2026-10-25T01:00:00Z', null, FLAG.MISSING | FLAG.ABSENT),
			hour('2026-10-25T03:00:00Z', 0.5)
		])
	]
} as unknown as Usage;

describe('what a usage page shows, as CSV', () => {
	it('tells October’s two hours 02 apart, leaves what is missing empty and what is to come out', () => {
		expect(usageCsv(usage).split('\r\n')).toEqual([
			'\uFEFFstart,end,medium,amount,low,high,unit,quality',
			'2026-10-25T02:00:00+02:00,2026-10-25T02:00:00+01:00,cold_water,0.012,,,m³,measured',
			'2026-10-25T02:00:00+01:00,2026-10-25T03:00:00+01:00,cold_water,,,,m³,missing',
			''
		]);
	});

	it('holds the period that is laid under in lines of its own', () => {
		const series = [water([hour('2025-10-25T00:00:00Z', 0.004)])];
		const both = usageCsv({ ...usage, against: { kind: 'year', period: '2025-10-25', series } });
		expect(both).toContain(
			'2025-10-25T02:00:00+02:00,2025-10-25T03:00:00+02:00,cold_water,0.004,,,m³,measured'
		);
	});
});
