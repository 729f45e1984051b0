import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import { qualityOf } from '#lib/energy/quality.ts';
import { IsoWriter } from '../series-json.ts';
import { csvLine } from './csv.ts';
import type { KnownPoints, TakenSeries } from './known-points.ts';

/** A series as CSV, one line an interval; an amount that is not known is empty. Of temperature mean, lowest and highest. */
export async function* seriesCsv(
	{ home, medium }: Pick<TakenSeries, 'home' | 'medium'>,
	windows: AsyncIterable<KnownPoints>
): AsyncGenerator<string> {
	const { kind, unit } = MEDIUM_FACTS[medium];
	const iso = new IsoWriter(home.timeZone);
	const gauge = kind === 'gauge';
	yield csvLine(
		gauge
			? ['start', 'end', 'mean', 'low', 'high', 'unit', 'quality']
			: ['start', 'end', 'amount', 'unit', 'quality']
	);
	for await (const { points } of windows) {
		for (const { start, end, amount, low, high, flags } of points) {
			const values = gauge ? [amount, low, high] : [amount];
			yield csvLine([iso.write(start), iso.write(end), ...values, unit, qualityOf(flags)]);
		}
	}
}
