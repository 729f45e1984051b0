import type { DisplayState } from '#lib/home/display.ts';
import type { Grant } from '#lib/home/grant.ts';
import type { Delta, Snapshot } from '#lib/home/snapshot.ts';
import type { HomeNode } from '#lib/server/node/node.ts';
import { eventBytes, EventStream } from './event-stream.ts';
import type { Sessions } from './sessions.ts';
import { stateAs, viewOf, type View } from './view.ts';

/** Pages that may watch at a time. */
const MOST_STREAMS = 32;
const HEARTBEAT_MS = 15_000;
/** Shortest time between two snapshots of an outline, milliseconds. */
const OUTLINE_MS = 1000;

interface Watcher {
	readonly stream: EventStream;
	/** The session of whoever watches, which may open nothing. */
	session: string | null;
	view: View;
	/** What the tenant let the display show when the page was last shown all that it may see. */
	grant: Grant | null;
	/** Looks again when the details close. */
	timer?: NodeJS.Timeout;
}

type Source = Pick<HomeNode, 'snapshot' | 'subscribe' | 'settings' | 'grant'>;

/**
 * What the pages that are open are told: a snapshot of what they may see, then what changes. Every change is written
 * once, however many watch, and what somebody may see is asked anew for every message.
 */
export class Feed {
	readonly #node: Source;
	readonly #sessions: Sessions;
	readonly #watchers = new Set<Watcher>();
	readonly #told = new Map<View, string>();
	#unsubscribe: (() => void) | null = null;
	#heart: NodeJS.Timeout | undefined;
	#outline: NodeJS.Timeout | undefined;
	#id = 0;
	#isStopped = false;

	constructor(node: Source, sessions: Sessions) {
		this.#node = node;
		this.#sessions = sessions;
	}

	/**
	 * Begins to tell one page.
	 * @param session the hash of its cookie's secret, worth something or not
	 * @param cut ends its connection
	 * @returns null: there are as many as can be
	 */
	open(session: string | null, cut: () => void): ReadableStream<Uint8Array> | null {
		if (this.#isStopped || this.#watchers.size >= MOST_STREAMS) return null;
		const stream = new EventStream(cut, () => {
			this.#leave(watcher);
		});
		const watcher: Watcher = {
			...{ stream, session },
			...{ view: this.#viewFor(session), grant: this.#node.grant() }
		};
		this.#start();
		const shown = this.#shown();
		this.#watchers.add(watcher);
		this.#show(watcher, shown);
		return stream.body;
	}

	/** How many pages watch. */
	get pages(): number {
		return this.#watchers.size;
	}

	/** Somebody has entered the PIN or locked the display: the pages with that cookie see it at once. */
	change(session: string | null, next: string | null): void {
		if (session === null) return;
		const shown = this.#shown();
		for (const watcher of this.#watchers) {
			if (watcher.session !== session) continue;
			watcher.session = next;
			this.#review(watcher, shown);
		}
	}

	stop(): void {
		this.#isStopped = true;
		for (const { stream } of this.#watchers) stream.end();
	}

	#start(): void {
		if (this.#unsubscribe !== null) return;
		this.#unsubscribe = this.#node.subscribe((delta) => {
			this.#take(delta);
		}).stop;
		this.#heart = setInterval(() => {
			this.#beat();
		}, HEARTBEAT_MS);
	}

	#leave(watcher: Watcher): void {
		clearTimeout(watcher.timer);
		this.#watchers.delete(watcher);
		if (this.#watchers.size > 0) return;
		this.#unsubscribe?.();
		this.#unsubscribe = null;
		clearInterval(this.#heart);
		clearTimeout(this.#outline);
		this.#outline = undefined;
		this.#told.clear();
	}

	/** The snapshot that everybody has been told up to, so that the next delta follows it. */
	#shown(): Snapshot {
		const { snapshot, stop } = this.#node.subscribe(() => undefined);
		stop();
		return snapshot;
	}

	#viewFor(session: string | null): View {
		const display = { ...this.#node.settings(), granted: this.#node.grant() };
		return viewOf(display, this.#sessions.rightsOf(session));
	}

	#take(delta: Delta): void {
		let bytes: Uint8Array | null = null;
		for (const watcher of this.#watchers) {
			if (!this.#isAsShown(watcher)) this.#reviewSoon(watcher);
			else if (watcher.view === 'details') {
				watcher.stream.send((bytes ??= eventBytes(++this.#id, 'delta', delta)));
			}
		}
		const isInOutline = delta.home ?? delta.links ?? delta.month ?? delta.notices ?? delta.display;
		if (isInOutline === undefined || this.#outline !== undefined) return;
		this.#outline = setTimeout(() => {
			this.#outline = undefined;
			this.#tellOutlines();
		}, OUTLINE_MS);
	}

	/** A grant that changed is shown as a whole: what is no longer granted leaves the page with it. */
	#isAsShown({ session, view, grant }: Watcher): boolean {
		return view === this.#viewFor(session) && grant === this.#node.grant();
	}

	/** Not within the telling of a delta: whoever is told later must not be told the next one first. */
	#reviewSoon(watcher: Watcher): void {
		setImmediate(() => {
			this.#review(watcher, this.#shown());
		});
	}

	/** Shows a page what it may see, where that is no longer what it was. */
	#review(watcher: Watcher, shown: Snapshot): void {
		if (!this.#watchers.has(watcher) || this.#isAsShown(watcher)) return;
		watcher.view = this.#viewFor(watcher.session);
		watcher.grant = this.#node.grant();
		this.#show(watcher, shown);
	}

	#show(watcher: Watcher, shown: Snapshot): void {
		const { view, stream, session } = watcher;
		clearTimeout(watcher.timer);
		stream.send(eventBytes(++this.#id, 'snapshot', stateAs(view, shown)));
		if (this.#sessions.detailsLeftMs(session) > 0) this.#wake(watcher);
	}

	/** Waits until the details close; a touch meanwhile has moved that on. */
	#wake(watcher: Watcher): void {
		watcher.timer = setTimeout(
			() => {
				if (this.#sessions.detailsLeftMs(watcher.session) > 0) this.#wake(watcher);
				else this.#review(watcher, this.#shown());
			},
			Math.ceil(this.#sessions.detailsLeftMs(watcher.session))
		);
	}

	/** Tells those who see an outline, where it reads otherwise than last. */
	#tellOutlines(): void {
		const views = new Set([...this.#watchers].map(({ view }) => view));
		views.delete('details');
		if (views.size === 0) return;
		const snapshot = this.#node.snapshot();
		for (const view of views) {
			const state = stateAs(view, snapshot);
			const words = wordsOf(state);
			if (this.#told.get(view) === words) continue;
			this.#told.set(view, words);
			const bytes = eventBytes(++this.#id, 'snapshot', state);
			for (const watcher of this.#watchers) if (watcher.view === view) watcher.stream.send(bytes);
		}
	}

	#beat(): void {
		const bytes = eventBytes(++this.#id, 'heartbeat', { now: this.#node.snapshot().now });
		for (const { stream } of this.#watchers) stream.send(bytes);
	}
}

/** A state without its time, which every page tells by itself. */
const wordsOf = (state: DisplayState) => JSON.stringify({ ...state, now: 0 });
