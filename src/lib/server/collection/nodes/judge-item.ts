import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { hungAt } from '../meters.ts';
import type { IncomingReading } from '../store-readings.ts';
import type { Item, Refusal, RefusalReason } from './delivery.ts';
import type { HomeNode } from './node-of.ts';
import { roundedRegister } from './rounded-register.ts';

const HOUR = 3600;
/** A clock may be this much ahead of ours without being wrong. */
const CLOCK_TOLERANCE_S = 300;
/** 13 months: hours older than that are kept nowhere. */
const OLDEST_S = 400 * 24 * HOUR;

const FLAGS: Readonly<Record<Item['quality'], number>> = {
	measured: 0,
	interpolated: FLAG.INTERPOLATED,
	suspect: FLAG.SUSPECT
};

/**
 * The reading of an item, or why it is none: the meter must hang in the node's home at that hour, be of that medium
 * and unit, and the hour must have been. A counter's reading is at the hour's boundary; a gauge's mean stands in the
 * middle of its hour.
 * @param now UTC seconds
 */
export function judgeItem(item: Item, node: HomeNode, now: number): IncomingReading | Refusal {
	const refuse = (reason: RefusalReason, detail: string): Refusal => ({ id: item.id, reason, detail });
	const places = node.meters.filter(({ serial }) => serial === item.meter);
	const meter = places.find((place) => hungAt(place, item.at)) ?? places.at(-1);
	if (meter === undefined) return refuse('unknown_meter', 'The home has no meter of this serial number.');
	if (meter.medium !== item.medium) return refuse('medium_differs', `The meter is of ${meter.medium}.`);
	if (meter.unit !== item.unit) return refuse('unit_differs', `The meter counts in ${meter.unit}.`);
	const isGauge = MEDIUM_FACTS[meter.medium].kind === 'gauge';
	const known = isGauge ? item.at + HOUR : item.at;
	if (known > now + CLOCK_TOLERANCE_S) return refuse('future', 'That hour has not been yet.');
	if (item.at < now - OLDEST_S) return refuse('too_old', 'Hours are kept for 13 months.');
	if (item.at < node.homeFrom) return refuse('not_this_home', 'That was before the home was this one.');
	if (!hungAt(meter, item.at)) return refuse('not_installed_then', 'The meter did not hang there then.');
	const register = roundedRegister(item.value, meter.scale);
	if (register === null || (register < 0 && !isGauge)) {
		return refuse(
			'bad_value',
			`A ${isGauge ? '' : 'counter’s '}value is a decimal number such as "123.456".`
		);
	}
	const at = isGauge ? item.at + HOUR / 2 : item.at;
	return { meterId: meter.id, at, register, flags: FLAGS[item.quality] };
}
