import { civilTime } from '#lib/i18n/formats.ts';
import type { DisplaySettings } from '#lib/home/display.ts';

/** How the page is lit: `auto` follows the browser's own light or dark, `night` is dark and dim. */
export type Look = 'auto' | 'light' | 'dark' | 'night';

type NightHours = Pick<DisplaySettings, 'nightFrom' | 'nightTo'>;

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/**
 * Whether it is night in the home, by the time that its clocks show: an hour that comes twice in October is as
 * dark both times, and a limit in March's missing hour is passed as soon as the clocks have jumped over it.
 * @param at UTC seconds
 */
export function isNight({ nightFrom, nightTo }: NightHours, at: number, zone: string): boolean {
	const { hour, minute } = civilTime(at, zone);
	const now = hour * 60 + minute;
	const from = minuteOf(nightFrom);
	const to = minuteOf(nightTo);
	if (from === to) return false;
	return from < to ? now >= from && now < to : now >= from || now < to;
}

/** The look of now. Night is dim where the household wants so, else dark unless light was chosen. */
export function lookOf(
	settings: NightHours & Pick<DisplaySettings, 'appearance' | 'nightDim'>,
	at: number,
	zone: string
): Look {
	if (!isNight(settings, at, zone)) return settings.appearance;
	if (settings.nightDim) return 'night';
	return settings.appearance === 'light' ? 'light' : 'dark';
}
