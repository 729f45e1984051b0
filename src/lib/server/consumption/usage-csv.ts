import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import { qualityOf } from '#lib/energy/quality.ts';
import type { Usage } from '#lib/energy/series.ts';
import { IsoWriter } from './series-json.ts';
import { csvLine } from './take-out/csv.ts';

/** Without it spreadsheets read UTF-8 as something else, and the units come out wrong. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a usage page shows as CSV (RFC 4180): one line an interval and medium, in the meters' own units and unrounded,
 * times with offset, how each is known; what is not known is empty. The period that is laid under follows in lines of
 * its own. The mean of a temperature is its amount.
 */
export function usageCsv({ home, series, against, now }: Usage): string {
	const iso = new IsoWriter(home.timeZone);
	const lines = [...series, ...(against?.series ?? [])].flatMap(({ medium, points }) =>
		points
			.filter(({ start }) => start < now)
			.map(({ start, end, amount, low, high, flags }) =>
				csvLine([
					iso.write(start),
					iso.write(end),
					medium,
					amount,
					low,
					high,
					MEDIUM_FACTS[medium].unit,
					qualityOf(flags)
				])
			)
	);
	const head = csvLine(['start', 'end', 'medium', 'amount', 'low', 'high', 'unit', 'quality']);
	return BYTE_ORDER_MARK + head + lines.join('');
}
