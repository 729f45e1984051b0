import { DEFAULT_DISPLAY, type Display, type DisplayState, type MonthUse } from '#lib/home/display.ts';
import type { Delta, Power, Room, Snapshot, StripPoint, Tile, Today, Water } from '#lib/home/snapshot.ts';
import { areOfThings, isDevice } from '#lib/ui/wall/devices.ts';
import type { Connection } from '#lib/ui/wall/state-line.ts';
import { stripWith } from '#lib/ui/wall/strip.ts';
import { EventLine, type EventName } from './event-line.ts';

const TICK_MS = 1000;
/** So soon after the last tick the next one may come along with a change: their frame is drawn once. */
const EARLY_TICK_MS = 800;
const DETAILS_S = 60;
/** The newest point of the strip is drawn anew this often: a drawing holds up whatever else is to be shown. */
const STRIP_MS = 10_000;
/** Touches are passed on this seldom, and the last of them always. */
const TOUCH_MS = 10_000;

/**
 * What the page shows, kept up to date by the node's stream of events. Each part is a signal of its own, so that a
 * value that changes touches the text that shows it and nothing else. A tick, once a second, does all that time
 * does: ages, the strip, looking after the stream, ending what the PIN opened. Where changes come often it comes with
 * the frame that shows one of them, so that the next change does not meet it.
 */
export class LiveDisplay {
	view = $state.raw<DisplayState['view']>('nothing');
	home = $state.raw<{ readonly paired: boolean; readonly timeZone: string }>({ paired: false, timeZone: '' });
	notices = $state.raw<Snapshot['notices']>([]);
	display = $state.raw<Display>({ ...DEFAULT_DISPLAY, pinSet: false, granted: null });
	month = $state.raw<MonthUse | null>(null);
	power = $state.raw<Power | null>(null);
	water = $state.raw<Water | null>(null);
	today = $state.raw<Today | null>(null);
	rooms = $state.raw<readonly Room[]>([]);
	strip = $state.raw<readonly StripPoint[]>([]);
	/** Those tiles that the row of things shows. */
	devices = $state.raw<readonly Tile[]>([]);
	/** Whether anything at all has been heard in this home. */
	heardAny = $state(false);
	/** UTC seconds by the node's clock, moved on once a second. */
	now = $state(0);
	/** UTC seconds of the node's last sign before the break that there is. */
	heardAt = $state(0);
	connection = $state<Connection>('live');
	/** Seconds until what the PIN opened is hidden again; null: nothing is. */
	secondsLeft = $state<number | null>(null);

	/** Told when the page should be loaded anew: another language was chosen. */
	onOutdated: () => void = () => undefined;
	/** Told when the node is back after a break: it may be a newer one. */
	onBack: () => void = () => undefined;

	readonly #line: EventLine;
	#tiles: readonly Tile[] = [];
	#points: readonly StripPoint[] = [];
	#drawnMs = 0;
	#tickedMs = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#frame: number | null = null;
	#aheadMs = 0;
	#touchedMs = Date.now();
	#sentMs = 0;
	#unlockedMs: number | null = null;
	#language: Display['language'] | null = null;

	/** @param first what the server drew the page with */
	constructor(first: DisplayState) {
		this.#line = new EventLine(this.#hear);
		this.#aheadMs = first.now * 1000 - Date.now();
		this.now = this.heardAt = first.now;
		this.#take(first);
	}

