import { civilDay } from '#lib/energy/calendar.ts';
import { MEDIA, type Medium } from '#lib/energy/medium.ts';
import { formatDayAndMonth, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { TAKEN_RESOLUTIONS } from './known-points.ts';
import type { HomePlan } from './plan.ts';

const MEDIUM_NAMES = {
	cold_water: m.medium_cold_water,
	hot_water: m.medium_hot_water,
	electricity: m.medium_electricity,
	electricity_export: m.medium_electricity_export,
	temperature: m.medium_temperature
};

function mediaNames(media: readonly Medium[], language: Language): string {
	return MEDIA.filter((medium) => media.includes(medium))
		.map((medium) => MEDIUM_NAMES[medium]({}, { locale: language }).toLocaleLowerCase(language))
		.join(', ');
}

function dayOf(at: number, timeZone: string, language: Language): string {
	const day = civilDay(at, timeZone);
	return `${formatDayAndMonth(day, language)} ${day.slice(0, 4)}`;
}

/** What each file is, in plain words; lines end as Windows' own editor wants them too. @param now UTC seconds */
export function readMe(plans: readonly HomePlan[], now: number, language: Language): string {
	const locale = { locale: language };
	const zone = plans[0]?.home.timeZone ?? 'UTC';
	const homes = plans.map(({ folder, home }) =>
		m.takeout_readme_home(
			{
				folder,
				home: m.home_address({ address: home.address, apartment: home.apartment }, locale),
				from: dayOf(home.from, home.timeZone, language),
				to:
					home.to === null || home.to > now
						? m.takeout_readme_going_on({}, locale)
						: dayOf(home.to, home.timeZone, language)
			},
			locale
		)
	);
	const closed = plans.flatMap(({ folder, closed: all }) => {
		const of = { month: m.takeout_open_month, day: m.takeout_open_day, hour: m.takeout_open_hour };
		return TAKEN_RESOLUTIONS.flatMap((resolution) => {
			const media = all.filter((each) => each.resolution === resolution).map(({ medium }) => medium);
			if (media.length === 0) return [];
			const what = of[resolution]({ media: mediaNames(media, language) }, locale);
			return [m.takeout_readme_closed_line({ folder, what }, locale)];
		});
	});
	const parts = [
		m.takeout_readme_title({}, locale),
		m.takeout_readme_made({ day: dayOf(now, zone, language) }, locale),
		[m.takeout_readme_homes({}, locale), ...homes].join('\n'),
		[m.takeout_readme_files({}, locale), m.takeout_readme_list({}, locale)].join('\n'),
		[m.takeout_readme_reading({}, locale), m.takeout_readme_columns({}, locale)].join('\n'),
		...(closed.length > 0 ? [[m.takeout_readme_closed({}, locale), ...closed].join('\n')] : [])
	];
	return `${parts.join('\n\n')}\n`.replaceAll('\n', '\r\n');
}
