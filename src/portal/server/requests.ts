import { z } from 'zod';
import { MEDIA, RESOLUTIONS } from '#lib/energy/medium.ts';
import { COMPARISONS, type Comparison } from '#lib/energy/series.ts';
import { addDays } from '#lib/energy/calendar.ts';
import { PASSWORD_MOST } from '#lib/server/accounts/password.ts';

/*
 * Everything that a program may send, in one place. Messages say what to write instead; they follow the name
 * of the parameter and what was sent.
 */

const DAY_TO_WRITE = 'write a civil day as YYYY-MM-DD, such as 2026-11-21';

/** Most days of hours in one answer: a little over two years. */
export const HOUR_DAYS_MOST = 800;

/** 'YYYY-MM-DD' that the calendar has, 1970 to 2199. */
export const civilDaySchema = z
	.string(DAY_TO_WRITE)
	.refine((text) => /^(19[7-9]|2[01]\d)\d-\d\d-\d\d$/.test(text) && isDay(text), {
		message: DAY_TO_WRITE,
		abort: true
	});

function isDay(text: string): boolean {
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export const mediumSchema = z.enum(MEDIA, `write one of ${MEDIA.join(', ')}`);
export const resolutionSchema = z.enum(RESOLUTIONS, `write one of ${RESOLUTIONS.join(', ')}`);

/** The query of GET /api/v1/homes/{home}/series. */
export const seriesQuerySchema = z
	.object({ medium: mediumSchema, resolution: resolutionSchema, from: civilDaySchema, to: civilDaySchema })
	.refine(({ from, to }) => from < to, {
		path: ['to'],
		message: 'write a day after from: to is the first day that is not counted'
	})
	.refine(({ resolution, from, to }) => resolution !== 'hour' || to <= addDays(from, HOUR_DAYS_MOST), {
		path: ['to'],
		message: `write a day at most ${HOUR_DAYS_MOST} days after from, or ask for resolution=day`
	});

export type SeriesQuery = z.infer<typeof seriesQuerySchema>;

/** The body of POST /api/v1/session and the fields of the sign-in page. */
export const credentialsSchema = z.object({
	email: z.string('write an e-mail address').trim().toLowerCase().min(1, 'write an e-mail address').max(254),
	password: z.string('write a password').min(1, 'write a password').max(PASSWORD_MOST)
});

/** A new sign-in: a name, an address and a password of one's own, long enough to be no word (NIST SP 800-63B). */
export const newAccountSchema = z.object({
	name: z
		.string()
		.normalize('NFC')
		.trim()
		.regex(/^\P{C}{1,100}$/u),
	email: z
		.string()
		.trim()
		.toLowerCase()
		.max(254)
		.regex(/^[^@\s]+@[^@\s]+$/),
	password: z.string().min(12).max(PASSWORD_MOST)
});

const INSTANT_TO_WRITE =
	'write the start of an hour with its offset or Z, URL-encoded, such as 2026-11-21T06:00:00%2B01:00';

/** An instant with its offset or Z, on a whole UTC hour → UTC seconds. */
export const hourStartSchema = z
	.string(INSTANT_TO_WRITE)
	.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.0+)?)?(Z|[+-]\d\d:?\d\d)$/, INSTANT_TO_WRITE)
	.transform((text) => Date.parse(text) / 1000)
	.refine((at) => Number.isInteger(at) && at % 3600 === 0 && at >= 0 && at < 7_258_118_400, INSTANT_TO_WRITE);

/** The hour that the usage page is asked to open, UTC seconds; anything else opens nothing. */
export function openedHour(text: string | null): number | null {
	return text !== null && /^\d{1,10}$/.test(text) && Number(text) % 3600 === 0 ? Number(text) : null;
}

/** What the usage page is asked to lay its period beside; anything else is nothing. */
export function askedComparison(text: string | null): Comparison | null {
	return COMPARISONS.find((kind) => kind === text) ?? null;
}

/** The public id of a home. What is not one is answered like a home that does not exist. */
export function isHomeId(text: string): boolean {
	return /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text);
}

export type Parsed<T> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly detail: string };

/** What was sent, parsed once; or every fault in one line: name, what was sent, what to write. */
export function parse<S extends z.ZodType>(
	schema: S,
	sent: unknown,
	options: { readonly name?: string; readonly secret?: boolean } = {}
): Parsed<z.infer<S>> {
	const result = schema.safeParse(sent);
	if (result.success) return { ok: true, value: result.data };
	const faults = result.error.issues.map(({ path, message }) => {
		const name = path.length > 0 ? path.join('.') : (options.name ?? 'The body');
		const value = path.reduce<unknown>(
			(at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
			sent
		);
		return `${name}${options.secret === true ? '' : saying(value)}: ${message}`;
	});
	return { ok: false, detail: `${[...new Set(faults)].join('; ')}.` };
}

function saying(value: unknown): string {
	if (value === undefined || value === null) return ' is missing';
	return typeof value === 'string' ? ` is "${value.slice(0, 60)}"` : '';
}
