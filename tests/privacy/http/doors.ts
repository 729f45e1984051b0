import type { Basis, Medium, Resolution } from '../asking.ts';
import type { Answer, Client } from './client.ts';
import { figuresIn } from './figures.ts';

/** What is asked at a door: whose home, by what right, what of it. */
export interface Question {
	readonly token: string;
	readonly home: string;
	/** null: as one's own. */
	readonly basis: Basis | null;
	readonly resolution: Resolution;
	readonly medium: Medium;
}

/** A way by which the portal gives readings away. */
export interface Door {
	readonly name: string;
	/** By which rights it opens: 'own' or a basis. For everybody else it is asked too, and stays closed. */
	readonly rights: readonly string[];
	/**
	 * Whether it opens to everybody who has the right. The others show a resolution beside another one, and may leave it out;
	 * they are asked for what they must not show.
	 */
	readonly isSure: boolean;
	/** null: there is no such question here. */
	readonly path: (question: Question) => string | null;
	/** Whether the answer tells what was asked for. */
	readonly tells: (answer: Answer, question: Question) => boolean;
	readonly until?: RegExp;
	/** What of an answer is about the home, where one answer is about all homes of whoever asks. */
	readonly part?: (answer: Answer, question: Question) => string;
}

const SUBJECTS: Readonly<Record<Medium, string>> = {
	cold_water: 'water',
	electricity: 'electricity',
	temperature: 'temperature'
};
const PERIODS: Readonly<Record<Resolution, string>> = { month: '2026', day: '2026-03', hour: '2026-03-02' };
/** The periods after, which have no figures of their own. */
const LATER: Readonly<Record<Resolution, string | null>> = {
	month: null,
	day: '2026-04',
	hour: '2026-03-03'
};
const SPANS: Readonly<Record<Resolution, string>> = {
	month: 'from=2026-01-01&to=2027-01-01',
	day: 'from=2026-03-01&to=2026-04-01',
	hour: 'from=2026-03-02&to=2026-03-03'
};
/** The hour that the fixture's homes have a figure for. */
const HOUR = '2026-03-02T00:00:00Z';
const OPEN = `?open=${Date.parse(HOUR) / 1000}`;

const showsFigure = ({ body }: Answer, { medium, resolution }: Question): boolean =>
	figuresIn(body).some((each) => each.medium === medium && each.resolution === resolution);

const view = ({ medium, resolution }: Question, of = resolution) =>
	`${SUBJECTS[medium]}/${of}/${PERIODS[of]}`;

/** The pages of a home under an address; the same ones for the own home and for another's. */
function pages(rights: readonly string[], name: string, base: (question: Question) => string): Door[] {
	const door = (more: Pick<Door, 'name' | 'path'> & Partial<Door>): Door => ({
		rights,
		isSure: true,
		tells: showsFigure,
		...more
	});
	const onHour = (question: Question, path: string) => (question.resolution === 'hour' ? path : null);
	return [
		door({ name: `${name} page`, path: (q) => `${base(q)}/usage/${view(q)}` }),
		door({ name: `${name} page’s data`, path: (q) => `${base(q)}/usage/${view(q)}/__data.json` }),
		door({
			name: `${name} page, hour opened`,
			path: (q) => onHour(q, `${base(q)}/usage/${view(q)}${OPEN}`)
		}),
		door({
			name: `${name} page of days, hour opened`,
			isSure: false,
			path: (q) => onHour(q, `${base(q)}/usage/${view(q, 'day')}${OPEN}`)
		}),
		door({
			name: `${name} page of months, hour opened`,
			isSure: false,
			path: (q) => onHour(q, `${base(q)}/usage/${view(q, 'month')}/__data.json${OPEN}`)
		}),
		door({
			name: `${name} page of years`,
			isSure: false,
			path: (q) => (q.resolution === 'month' ? `${base(q)}/usage/${SUBJECTS[q.medium]}/year/all` : null)
		})
	];
}

/** Without a right of one's own: an id of another kind. */
const idOf = ({ basis, home }: Question): string => basis?.id ?? home;

/**
 * Every way by which readings leave the portal. Something new that shows readings (another file, a feed) is added
 * here with how it is asked; tests/privacy/http/walk.test.ts fails for a route that is in no list.
 */
