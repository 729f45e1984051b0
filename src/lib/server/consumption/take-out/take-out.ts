import type { Language } from '#lib/i18n/formats.ts';
import type { Reader } from '../reader.ts';
import { greenButton, hasGreenButton } from './green-button.ts';
import { knownPoints, type TakenSeries } from './known-points.ts';
import { lookedCsv, paperCsv, readAccountPapers, readHomePapers, type Papers } from './papers.ts';
import { noteTakeOut, planTakeOut, type HomePlan } from './plan.ts';
import { readMe } from './read-me.ts';
import { seriesCsv } from './series-csv.ts';
import { inParts, zipped, type ZipFile } from './zip.ts';

/**
 * Everything about whoever presents the token, as one ZIP archive, made while it is taken; null for who has and had no
 * home (delegates, staff, nobody signed in). What may be read is decided by the database, file by file; what is taken out
 * stands in the homes' logs before the first byte.
 */
export async function takeOut(
	reader: Reader,
	language: Language
): Promise<AsyncGenerator<Uint8Array, void> | null> {
	const plans = await planTakeOut(reader);
	if (plans.length === 0 || !(await noteTakeOut(reader, plans))) return null;
	return zipped(files(reader, plans, language), new Date(reader.now * 1000));
}

async function* files(
	reader: Reader,
	plans: readonly HomePlan[],
	language: Language
): AsyncGenerator<ZipFile> {
	yield { name: 'README.txt', text: inParts([readMe(plans, reader.now, language)]) };
	const account = await readAccountPapers(reader);
	yield* paperFiles('account', account);
	const homes: { folder: string; home: HomePlan['home']; papers: Papers }[] = [];
	for (const plan of plans) {
		const papers = await readHomePapers(reader, plan.home.id);
		homes.push({ folder: plan.folder, home: plan.home, papers });
		yield* paperFiles(plan.folder, papers);
		yield* unlessEmpty(`${plan.folder}/who-has-looked.csv`, lookedCsv(reader, plan.home.id));
		for (const { medium, resolution } of plan.open) {
			yield* seriesFiles(reader, plan.folder, { home: plan.home, medium, resolution });
		}
	}
	const everything = {
		made: new Date(reader.now * 1000).toISOString(),
		account,
		homes: homes.map(({ folder, home, papers }) => ({ folder, ...homeJson(home), ...papers }))
	};
	yield { name: 'everything-but-readings.json', text: inParts([JSON.stringify(everything, null, '\t')]) };
}

function homeJson({ id, address, apartment, company, timeZone, from, to, media }: HomePlan['home']) {
	const instant = (at: number | null) => (at === null ? null : new Date(at * 1000).toISOString());
	return { id, address, apartment, company, timeZone, from: instant(from), to: instant(to), media };
}

function* paperFiles(folder: string, papers: Papers): Generator<ZipFile> {
	for (const [name, rows] of Object.entries(papers)) {
		if (rows.length > 0) yield { name: `${folder}/${name}.csv`, text: inParts(paperCsv(rows)) };
	}
}

const FOLDERS = { month: 'months', day: 'days', hour: 'hours' } as const;

async function* seriesFiles(reader: Reader, folder: string, series: TakenSeries): AsyncGenerator<ZipFile> {
	const { medium } = series;
	const where = FOLDERS[series.resolution];
	const windows = await begun(knownPoints(reader, series));
	if (windows === null) return;
	yield { name: `${folder}/${where}/${medium}.csv`, text: inParts(seriesCsv(series, windows)) };
	if (!hasGreenButton(medium)) return;
	const again = await begun(knownPoints(reader, series));
	if (again === null) return;
	const text = greenButton({ ...series, medium }, again, reader.now);
	yield { name: `${folder}/green-button/${medium}-${where}.xml`, text: inParts(text) };
}

async function* unlessEmpty(name: string, lines: AsyncGenerator<string>): AsyncGenerator<ZipFile> {
	const text = await begun(lines);
	if (text !== null) yield { name, text: inParts(text) };
}

/** The same, begun; null when there is nothing: then it needs no file. */
async function begun<T>(items: AsyncGenerator<T>): Promise<AsyncGenerator<T> | null> {
	const first = await items.next();
	if (first.done) return null;
	return (async function* () {
		yield first.value;
		yield* items;
	})();
}
