import type { Overview, SoFar } from '#lib/energy/overview/overview.ts';
import type { Forecast } from '#lib/energy/forecast.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { formatMonthName, formatNumber, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { mediumName } from './amounts.ts';
import { spokenAmount } from './overview.ts';

/** A row of the table of sums. */
export interface FigureRow {
	/** 'Varmt vatten, i dag'. */
	readonly name: string;
	readonly now: string;
	readonly before: string;
	readonly change: string;
	/** What the month ends at; null: not said. */
	readonly end: string | null;
	/** The first of its medium. */
	readonly isFirst: boolean;
}

const NONE = '–';

/** Day, month and year of each medium beside last year, and what the month ends at. */
export function figureRows({ media, today, isLeft }: Overview, language: Language): FigureRow[] {
	const locale = { locale: language };
	return media.flatMap((shown) => {
		const { medium, day, month, year, lastMonth, forecast } = shown;
		const monthName = (of: SoFar) => formatMonthName(of.last.slice(0, 7), language);
		const periods: (readonly [name: string, of: SoFar, end: Forecast | null, size: 'day' | 'long'])[] = [
			...(day === null ? [] : [[m.overview_today({}, locale), day, null, 'day'] as const]),
			...(isLeft ? [] : [[monthName(month), month, forecast, 'long'] as const]),
			...(lastMonth === null ? [] : [[monthName(lastMonth), lastMonth, null, 'long'] as const]),
			[m.overview_year_of({ year: today.slice(0, 4) }, locale), year, null, 'long']
		];
		return periods.map(([name, of, end, size], i) => ({
			name: `${mediumName(medium, language)}, ${name.toLocaleLowerCase()}`,
			...figures(medium, of, size, language),
			end: end === null ? null : endWords(medium, end, language),
			isFirst: i === 0
		}));
	});
}

function figures(
	medium: Medium,
	{ amount, low, high, comparison }: SoFar,
	size: 'day' | 'long',
	language: Language
): Pick<FigureRow, 'now' | 'before' | 'change'> {
	const say = (value: number) => spokenAmount(medium, value, size, language);
	const range = low === null || high === null ? '' : ` (${say(low)} – ${say(high)})`;
	const now = amount === null ? NONE : `${say(amount)}${range}`;
	if (comparison?.kind !== 'compared') {
		const words =
			medium === 'temperature' || comparison === null
				? NONE
				: m.overview_none_short({}, { locale: language });
		return { now, before: words, change: NONE };
	}
	const { change, before } = comparison;
	return { now, before: say(before), change: change === null ? NONE : changeWords(change, language) };
}

function changeWords(change: number, language: Language): string {
	const percent = formatNumber(Math.abs(change) * 100, language);
	const say = change < 0 ? m.overview_table_change_less : m.overview_table_change_more;
	return say({ percent }, { locale: language });
}

function endWords(medium: Medium, { expected, low, high }: Forecast, language: Language): string {
	const locale = { locale: language };
	const say = (value: number) => spokenAmount(medium, value, 'long', language);
	const about = m.overview_forecast_medium({ expected: say(expected) }, locale);
	return `${about} (${m.overview_forecast_between({ low: say(low), high: say(high) }, locale)})`;
}
