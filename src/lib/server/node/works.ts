import { snapshotOf } from '#lib/home/snapshot.ts';
import type { Announcements } from './announcements.ts';
import { Board } from './board.ts';
import type { Broker } from './broker.ts';
import type { Central } from './central.ts';
import type { Clock, ClockChange } from './clock.ts';
import { Commissioning, type Commissioned } from './commissioning.ts';
import { Delivery } from './delivery.ts';
import { DisplayChoice } from './display-choice.ts';
import { DisplayGrant } from './display-grant.ts';
import { HomeFacts } from './home-facts.ts';
import { HomeView } from './home-view.ts';
import { HourForming } from './hour-forming.ts';
import { Ingest } from './ingest.ts';
import { centralState, radioState } from './links.ts';
import { LiveHome } from './live-home.ts';
import { Metrics } from './metrics.ts';
import { Pairing } from './pairing.ts';
import type { Pin } from './pin.ts';
import type { Health } from './node.ts';
import type { Store } from './store.ts';
import { Upkeep, type NodeLog } from './upkeep.ts';

interface Terms {
	readonly store: Store;
	readonly clock: Clock;
	readonly broker: Broker;
	readonly central: Central | null;
	readonly log: NodeLog;
	readonly pin: Pin;
	readonly announcements: Announcements;
	readonly displayEveryMs?: number | undefined;
}

/** How often what happens, milliseconds. */
const EVERY = {
	flush: 250,
	look: 1000,
	strip: 2000,
	announce: 2000,
	clock: 5000,
	minute: 60_000,
	hour: 3_600_000
} as const;

/** So many readings that wait to be written are written with the next message: well before any would be given up. */
const PRESSING = 8000;

/** The parts of a node and the wheels that turn them. */
export class Works {
	readonly home: LiveHome;
	readonly ingest: Ingest;
	readonly board: Board;
	readonly commissioning: Commissioning;
	readonly pairing: Pairing;
	readonly facts: HomeFacts;
	readonly metrics: Metrics;
	readonly display: DisplayChoice;
	readonly grant: DisplayGrant;
	readonly #terms: Terms;
	readonly #forming: HourForming;
	readonly #view: HomeView;
	readonly #delivery: Delivery | null;
	readonly #timers: NodeJS.Timeout[] = [];
	readonly #upkeep: Upkeep;
	#isDraining = false;
	#isStopped = false;