	/** Connects, and goes on until it is stopped. For the browser only. @returns how to stop */
	start(): () => void {
		this.#line.connect();
		this.#tickLater();
		const ended = new AbortController();
		const options = { signal: ended.signal, passive: true };
		for (const event of ['pointerdown', 'keydown', 'wheel']) addEventListener(event, this.#touched, options);
		for (const event of ['online', 'pageshow', 'focus']) addEventListener(event, this.#tick, options);
		document.addEventListener('visibilitychange', this.#tick, options);
		return () => {
			clearTimeout(this.#timer);
			if (this.#frame !== null) cancelAnimationFrame(this.#frame);
			ended.abort();
			this.#line.close();
		};
	}

	/** What the PIN opened leaves the page at once, without waiting for the node, which is told. */
	lock(): void {
		if (!this.isByPin) return;
		this.#forget();
		this.view = 'nothing';
		this.secondsLeft = null;
		// only then: a stream that began before would begin with the details again
		void post('/api/v1/lock').then(() => {
			this.#line.connect();
		});
	}

	/** The PIN was right: the details come by the stream, or by a new one that carries the new cookie. */
	unlocked(): void {
		this.#unlockedMs = this.#sentMs = Date.now();
	}

	/** What is shown was opened by the PIN, and is not for everybody. */
	get isByPin(): boolean {
		const { visible } = this.display;
		return visible === 'nothing' ? this.view !== 'nothing' : visible === 'month' && this.view === 'details';
	}

	readonly #hear = (name: EventName, data: unknown, afterBreak: boolean): void => {
		// the node is this page's own: what it sends is of the types that both are built from
		const { now } = data as { readonly now: number };
		this.#aheadMs = now * 1000 - Date.now();
		if (this.connection !== 'live') this.connection = 'live';
		// a clock that was set, on either side
		if (Math.abs(now - this.now) > 2) this.now = now;
		if (name === 'snapshot') this.#take(data as DisplayState);
		else if (name === 'delta') this.#change(data as Delta);
		if (afterBreak) this.onBack();
	};

	#take(state: DisplayState): void {
		if (state.view !== this.view) this.#touchedMs = Date.now();
		this.home = state.home;
		this.notices = state.notices;
		this.#takeDisplay(state.display);
		if (state.view === 'details') {
			this.month = state.month;
			this.power = state.power;
			this.water = state.water;
			this.today = state.today;
			this.rooms = state.rooms;
			this.strip = this.#points = state.strip;
			this.devices = this.#tiles = state.tiles.filter(isDevice);
			this.heardAny = state.tiles.length > 0;
			this.#unlockedMs = null;
		} else {
			this.#forget();
			if (state.view === 'month') this.month = state.month;
		}
		this.view = state.view;
		this.#count();
	}

	#change(delta: Delta): void {
		if (this.view !== 'details') return;
		if (delta.power) this.power = delta.power;
		if (delta.water) this.water = delta.water;
		if (delta.today) this.today = delta.today;
		if (delta.month) this.month = delta.month;
		if (delta.rooms) this.rooms = delta.rooms;
		if (delta.home) this.home = delta.home;
		if (delta.notices) this.notices = delta.notices;
		if (delta.tiles || delta.gone) this.#changeTiles(delta.tiles ?? [], delta.gone ?? []);
		if (delta.strip) this.#points = stripWith(this.#points, delta.strip, delta.now);
		if (delta.display) this.#takeDisplay(delta.display);
		if (Date.now() - this.#tickedMs >= EARLY_TICK_MS) this.#frame ??= requestAnimationFrame(this.#tick);
	}

	#takeDisplay(display: Display): void {
		const isOther = this.#language !== null && this.#language !== display.language;
		this.display = display;
		this.#language = display.language;
		if (isOther) this.onOutdated();
	}

	#changeTiles(tiles: readonly Tile[], gone: readonly string[]): void {
		if (!this.heardAny) this.heardAny = true;
		const changed = tiles.filter(isDevice);
		if (changed.length === 0 && gone.length === 0) return;
		const left = this.#tiles.filter(
			({ key }) => !gone.includes(key) && !changed.some((tile) => tile.key === key)
		);
		this.#tiles = [...left, ...changed];
		if (gone.length > 0 || areOfThings(changed, this.#tiles)) this.devices = this.#tiles;
	}

	#tickLater(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(this.#tick, TICK_MS);
	}

	readonly #tick = (): void => {
		const now = Date.now();
		this.#tickedMs = now;
		if (this.#frame !== null) cancelAnimationFrame(this.#frame);
		this.#frame = null;
		this.#tickLater();
		this.now = (now + this.#aheadMs) / 1000;
		this.#drawStrip(now);
		const connection = this.#line.look(now);
		if (connection !== this.connection) {
			this.heardAt = (this.#line.heardMs + this.#aheadMs) / 1000;
			this.connection = connection;
		}
		if (this.#unlockedMs !== null && now - this.#unlockedMs > 2 * TICK_MS) {
			this.#unlockedMs = null;
			this.#line.connect();
		}
		this.#count();
		if (this.secondsLeft === 0) this.lock();
		else this.#sendTouch(now);
	};

	/** A new point is drawn at once, and what it comes to now and then: it is the mean of half a minute. */
	#drawStrip(now: number): void {
		if (this.strip === this.#points) return;
		const isNew = this.strip.at(-1)?.at !== this.#points.at(-1)?.at;
		if (!isNew && now - this.#drawnMs < STRIP_MS) return;
		this.#drawnMs = now;
		this.strip = this.#points;
	}

	#count(): void {
		const left = DETAILS_S - (Date.now() - this.#touchedMs) / 1000;
		this.secondsLeft = this.isByPin ? Math.max(0, Math.min(DETAILS_S, Math.ceil(left))) : null;
	}

	readonly #touched = (): void => {
		if (!this.isByPin) return;
		this.#touchedMs = Date.now();
		this.#count();
		this.#sendTouch(this.#touchedMs);
	};

	#sendTouch(now: number): void {
		if (!this.isByPin || this.#touchedMs <= this.#sentMs || now - this.#sentMs < TOUCH_MS) return;
		this.#sentMs = now;
		void post('/api/v1/touch').then((status) => {
			// what the PIN opened is over, by the node's own clock
			if (status === 401) this.lock();
		});
	}

	#forget(): void {
		this.month = this.power = this.water = this.today = null;
		this.rooms = this.devices = this.#tiles = this.strip = this.#points = [];
	}
}

/** Asks the node for something. @returns the status; 0: it could not be reached */
async function post(path: string): Promise<number> {
	try {
		return (await fetch(path, { method: 'POST', keepalive: true })).status;
	} catch {
		return 0;
	}
}
