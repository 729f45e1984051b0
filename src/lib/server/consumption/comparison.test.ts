import { describe, expect, it } from 'vitest';
import { comparedPeriod, comparisonsOf } from './comparison.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2026-11-23T12:00:00Z');

describe('the period that another is laid beside', () => {
	it.each([
		['previous', 'hour', '2026-03-01', '2026-02-28'],
		['previous', 'day', '2026-01', '2025-12'],
		['previous', 'month', '2026', '2025'],
		['year', 'hour', '2026-11-21', '2025-11-21'],
		['year', 'day', '2026-11', '2025-11'],
		['year', 'month', '2026', '2025']
	] as const)('%s of %s %s is %s', (kind, resolution, period, other) => {
		expect(comparedPeriod(kind, resolution, period, NOW)).toBe(other);
	});

	it('is none for 29 February a year before, for all years, and for what is no period', () => {
		expect(comparedPeriod('year', 'hour', '2024-02-29', NOW)).toBeNull();
		expect(comparedPeriod('previous', 'year', 'all', NOW)).toBeNull();
		expect(comparedPeriod('year', 'day', '2026-13', NOW)).toBeNull();
	});

	it('is offered only where it was the home’s own time', () => {
		const home = ['Europe/Stockholm', at('2026-10-15T10:00:00Z'), null] as const;
		expect(comparisonsOf('day', '2026-11', home, NOW)).toEqual([{ kind: 'previous', period: '2026-10' }]);
		expect(comparisonsOf('day', '2026-10', home, NOW)).toEqual([]);
	});
});
