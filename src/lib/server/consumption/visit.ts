import { addMonths, civilDay, firstOfYear } from '#lib/energy/calendar.ts';
import { RESOLUTIONS, type Medium, type Resolution } from '#lib/energy/medium.ts';
import { SUBJECT_MEDIA, SUBJECTS, type Subject, type Usage } from '#lib/energy/series.ts';
import type { DaySpan } from './intervals.ts';
import { Ticket, type Basis, type OpenedResolution, type Standing } from './open-access.ts';
import { periodSpan } from './periods.ts';
import { readSeries, type SeriesAnswer, type SeriesQuestion } from './read-series.ts';
import { readUsage, type UsageAnswer, type UsageQuestion } from './read-usage.ts';
import type { Reader } from './reader.ts';

/** What a right covers as far as its holder was told; whether it does is asked of the database at every read. */
export type Scope = Readonly<Record<OpenedResolution, readonly Medium[]>>;

/** Somebody's look at another's home. */
export interface Visit {
	/** Public id of the home. */
	readonly home: string;
	readonly basis: Basis;
	readonly scope: Scope;
	/** Where its pages are: '/shared/…/usage'. */
	readonly base: string;
}

/** Years of months are opened at a time: ten, the present one among them. */
const YEARS = 10;

const rightOf = (resolution: Resolution): OpenedResolution => (resolution === 'year' ? 'month' : resolution);

/** The media of a subject that the scope holds at a resolution. */
function covered({ scope }: Visit, subject: Subject, resolution: Resolution): Medium[] {
	return SUBJECT_MEDIA[subject].filter((medium) => scope[rightOf(resolution)].includes(medium));
}

/** The right that a page of the visit depends on. */
export function standingOf(visit: Visit, subject: Subject, resolution: Resolution): Standing {
	const { home, basis } = visit;
	return { home, basis, media: covered(visit, subject, resolution), resolution: rightOf(resolution) };
}

/** What of a home is to be seen by itself: a subject at one of the resolutions that are rights. */
export interface VisitLook {
	readonly subject: Subject;
	readonly resolution: OpenedResolution;
}

/** What a visit covers, finest last. */
export const looksOf = (visit: Visit): VisitLook[] =>
	(['month', 'day', 'hour'] as const).flatMap((resolution) =>
		SUBJECTS.filter((subject) => covered(visit, subject, resolution).length > 0).map((subject) => ({
			subject,
			resolution
		}))
	);

/** What a visit begins with: days before months before hours; null when it covers nothing. */
export function firstLook(visit: Visit): VisitLook | null {
	const looks = looksOf(visit);
	const of = (wanted: OpenedResolution) => looks.find(({ resolution }) => resolution === wanted);
	return of('day') ?? of('month') ?? of('hour') ?? null;
}

/**
 * One period of another's home, as the scope has it: first the row in the home's log, then the data. A period that has
 * not begun is not opened.
 */
export async function readUsageAsVisitor(
	reader: Reader,
	visit: Visit,
	question: Omit<UsageQuestion, 'home'>
): Promise<UsageAnswer> {
	const { subject, resolution, period } = question;
	const media = covered(visit, subject, resolution);
	const asked = periodSpan(resolution, period, reader.now);
	if (media.length === 0 || asked === null) return { kind: 'no_page' };
	const span = withinYears(asked, reader.now);
	if (span === null) return { kind: 'no_page' };
	const { home, basis } = visit;
	const ticket = new Ticket({ home, basis, media, resolution: rightOf(resolution), span });
	const answer = await readUsage({ ...reader, ticket }, { ...question, home });
	return answer.kind === 'usage' ? { ...answer, usage: visited(answer.usage, visit) } : answer;
}

/** A series of one medium of another's home: first the row in the home's log, then the data. */
export async function readSeriesAsVisitor(
	reader: Reader,
	{ home, basis, scope }: Visit,
	{ media, resolution, span }: Omit<SeriesQuestion, 'home'>,
	as: 'read' | 'download' = 'read'
): Promise<SeriesAnswer> {
	const right = rightOf(resolution);
	if (!media.every((medium) => scope[right].includes(medium))) return { kind: 'no_home' };
	const ticket = new Ticket({ home, basis, media, resolution: right, span, as });
	return readSeries({ ...reader, ticket }, { home, media, resolution, span });
}

/** The asked days without years long gone and without what has not begun; null: none are left. */
function withinYears({ from, to }: DaySpan, now: number): DaySpan | null {
	const thisYear = firstOfYear(civilDay(now, 'UTC'));
	const earliest = addMonths(thisYear, -12 * (YEARS - 1));
	const latest = addMonths(thisYear, 12);
	const span = { from: from < earliest ? earliest : from, to: to > latest ? latest : to };
	return span.from < span.to ? span : null;
}

/** The page's choices are those of the visit, at its own addresses. */
function visited(usage: Usage, visit: Visit): Usage {
	const at = (subject: Subject, resolution: Resolution) => covered(visit, subject, resolution).length > 0;
	return {
		...usage,
		subjects: SUBJECTS.filter((subject) => at(subject, usage.resolution)),
		visit: {
			base: visit.base,
			resolutions: RESOLUTIONS.filter((resolution) => at(usage.subject, resolution))
		}
	};
}
