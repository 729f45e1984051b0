import { z } from 'zod';
import {
	APPEARANCES,
	DEFAULT_DISPLAY,
	DISPLAY_LANGUAGES,
	VISIBILITIES,
	type DisplaySettings
} from '#lib/home/display.ts';
import type { Commissioned } from './commissioning.ts';
import { problemOf } from './setup-file.ts';
import type { Store } from './store.ts';

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is no time of day, such as 22:00');

const settingsSchema = z.strictObject({
	visible: z.enum(VISIBILITIES),
	appearance: z.enum(APPEARANCES),
	nightFrom: timeOfDay,
	nightTo: timeOfDay,
	nightDim: z.boolean(),
	language: z.enum(DISPLAY_LANGUAGES)
});

/** What the household has chosen for its display; survives a restart. */
export class DisplayChoice {
	readonly #store: Store;
	#settings: DisplaySettings;

	constructor(store: Store) {
		this.#store = store;
		this.#settings = { ...DEFAULT_DISPLAY, ...store.settings.get('display', settingsSchema) };
	}

	get settings(): DisplaySettings {
		return this.#settings;
	}

	/** Changes what is named and leaves the rest. @param input of unknown shape: it comes from a form @param now UTC seconds */
	change(input: unknown, now: number): Commissioned {
		const named = z.record(z.string(), z.unknown()).safeParse(input);
		if (!named.success) return { ok: false, problem: problemOf(named.error) };
		const told = Object.entries(named.data).filter(([, value]) => value !== undefined);
		const parsed = settingsSchema.safeParse({ ...this.#settings, ...Object.fromEntries(told) });
		if (!parsed.success) return { ok: false, problem: problemOf(parsed.error) };
		const next = parsed.data;
		const isKept = this.#store.attempt(now, () => {
			this.#store.settings.set('display', next);
			return true;
		});
		if (isKept === null) return { ok: false, problem: 'The disk is full.' };
		this.#settings = next;
		return { ok: true };
	}
}
