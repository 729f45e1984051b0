import { Agent, request } from 'node:http';
import type { World } from './world.ts';
import { NOTHING } from './client.ts';

/** A question whose answer must not tell by its time whether there is such a thing. */
export interface TimedQuestion {
	readonly name: string;
	readonly token: string;
	/** @param id of what is another's, or of nothing */
	readonly path: (id: string) => string;
	readonly id: string;
	readonly fields?: readonly (readonly [string, string])[];
}

/** What can be asked about another's things, by a tenant and by staff of another company. */
export function timedQuestions({ tenant, staff, victim }: World): TimedQuestion[] {
	const { ids } = victim;
	const tenants = (name: string, path: TimedQuestion['path'], id = ids.home) => ({
		name,
		path,
		id,
		token: tenant.token
	});
	const staffs = (name: string, path: TimedQuestion['path'], id: string) => ({
		name,
		path,
		id,
		token: staff.token
	});
	const day = 'from=2026-03-01&to=2026-04-01';
	return [
		tenants('series', (id) => `/api/v1/homes/${id}/series?medium=cold_water&resolution=day&${day}`),
		tenants('trace', (id) => `/api/v1/homes/${id}/intervals/cold_water/2026-03-02T00%3A00%3A00Z/trace`),
		tenants('usage page', (id) => `/homes/${id}/usage/water/day/2026-03`),
		tenants('my data', (id) => `/homes/${id}/my-data`),
		{
			...tenants('a switch', (id) => `/homes/${id}/my-data?/choose`),
			fields: Object.entries({ purpose: 'own_view', medium: 'cold_water', resolution: 'day', on: 'yes' })
		},
		tenants('who has looked', (id) => `/homes/${id}/who-has-looked`),
		tenants('displays', (id) => `/homes/${id}/node`),
		tenants('visitor’s page', (id) => `/shared/${id}/usage/water/day/2026-03`, ids.mandate),
		staffs('case’s page', (id) => `/staff/cases/${id}/usage/water/day/2026-03`, ids.case),
		staffs('bill’s page', (id) => `/staff/billing/${id}`, ids.invoice),
		staffs('consents', (id) => `/staff/consents/${id}`, ids.home)
	];
}

/** Times of both, in ms, in the order asked. */
export interface Timed {
	readonly theirs: readonly number[];
	readonly nothing: readonly number[];
}

/** Asks both again and again over one kept connection, in pairs, whichever first by chance: what else the machine does strikes both alike. */
export async function timeBoth(address: string, question: TimedQuestion, tries: number): Promise<Timed> {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	const theirs: number[] = [];
	const nothing: number[] = [];
	const ask = async (isTheirs: boolean, isKept: boolean) => {
		const ms = await timeOne(agent, address, question, isTheirs ? question.id : NOTHING);
		if (isKept) (isTheirs ? theirs : nothing).push(ms);
	};
	for (let i = -50; i < tries; i++) {
		const isFirst = Math.random() < 0.5;
		await ask(isFirst, i >= 0);
		await ask(!isFirst, i >= 0);
	}
	agent.destroy();
	return { theirs, nothing };
}

function timeOne(
	agent: Agent,
	address: string,
	{ token, path, fields }: TimedQuestion,
	id: string
): Promise<number> {
	const { hostname, port, origin } = new URL(address);
	const body =
		fields === undefined
			? undefined
			: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
	const headers = {
		cookie: `hemvy_session=${token}`,
		accept: 'text/html',
		...(body === undefined
			? {}
			: { origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length })
	};
	return new Promise((resolve, reject) => {
		const started = process.hrtime.bigint();
		const sent = request(
			{ hostname, port, path: path(id), method: body === undefined ? 'GET' : 'POST', headers, agent },
			(response) => {
				response.resume();
				response.on('end', () => {
					resolve(Number(process.hrtime.bigint() - started) / 1e6);
				});
				response.on('error', reject);
			}
		);
		sent.on('error', reject);
		sent.end(body);
	});
}

/**
 * How well the time alone tells one from the other: the chance that a try of the one took longer than a try of the
 * other (area under the ROC curve, Mann–Whitney U ÷ n·m). 0.5: not at all. With 2,000 of each its own standard error is
 * 0.009, whatever the distributions are, so that 0.05 from the middle is more than five of them.
 */
export function separationOf({ theirs, nothing }: Timed): number {
	const all = [
		...theirs.map((ms) => ({ ms, isTheirs: true })),
		...nothing.map((ms) => ({ ms, isTheirs: false }))
	].sort((a, b) => a.ms - b.ms);
	let ranks = 0;
	for (let from = 0; from < all.length;) {
		let to = from;
		while (to < all.length && all[to]?.ms === all[from]?.ms) to++;
		// equal times share the mean of their ranks
		const mean = (from + to + 1) / 2;
		ranks += mean * all.slice(from, to).filter(({ isTheirs }) => isTheirs).length;
		from = to;
	}
	const n = theirs.length;
	return (ranks - (n * (n + 1)) / 2) / (n * nothing.length);
}
