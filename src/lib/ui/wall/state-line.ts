import type { Notice } from '#lib/home/snapshot.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { momentWords } from './age.ts';

/** Whether the page hears its node: `searching` for some seconds, `lost` when nothing has come for a minute. */
export type Connection = 'live' | 'searching' | 'lost';

/** A line of the state: each tone has a shape of its own beside its colour. */
export interface StateLine {
	readonly tone: 'well' | 'note' | 'fault';
	readonly text: string;
}

export interface StateFacts {
	readonly connection: Connection;
	/** UTC seconds of the last sign of the node. */
	readonly heardAt: number;
	readonly notices: readonly Notice[];
	/** There is a pairing with a central system; without one, and without a notice of it, there is no such system. */
	readonly paired: boolean;
	readonly now: number;
	readonly zone: string;
}

const TEXTS = {
	broker_down: m.wall_notice_broker_down,
	radio_silent: m.wall_notice_radio_silent,
	central_away: m.wall_notice_central_away,
	not_paired: m.wall_notice_not_paired,
	pairing_ended: m.wall_notice_pairing_ended,
	clock_off: m.wall_notice_clock_off,
	disk_full: m.wall_notice_disk_full,
	disk_low: m.wall_notice_disk_low,
	hours_dropped: m.wall_notice_hours_dropped
} satisfies Record<Notice['key'], typeof m.wall_well>;

/** Nothing is lost yet: worth a word, no alarm. */
const MILD: ReadonlySet<Notice['key']> = new Set(['not_paired', 'central_away', 'disk_low']);

const MOST = 2;

/**
 * The state of everything in words, the worst first, at most two lines. While the page hears nothing it says that
 * alone: what it last heard of the rest is old.
 */
export function stateLines(facts: StateFacts, language: Language): StateLine[] {
	const { connection, heardAt, notices, paired, now, zone } = facts;
	const locale = { locale: language };
	if (connection === 'searching') return [{ tone: 'note', text: m.wall_searching({}, locale) }];
	if (connection === 'lost') {
		const time = momentWords(heardAt, now, zone, language);
		return [{ tone: 'fault', text: m.wall_lost({ time }, locale) }];
	}
	const lines = notices.map(({ key, since }): StateLine => {
		const text = TEXTS[key]({}, locale);
		const tone = MILD.has(key) ? 'note' : 'fault';
		if (since === null || key === 'not_paired') return { tone, text };
		return { tone, text: m.wall_since({ text, time: momentWords(since, now, zone, language) }, locale) };
	});
	if (lines.length === 0)
		return [{ tone: 'well', text: (paired ? m.wall_well : m.wall_well_alone)({}, locale) }];
	lines.sort((a, b) => Number(b.tone === 'fault') - Number(a.tone === 'fault'));
	if (lines.length <= MOST) return lines;
	const more = m.wall_and_more({ count: lines.length - MOST + 1 }, locale);
	return [...lines.slice(0, MOST - 1), { tone: 'note', text: more }];
}
