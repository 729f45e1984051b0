import { civilDay } from '../calendar.ts';
import type { Home } from '../series.ts';
import { byUrgency } from './attention.ts';
import { knownOf, type Frame, type MediumParts } from './known.ts';
import { attentionOf, mediumOverview } from './medium-overview.ts';
import { monthCost, type Prices } from './month-cost.ts';
import type { Overview } from './overview.ts';

/** What the overview of a home shows, from what was read of it. */
export function overviewOf(
	home: Home,
	media: readonly MediumParts[],
	{ frame, prices }: { readonly frame: Frame; readonly prices: Prices }
): Overview {
	const known = media.map((parts) => knownOf(parts, frame));
	const overviews = known.map(mediumOverview);
	return {
		home,
		at: frame.at,
		isLeft: frame.isLeft,
		today: civilDay(frame.at, frame.zone),
		media: overviews,
		cost: monthCost(
			known.flatMap((each, i) => {
				const overview = overviews[i];
				return overview === undefined ? [] : [[each, overview] as const];
			}),
			prices
		),
		attention: byUrgency(known.flatMap(attentionOf))
	};
}
