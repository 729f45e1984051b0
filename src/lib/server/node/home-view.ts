import { z } from 'zod';
import { HOME_ZONE } from '#lib/energy/calendar.ts';
import type { HomeState } from '#lib/home/home-state.ts';
import type { Clock } from './clock.ts';
import { Day } from './day.ts';
import { DayForming } from './day-forming.ts';
import type { DisplayChoice } from './display-choice.ts';
import type { DisplayGrant } from './display-grant.ts';
import { Links, noticesOf } from './links.ts';
import type { LiveHome } from './live-home.ts';
import type { Pairing } from './pairing.ts';
import type { Pin } from './pin.ts';
import type { Store } from './store.ts';
import type { Upkeep } from './upkeep.ts';

interface Terms {
	readonly store: Store;
	readonly clock: Clock;
	readonly home: LiveHome;
	readonly pin: Pin;
	readonly display: DisplayChoice;
	readonly pairing: () => Pairing;
	/** What the display may show. */
	readonly grant: () => Pick<DisplayGrant, 'current' | 'isOver'>;
	readonly upkeep: () => Upkeep;
}

/** Everything that is known of the home at this moment, gathered for whoever shows it. */
export class HomeView {
	readonly links = new Links();
	readonly #terms: Terms;
	readonly #day: Day;
	readonly #days: DayForming;
	#name: string;

	constructor(terms: Terms) {
		this.#terms = terms;
		this.#day = new Day(terms.store, terms.home);
		this.#days = new DayForming(terms.store);
		this.#days.noteAll();
		this.#name = this.#homeName();
	}

	/** A counter has moved. */
	touch(): void {
		this.#day.touch();
	}

	/** Forms the days whose hours have changed, and reads anew what is kept. */
	refresh(): void {
		const { store, clock } = this.#terms;
		const now = clock.now();
		store.attempt(now, () => this.#days.run(this.#zone));
		this.#name = this.#homeName();
		this.#day.refresh(now, this.#zone);
	}

	state(): HomeState {
		const { store, clock, home, display, pin } = this.#terms;
		const { isDiskLow, droppedAt } = this.#terms.upkeep();
		const now = clock.now();
		const pairing = this.#terms.pairing().state;
		const grant = this.#terms.grant();
		const isTheirs = !grant.isOver;
		return {
			now: Math.round(now * 1000) / 1000,
			home: { paired: pairing.state === 'paired', name: this.#name, timeZone: this.#zone },
			links: this.links.all,
			...home.parts,
			...(isTheirs ? {} : { strip: [] }),
			setups: store.setups.all,
			...this.#day.parts(now, this.#zone, isTheirs),
			display: { ...display.settings, pinSet: pin.isSet, granted: grant.current },
			notices: noticesOf({
				...{ now, pairing, isTheirs, links: this.links.all, isDiskLow, droppedAt },
				clockOffBy: clock.offBy,
				diskFullSince: store.fullSince
			})
		};
	}

	get #zone(): string {
		return this.#terms.pairing().paired?.home.timeZone ?? HOME_ZONE;
	}

	#homeName(): string {
		return this.#terms.store.settings.get('home_name', z.string()) ?? '';
	}
}
