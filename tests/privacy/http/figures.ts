import type { FreshDatabase } from '../../database/fresh.ts';
import { HOUSEHOLD_MEDIA, type Household } from '../../fixtures/household.ts';
import { RESOLUTIONS, type Medium, type Resolution } from '../asking.ts';

/** What a home uses in its one interval, in the smallest unit: another figure for each medium and resolution. */
const FIGURES: Readonly<Record<Medium, Readonly<Record<Resolution, number>>>> = {
	cold_water: { hour: 41_234, day: 52_234, month: 63_234 },
	electricity: { hour: 74_234, day: 85_234, month: 96_234 },
	temperature: { hour: 3321, day: 4421, month: 5521 }
};
const TABLES = { hour: 'hour_pack', day: 'day_pack', month: 'month_pack' } as const;

/** Gives a home's packs figures by which an answer tells what it was made of. */
export async function writeFigures({ superuser: sql }: FreshDatabase, home: Household): Promise<void> {
	for (const medium of HOUSEHOLD_MEDIA) {
		for (const resolution of RESOLUTIONS) {
			const figure = FIGURES[medium][resolution];
			const [packed, ends] = medium === 'temperature' ? [[figure], [figure]] : [[0, figure], null];
			await sql`update metering.${sql(TABLES[resolution])} set packed = ${packed}, lows = ${ends}, highs = ${ends}
				where series_id = ${home.series[medium]}`;
		}
	}
}

/** The figure as it may stand in an answer: exact, as Swedish pages write it at whatever precision, or raw. */
function patternOf(medium: Medium, resolution: Resolution): RegExp {
	const figure = FIGURES[medium][resolution];
	const digits = medium === 'temperature' ? 2 : 3;
	const [whole = '', part = ''] = (figure / 10 ** digits).toFixed(digits).split('.');
	const first = part.slice(0, 1);
	return new RegExp(`(?<![\\w.-])(?:${whole}\\.${part}|${whole},${first}\\d*|${figure})(?![\\w])`);
}

const PATTERNS = HOUSEHOLD_MEDIA.flatMap((medium) =>
	RESOLUTIONS.map((resolution) => ({ medium, resolution, pattern: patternOf(medium, resolution) }))
);

/** Which figures of a home stand in an answer, of whichever home they are. */
export function figuresIn(body: string): { readonly medium: Medium; readonly resolution: Resolution }[] {
	const text = body
		// the graph's coordinates, and ids
		.replace(/ (?:d|points|style|transform|x\d?|y\d?|cx|cy|width|height|viewBox)="[^"]*"/g, '')
		.replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi, '');
	return PATTERNS.filter(({ pattern }) => pattern.test(text));
}
