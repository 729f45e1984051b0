import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Sent {
	readonly id: string;
	readonly meter: string;
	readonly at: string;
	readonly value: string;
	readonly unit: string;
	readonly quality: string;
}

export interface CentralServer {
	readonly url: URL;
	/** What is stored: by meter and hour, so that what comes twice is there once. */
	readonly stored: Map<string, Sent>;
	/** Item ids in the order in which they were stored, with repeats. */
	readonly taken: string[];
	/** Deliveries that came, also those that were not answered. */
	deliveries: number;
	/** Pairings that were begun. */
	pairings: number;
	/** What happens to deliveries from now on. */
	mood:
		'good' | 'fails' | 'silent' | 'forgets_to_answer' | 'unauthorized' | 'nonsense' | 'too_large' | 'half';
	/** UTC seconds that it says it is; null: the real time. */
	now: number | null;
	/** The home's meters and zone, as pairing and `GET node` tell them. */
	meters: readonly { serial: string; medium: string; unit: string; scale: number }[];
	timeZone: string;
	/** What the tenant lets the display show, as `GET display` tells it. */
	shown: { day: readonly string[]; hour: readonly string[] };
	/** When that ends by the clock. */
	ends: {
		home: string | null;
		day: Readonly<Record<string, string>>;
		hour: Readonly<Record<string, string>>;
	};
	/** What becomes of a question that knows the answer: held, or answered at once; null: as before there were versions. */
	waits: 'held' | 'at_once' | null;
	/** Questions that are held. */
	holding: number;
	/** How often that was asked. */
	shownAsked: number;
	/** Whether somebody has entered the code. */
	isEntered: boolean;
	/** Why a meter's hours are refused, by serial. */
	readonly refuse: Map<string, string>;
	close(): Promise<void>;
}

const ALL = ['cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature'];

const versionOf = ({ shown, ends }: Pick<CentralServer, 'shown' | 'ends'>) =>
	createHash('sha256')
		.update(JSON.stringify([shown, ends]))
		.digest('hex');

/** A small central system that answers, fails, keeps silent and forgets, as the test wants. */
export async function centralServer(): Promise<CentralServer> {
	const state = {
		stored: new Map<string, Sent>(),
		taken: [] as string[],
		deliveries: 0,
		pairings: 0,
		mood: 'good' as CentralServer['mood'],
		now: null as number | null,
		meters: [{ serial: '1234', medium: 'cold_water', unit: 'm³', scale: -3 }] as CentralServer['meters'],
		timeZone: 'Europe/Stockholm',
		shown: { day: ALL, hour: ALL } as CentralServer['shown'],
		ends: { home: null, day: {}, hour: {} } as CentralServer['ends'],
		waits: null as CentralServer['waits'],
		holding: 0,
		shownAsked: 0,
		isEntered: false,
		refuse: new Map<string, string>()
	};
	const server = createServer((request, response) => {
		void answer(request, response);
	});
	async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
		let text = '';
		for await (const chunk of request) text += String(chunk);
		const json = (status: number, body: unknown) =>
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		const { url = '' } = request;
		if (url.endsWith('/pairings')) {
			state.pairings += 1;
			return json(201, {
				...{ code: 'K7MQ-4XTD', ticket: 'ticket.secret' },
				expiresAt: new Date(Date.now() + 900_000).toISOString()
			});
		}
		if (url.endsWith('/pairings/current')) {
			if (!state.isEntered) return json(202, { state: 'waiting' });
			const home = { home: { timeZone: state.timeZone }, meters: state.meters };
			return json(200, { state: 'paired', key: 'id.secret', ...home });
		}
		if (url.endsWith('/node')) {
			if (state.mood === 'fails') return json(503, { title: 'Away' });
			if (state.mood === 'nonsense') return json(200, { meters: 'many' });
			const isKnown = state.mood !== 'unauthorized' && request.headers.authorization === 'Node id.secret';
			if (!isKnown) return json(401, { title: 'No' });
			const now = new Date().toISOString();
			return json(200, { now, home: { timeZone: state.timeZone }, meters: state.meters });
		}
		if (/\/display(\?|$)/.test(url)) {
			state.shownAsked += 1;
			const known = new URLSearchParams(url.split('?')[1]).get('known');
			state.holding += 1;
			while (
				known === versionOf(state) &&
				state.waits === 'held' &&
				state.mood === 'good' &&
				!response.closed
			)
				await sleep(5);
			state.holding -= 1;
			if (state.mood === 'fails') return json(503, { title: 'Away' });
			if (state.mood === 'silent') return null;
			const isKnown = state.mood !== 'unauthorized' && request.headers.authorization === 'Node id.secret';
			const { shown, ends, waits } = state;
			const told = waits === null ? shown : { ...shown, ends, version: versionOf(state) };
			return isKnown ? json(200, told) : json(401, { title: 'No' });
		}
		state.deliveries += 1;
		if (state.mood === 'fails') return json(503, { title: 'Away' });
		if (state.mood === 'silent') return null;
		if (state.mood === 'nonsense') return response.end('<html>hello</html>');
		if (state.mood === 'unauthorized' || request.headers.authorization !== 'Node id.secret')
			return json(401, { title: 'No' });
		const { items } = JSON.parse(text) as { items: Sent[] };
		if (state.mood === 'too_large' && items.length > 10) return json(413, { title: 'Too large' });
		const heard = state.mood === 'half' ? items.slice(0, Math.ceil(items.length / 2)) : items;
		const refused = heard.filter((item) => state.refuse.has(item.meter));
		const good = heard.filter((item) => !state.refuse.has(item.meter));
		for (const item of good) {
			state.stored.set(`${item.meter} ${item.at}`, item);
			state.taken.push(item.id);
		}
		if (state.mood === 'forgets_to_answer') return request.socket.destroy();
		return json(200, {
			now: new Date((state.now ?? Date.now() / 1000) * 1000).toISOString(),
			stored: good.map(({ id }) => id),
			refused: refused.map(({ id, meter }) => ({ id, reason: state.refuse.get(meter), detail: '' }))
		});
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return Object.assign(state, {
		url: new URL(`http://127.0.0.1:${port}`),
		close: () =>
			new Promise<void>((resolve) => {
				server.closeAllConnections();
				server.close(() => {
					resolve();
				});
			})
	});
}
