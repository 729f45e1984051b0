import type { MonthMedium } from '#lib/home/display.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';

/** Nearer than this the month is as it usually is: what visitors see is rounded. */
const ABOUT_PERCENT = 8;

/** A medium's month beside the own normal: '12 % mindre än ni brukar'; null: nothing is known of it. */
export function monthWords({ used, usual }: MonthMedium, language: Language): string | null {
	const locale = { locale: language };
	if (used === null) return null;
	if (usual === null || usual <= 0) return m.wall_month_learning({}, locale);
	const percent = Math.round((used / usual - 1) * 100);
	if (Math.abs(percent) < ABOUT_PERCENT) return m.wall_month_same({}, locale);
	return percent < 0
		? m.wall_month_less({ percent: -percent }, locale)
		: m.wall_month_more({ percent }, locale);
}
