import { portal } from './portal.ts';
import { describe } from './log.ts';
import { problem } from './problem.ts';

/** How often the right is asked about, and how long one stream lasts before the browser opens the next. */
const EVERY_MS = 2000;
const LASTS_MS = 300_000;
/** An answer that has not come by then is none, and the page must not wait for it. */
const ANSWER_MS = 2000;
/** Open pages of one session. */
const STREAMS_MOST = 12;

const HEADERS = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' };
const HELD = 'event: held\ndata:\n\n';
const ENDED = 'event: ended\ndata:\n\n';

/** A right that an open page depends on. */
export interface LiveRight {
	/** Whose pages are counted: the session. */
	readonly key: string;
	/** Asks the database. */
	holds(): Promise<boolean>;
}

const open = new Map<string, number>();
const closers = new Set<() => void>();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	// Without this, the server would wait for pages that somebody left open.
	process.once(signal, () => {
		for (const close of closers) close();
	});
}

/**
 * A stream of events for a page that shows another's readings: `held` while the right stands, asked of the database
 * before every message; `ended` once when it does not, and the stream closes. Where the question fails the stream
 * closes without a word, and a page that hears nothing blanks by itself.
 * @param right null: there is none, whatever the reason
 */
export function liveRight({ request }: { readonly request: Request }, right: LiveRight | null): Response {
	if (right === null) return new Response(ENDED, { headers: HEADERS });
	// Nobody would ever read the stream of an answer without a body.
	if (request.method === 'HEAD') return new Response(null, { headers: HEADERS });
	const streams = open.get(right.key) ?? 0;
	if (streams >= STREAMS_MOST)
		return problem('too_many_attempts', 'Too many pages are open.', { 'retry-after': '5' });
	open.set(right.key, streams + 1);
	return new Response(streamOf(right), { headers: HEADERS });
}

function streamOf(right: LiveRight): ReadableStream<Uint8Array> {
	const bytes = new TextEncoder();
	const ends = performance.now() + LASTS_MS;
	let timer: NodeJS.Timeout | undefined;
	let over = false;
	let close: () => void = () => undefined;

	function finish() {
		if (over) return;
		over = true;
		clearTimeout(timer);
		closers.delete(close);
		const left = (open.get(right.key) ?? 1) - 1;
		if (left > 0) open.set(right.key, left);
		else open.delete(right.key);
	}

	return new ReadableStream<Uint8Array>({
		start(controller) {
			close = () => {
				if (over) return;
				finish();
				controller.close();
			};
			closers.add(close);
			const ask = async () => {
				const holds = await answered(right);
				if (over) return;
				if (holds !== null) controller.enqueue(bytes.encode(holds ? HELD : ENDED));
				if (holds !== true || performance.now() > ends) close();
				else timer = setTimeout(() => void ask(), EVERY_MS);
			};
			controller.enqueue(bytes.encode('retry: 500\n\n'));
			void ask();
		},
		cancel: finish
	});
}

/** null: the question was not answered, or not in time. */
async function answered(right: LiveRight): Promise<boolean | null> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => {
		timer = setTimeout(resolve, ANSWER_MS, null);
	});
	const asked = right.holds().catch((thrown: unknown) => {
		portal().log.warn(describe(thrown), 'live right not asked');
		return null;
	});
	const answer = await Promise.race([asked, late]);
	clearTimeout(timer);
	return answer;
}