export const DOORS: readonly Door[] = [
	...pages(['own'], 'own', ({ home }) => `/homes/${home}`),
	// The year so far holds the fixture's month for whoever may read months; its days and hours are long past.
	...['', '/__data.json'].map((tail): Door => ({
		...{ name: `overview${tail}`, rights: ['own'], isSure: false, tells: showsFigure },
		path: ({ home }) => `/homes/${home}${tail}`
	})),
	{
		...{ name: 'own page’s file', rights: ['own'], isSure: true, tells: showsFigure },
		path: (q) => `/homes/${q.home}/usage/${view(q)}/csv`
	},
	{
		// the figures are those of the period that is laid under
		...{
			name: 'own page’s file, the period before laid under',
			rights: ['own'],
			isSure: true,
			tells: showsFigure
		},
		path: ({ home, medium, resolution }) => {
			const period = LATER[resolution];
			const page = `/homes/${home}/usage/${SUBJECTS[medium]}/${resolution}/${period ?? ''}`;
			return period === null ? null : `${page}/csv?compare=previous`;
		}
	},
	{
		...{ name: 'series of the interface', rights: ['own', 'token'], isSure: true, tells: showsFigure },
		path: ({ home, medium, resolution }) =>
			`/api/v1/homes/${home}/series?medium=${medium}&resolution=${resolution}&${SPANS[resolution]}`
	},
	{
		...{ name: 'trace of the interface', rights: ['own', 'token'], isSure: true, tells: showsFigure },
		path: ({ home, medium, resolution }) =>
			resolution === 'hour'
				? `/api/v1/homes/${home}/intervals/${medium}/${encodeURIComponent(HOUR)}/trace`
				: null
	},
	{
		...{ name: 'take-out', rights: ['own'], isSure: true },
		path: () => '/api/v1/take-out',
		part: filesOfHome,
		tells: (answer, question) => showsFigure({ ...answer, body: filesOfHome(answer, question) }, question)
	},
	...pages(['mandate', 'estate'], 'visitor’s', (q) => `/shared/${idOf(q)}`),
	{
		...{
			name: 'visitor’s stream',
			rights: ['mandate', 'estate'],
			isSure: true,
			until: /event: (held|ended)/
		},
		path: (q) => `/shared/${idOf(q)}/live/${SUBJECTS[q.medium]}/${q.resolution}`,
		tells: ({ body }) => body.includes('event: held')
	},
	...pages(['case'], 'case’s', (q) => `/staff/cases/${idOf(q)}`),
	{
		...{ name: 'case’s stream', rights: ['case'], isSure: true, until: /event: (held|ended)/ },
		path: (q) => `/staff/cases/${idOf(q)}/live/${SUBJECTS[q.medium]}/${q.resolution}`,
		tells: ({ body }) => body.includes('event: held')
	},
	{
		...{ name: 'bill’s page', rights: ['invoice'], isSure: true, tells: showsFigure },
		path: (q) => (q.resolution === 'month' ? `/staff/billing/${idOf(q)}` : null)
	},
	{
		...{ name: 'bill’s page’s data', rights: ['invoice'], isSure: true, tells: showsFigure },
		path: (q) => (q.resolution === 'month' ? `/staff/billing/${idOf(q)}/__data.json` : null)
	},
	...(['', '/__data.json'] as const).map((tail): Door => ({
		...{ name: `billing case’s page${tail}`, rights: ['case_billing'], isSure: true, tells: showsFigure },
		path: (q) => (q.resolution === 'month' ? `/staff/billing/cases/${idOf(q)}${tail}` : null)
	})),
	{
		...{
			name: 'billing case’s stream',
			rights: ['case_billing'],
			isSure: false,
			until: /event: (held|ended)/
		},
		path: (q) => `/staff/billing/cases/${idOf(q)}/live`,
		tells: ({ body }) => body.includes('event: held')
	},
	{
		...{ name: 'bill’s stream', rights: ['invoice'], isSure: false, until: /event: (held|ended)/ },
		path: (q) => `/staff/billing/${idOf(q)}/live`,
		tells: ({ body }) => body.includes('event: held')
	}
];

/** The files of an archive that are in the folder of this home: the one in which its id stands. */
function filesOfHome({ body }: Answer, { home }: Question): string {
	const files = [...body.matchAll(/\0([^\0]*)\0([^\0]*)/g)].map(([, name = '', text = '']) => ({
		name,
		text
	}));
	const folderOf = (name: string) => name.split('/')[0];
	const own = files
		.filter(({ name, text }) => name.includes('/') && text.includes(home))
		.map(({ name }) => folderOf(name));
	return files
		.filter(({ name }) => own.includes(folderOf(name)))
		.map(({ text }) => text)
		.join('\n');
}

/** The same question about what is not there. */
export function aboutNothing(question: Question, nothing: string): Question {
	const { basis } = question;
	return { ...question, home: nothing, basis: basis === null ? null : { ...basis, id: nothing } };
}

/** Asks at a door. @returns null: there is no such question here */
export async function askAt(client: Client, door: Door, question: Question): Promise<Answer | null> {
	const path = door.path(question);
	if (path === null) return null;
	return client.get(
		question.token === '' ? null : question.token,
		path,
		door.until ? { until: door.until } : {}
	);
}
