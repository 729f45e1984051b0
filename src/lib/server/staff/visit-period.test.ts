import { describe, expect, it } from 'vitest';
import { spanOfPeriod } from './visit-period.ts';

describe('a period of another’s home', () => {
	it('is a year by months, a month by days, a day by hours', () => {
		expect(spanOfPeriod('2026')).toEqual({
			...{ resolution: 'month', from: '2026-01-01', to: '2027-01-01', before: '2025', after: '2027' }
		});
		expect(spanOfPeriod('2026-12')).toEqual({
			...{ resolution: 'day', from: '2026-12-01', to: '2027-01-01', before: '2026-11', after: '2027-01' }
		});
		expect(spanOfPeriod('2026-10-25')).toEqual({
			...{
				resolution: 'hour',
				from: '2026-10-25',
				to: '2026-10-26',
				before: '2026-10-24',
				after: '2026-10-26'
			}
		});
	});

	it.each(['', '26', '2026-13', '2026-02-30', '2026-1-1', '1999', "2026' or 1=1", '2026-10-25T00'])(
		'is not %j',
		(period) => {
			expect(spanOfPeriod(period)).toBeNull();
		}
	);
});
