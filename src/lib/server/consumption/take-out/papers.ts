import { readAsSession, readManyAsSession, type Statement } from '#lib/server/db/session.ts';
import type { Reader } from '../reader.ts';
import { csvLine, type CsvValue } from './csv.ts';

/** A row as the database words it: texts, numbers, lists; times in ISO, UTC. */
export type PaperRow = Readonly<Record<string, CsvValue>>;

/** What is written of a home beside its readings, by the file's name. All of it is what whoever asks may read. */
const HOME_PAPERS = {
	meters: `select m.medium, m.serial, m.unit, m.position, m.installed, m.removed, m.next_calibration
		from portal.meters m where m.home_id = $1::uuid order by m.medium, m.installed`,
	prices: `select p.medium, p.price_per_unit, p.vat, p.fixed_fee_per_day, p.valid_from, p.valid_to
		from portal.prices p where p.home_id = $1::uuid order by p.medium, p.valid_from`,
	consents: `select c.at, c.act, c.purpose, c.medium, c.resolution, c.expires, c.channel, c.language, c.text_version
		from portal.consents c where c.home_id = $1::uuid order by c.at, c.purpose, c.medium, c.resolution`,
	'who-may-look': `select m.kind, m.called, m.media, m.resolutions, m.begins, m.ends, m.accepted, m.ended, m.is_live
		from portal.mandates m where m.home_id = $1::uuid order by m.begins`,
	requests: `select r.asked, r.reference, r.reason, r.media, r.resolutions, r.closes, r.answer
		from consent.requests($1::uuid) r order by r.asked`,
	displays: `select n.name, n.paired, n.last_seen, n.revoked
		from portal.home_nodes n where n.home_id = $1::uuid order by n.paired`,
	erasure: `select e.is_asked, e.due, e.carried_out from consent.erasure_state($1::uuid) e
		where e.is_asked or e.carried_out is not null`
} as const;

/** What is written of the sign-in itself. Of others on the same contract it knows nothing. */
const ACCOUNT_PAPERS = {
	account: 'select a.email, a.person_name as name, a.created from account.own_account() a',
	'sign-ins': 'select s.signed_in, s.last_used, s.expires, s.device from account.own_sign_ins() s',
	'where-i-may-look': `select m.kind, m.address, m.apartment, m.media, m.resolutions, m.ends, m.is_live
		from consent.mandates_given() m order by m.ends`
} as const;

export const HOME_PAPER_NAMES = Object.keys(HOME_PAPERS) as readonly (keyof typeof HOME_PAPERS)[];
export const ACCOUNT_PAPER_NAMES = Object.keys(ACCOUNT_PAPERS) as readonly (keyof typeof ACCOUNT_PAPERS)[];

export type Papers = Readonly<Record<string, readonly PaperRow[]>>;

async function readPapers(
	{ pool, token }: Reader,
	questions: Readonly<Record<string, string>>,
	parameters: Statement['parameters']
): Promise<Papers> {
	const names = Object.keys(questions);
	const statements = Object.values(questions).map((text) => ({
		text: `select coalesce(json_agg(row_to_json(t)), '[]')::text as rows from (${text}) t`,
		parameters
	}));
	const answers = (await readManyAsSession(pool, token, statements)) as { rows: string }[][];
	return Object.fromEntries(
		names.map((name, i) => [name, JSON.parse(answers[i]?.[0]?.rows ?? '[]') as PaperRow[]])
	);
}

export const readHomePapers = (reader: Reader, home: string) => readPapers(reader, HOME_PAPERS, [home]);
export const readAccountPapers = (reader: Reader) => readPapers(reader, ACCOUNT_PAPERS, []);

/** Rows as CSV under their names. */
export function* paperCsv(rows: readonly PaperRow[]): Generator<string> {
	const [first] = rows;
	if (first === undefined) return;
	const names = Object.keys(first);
	yield csvLine(names);
	for (const row of rows) yield csvLine(names.map((name) => row[name] ?? null));
}

const LOOKS_AT_A_TIME = 1000;

interface LookRow {
	at: string;
	id: string;
	role: string;
	purpose: string;
	called: string | null;
	media: string[];
	resolution: string | null;
	from_day: string | null;
	to_day: string | null;
	kind: string;
}

/** Who has looked at a home and what was taken out of it, the latest first; nothing where there is no row. */
export async function* lookedCsv({ pool, token }: Reader, home: string): AsyncGenerator<string> {
	let before: readonly [string, string] = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
	for (let page = 0; ; page += 1) {
		const rows: LookRow[] = await readAsSession<LookRow>(
			pool,
			token,
			`select l.at::text, l.access_id as id, l.role, l.purpose, l.called, l.media, l.resolution, l.from_day, l.to_day, l.kind
				from portal.access_log l
				where l.home_id = $1::uuid and (l.at, l.access_id) < ($2::timestamptz, $3::uuid)
				order by l.at desc, l.access_id desc limit ${LOOKS_AT_A_TIME}`,
			[home, ...before]
		);
		if (page === 0 && rows.length > 0) {
			yield csvLine(['at', 'kind', 'role', 'called', 'purpose', 'media', 'resolution', 'from_day', 'to_day']);
		}
		for (const row of rows) {
			const at = new Date(row.at).toISOString();
			const what = [row.kind, row.role, row.called, row.purpose, row.media, row.resolution] as const;
			yield csvLine([at, ...what, row.from_day, row.to_day]);
		}
		const last = rows.at(-1);
		if (last === undefined || rows.length < LOOKS_AT_A_TIME) return;
		before = [last.at, last.id];
	}
}