	constructor(terms: Terms) {
		const { store, clock, broker, central } = terms;
		const now = () => clock.now();
		this.#terms = terms;
		this.home = new LiveHome(store, now());
		this.display = new DisplayChoice(store);
		this.#forming = new HourForming(store);
		this.#view = new HomeView({
			...{ store, clock, home: this.home, pin: terms.pin, display: this.display },
			pairing: () => this.pairing,
			upkeep: () => this.#upkeep,
			grant: () => this.grant
		});
		this.metrics = new Metrics({
			pendingHours: () => store.hours.backlog().hours,
			isBrokerUp: () => broker.isUp,
			isCentralUp: () => this.#delivery?.state.link === 'up',
			waiting: () => store.readings.waiting,
			isDiskFull: () => store.fullSince !== null
		});
		this.board = new Board(() => this.#view.state());
		this.pairing = new Pairing(store, central, clock, {
			changed: () => {
				this.#delivery?.nudge();
				this.grant.nudge();
				this.#lookAround();
			},
			anew: () => {
				this.home.forgetHistory();
				this.#refresh();
			}
		});
		this.#delivery =
			central &&
			new Delivery({
				...{ store, central, now, paired: () => this.pairing.paired },
				judged: (isKnown) => {
					if (isKnown) this.pairing.revive();
					else this.pairing.end();
				},
				told: (centralNow) => {
					this.#changeClock(clock.check(centralNow));
				}
			});
		this.facts = new HomeFacts({
			...{ store, central, now, pairing: this.pairing },
			told: (centralNow) => {
				this.#changeClock(clock.check(centralNow));
			}
		});
		this.grant = new DisplayGrant({
			...{ store, central, now, pairing: this.pairing, everyMs: terms.displayEveryMs },
			changed: () => {
				this.board.changed();
			}
		});
		const { home, metrics } = this;
		this.ingest = new Ingest({
			...{ store, home, metrics, now, forming: this.#forming },
			changed: (values) => {
				if (values.some(({ kind }) => kind === 'counter')) this.#view.touch();
				// shown first, stored and acknowledged after
				this.board.tell();
			}
		});
		this.commissioning = new Commissioning({
			...{ store, home, now, forming: this.#forming },
			changed: () => {
				this.#refresh();
				this.#delivery?.nudge();
			}
		});
		this.#upkeep = new Upkeep({ store, clock, log: terms.log, forming: this.#forming, home: this.home });
	}

	start(): void {
		const { store, clock, broker, log, announcements } = this.#terms;
		const now = clock.now();
		store.attempt(now, () => {
			store.events.add(now, 'started');
			if (store.setAside !== null) store.events.add(now, 'store_set_aside', '', { file: store.setAside });
		});
		if (store.setAside !== null)
			log.warn({ file: store.setAside }, 'The store was broken and has been put aside');
		broker.on('message', (message) => {
			// when this returns the message is acknowledged, and whoever sent it forgets it
			if (this.ingest.take(message)) while (store.flush(clock.now()));
			// in a flood the timer that writes may come late
			else if (store.readings.waiting >= PRESSING && store.fullSince === null) store.flush(clock.now());
		});
		broker.on('up', () => {
			log.info({}, 'The broker is connected');
			announcements.connected();
			this.#lookAround();
		});
		broker.on('down', (reason) => {
			log.warn({ reason }, 'The broker is not connected');
			this.#lookAround();
		});
		this.#forming.noteAll();
		this.#every(EVERY.flush, () => {
			this.#drain();
		});
		this.#every(EVERY.look, () => {
			this.#form();
			this.#lookAround();
		});
		this.#every(EVERY.strip, () => {
			this.home.sample(this.#view.state());
		});
		this.#every(EVERY.announce, () => {
			// what the household's own automation hears is no screen
			announcements.show(snapshotOf(this.#view.state()));
		});
		this.#every(EVERY.clock, () => {
			this.#changeClock(clock.tick());
		});
		this.#every(EVERY.minute, () => {
			this.#eachMinute();
		});
		this.#every(EVERY.hour, () => {
			this.#upkeep.eachHour();
		});
		this.#upkeep.eachHour();
		this.#refresh();
		this.#delivery?.start();
		this.facts.start();
		this.grant.start();
	}

	/** Changes what the household has chosen for its display, and tells the pages. @param input of unknown shape */
	changeSettings(input: unknown): Commissioned {
		const changed = this.display.change(input, this.#terms.clock.now());
		if (changed.ok) this.board.changed();
		return changed;
	}

	health(): Omit<Health, 'brokerUrl'> {
		const { store, broker } = this.#terms;
		return {
			ok: broker.isUp && store.fullSince === null,
			broker: broker.isUp ? 'up' : 'down',
			central: this.#view.links.all.central.state,
			disk: store.fullSince !== null ? 'full' : this.#upkeep.isDiskLow ? 'low' : 'ok',
			listeners: this.board.listeners
		};
	}

	stop(): void {
		this.#isStopped = true;
		this.#upkeep.stop();
		for (const timer of this.#timers) clearInterval(timer);
		this.#delivery?.stop();
		this.facts.stop();
		this.grant.stop();
		this.pairing.stop();
		this.board.stop();
	}

	/** Writes down what a restart should not cost. */
	keep(): void {
		const { store, clock } = this.#terms;
		store.attempt(clock.now(), () => {
			this.home.keep();
		});
		store.settle(clock.now());
	}

	/** Writes what waits, a batch at a time, and lets others have their turn between. */
	#drain(): void {
		if (this.#isDraining || this.#isStopped) return;
		const { store, clock } = this.#terms;
		if (!store.flush(clock.now())) return;
		this.#isDraining = true;
		setImmediate(() => {
			this.#isDraining = false;
			this.#drain();
		});
	}

	#form(): void {
		const { store, clock } = this.#terms;
		if (!this.#forming.hasWork || store.readings.waiting > 0) return;
		const now = clock.now();
		const formed = store.attempt(now, () => this.#forming.run(now)) ?? 0;
		if (formed === 0) return;
		this.metrics.hours.inc({ outcome: 'formed' }, formed);
		this.#refresh();
		this.#delivery?.nudge();
	}

	#lookAround(): void {
		const { broker, clock } = this.#terms;
		const radio = radioState(this.#view.state(), broker.isUp);
		const central = centralState(this.pairing.state, this.#delivery?.state ?? null);
		this.#view.links.note({ broker: broker.isUp ? 'up' : 'down', radio, central }, clock.now());
		this.board.changed();
	}

	#eachMinute(): void {
		this.keep();
		this.#refresh();
		this.#upkeep.eachMinute();
	}

	#refresh(): void {
		this.#view.refresh();
		this.board.changed();
	}

	#changeClock(change: ClockChange | null): void {
		if (change === null) return;
		this.#upkeep.changeClock(change);
		this.#refresh();
	}

	#every(ms: number, turn: () => void): void {
		this.#timers.push(setInterval(turn, ms));
	}
}
