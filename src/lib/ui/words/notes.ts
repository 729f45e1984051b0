import { FLAG } from '#lib/energy/quality.ts';
import type { Gap } from '#lib/energy/series.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { civilDate, formatClock, formatDayAndMonth, formatHeading } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { changedSlots } from '../charts/bars.ts';
import type { Frame, Look, Run } from '../usage/frame.ts';
import { crossingGaps } from '../usage/runs.ts';
import { durationWords, shortAmount, amountWords } from './amounts.ts';
import { underWords } from './compared.ts';
import { slotName, spanName } from './names.ts';
import { absenceReason } from './readings.ts';

/** A sentence about the values shown, and the pattern that it explains, if one. */
export interface Note {
	readonly sample:
		| Look
		| 'hot'
		| 'export'
		| 'band'
		| 'shade'
		| 'dashed'
		| 'diamond'
		| 'gap'
		| 'ring'
		| 'cross'
		| 'tick'
		| 'thin'
		| null;
	readonly text: string;
}

/** The words that stand in the graph at a run: two lines at most. */
export function runTag(frame: Frame, run: Run, language: Language): string[] {
	const locale = { locale: language };
	if (run.kind === 'awaited') return [m.quality_awaited({}, locale)];
	if (run.kind === 'absent') return [m.tag_absent({}, locale), absenceReason(run.meterChanged, language)];
	const amount = shortAmount(run.amount ?? 0, frame.unit.name, language);
	const first = m.tag_spread({ amount, duration: durationWords(run.seconds, language) }, locale);
	return [first, absenceReason(false, language)];
}

/** A silence by its own times, which seldom are those of days. `amount` in the shown unit. */
function crossingNote(frame: Frame, gap: Gap, language: Language): Note {
	const locale = { locale: language };
	const zone = frame.usage.home.timeZone;
	const when = (at: number) => {
		const day = formatDayAndMonth(civilDate(at, zone), language);
		return m.note_instant({ day, time: formatClock(at, zone) }, locale);
	};
	const amount = amountWords(gap.amount, frame.unit.name, language);
	const duration = durationWords(gap.end - gap.start, language);
	const text = m.note_crossing({ amount, duration, from: when(gap.start), to: when(gap.end) }, locale);
	return { sample: 'hatched', text };
}

function runNote(frame: Frame, run: Run, language: Language): Note[] {
	const first = frame.slots[run.first];
	const last = frame.slots[run.last];
	if (!first || !last) return [];
	const locale = { locale: language };
	const span = formatHeading(spanName(first, last, frame.usage.resolution, language));
	const amount = amountWords(run.amount ?? 0, frame.unit.name, language);
	if (run.gap !== null && frame.usage.resolution !== 'hour') {
		return [crossingNote(frame, { ...run.gap, amount: run.amount ?? 0 }, language)];
	}
	const what = {
		awaited: () => m.note_awaited({}, locale),
		absent: () => m.note_absent({ reason: absenceReason(run.meterChanged, language) }, locale),
		spread: () => m.note_spread({ amount, duration: durationWords(run.seconds, language) }, locale)
	}[run.kind]();
	return [{ sample: run.kind === 'spread' ? 'hatched' : 'gap', text: m.note_run({ span, what }, locale) }];
}

function clockNotes(frame: Frame, language: Language): Note[] {
	if (frame.usage.resolution !== 'hour') return [];
	const hours = frame.slots.length;
	if (hours === 23) return [{ sample: null, text: m.note_clock_forward({}, { locale: language }) }];
	return hours === 25 ? [{ sample: null, text: m.note_clock_back({}, { locale: language }) }] : [];
}

function clipNotes(frame: Frame, language: Language): Note[] {
	const { home } = frame.usage;
	const notes: Note[] = [];
	const say = (at: number) => {
		const day = civilDate(at, home.timeZone);
		return { day: `${formatDayAndMonth(day, language)} ${day.slice(0, 4)}` };
	};
	const { firstDay, lastDay } = frame.usage;
	const cuts = (at: number, day: string) => civilDate(at, home.timeZone) === day;
	const startsPeriod = frame.slots[0]?.day === firstDay && formatClock(home.from, home.timeZone) === '00:00';
	const locale = { locale: language };
	if (cuts(home.from, firstDay) && !startsPeriod) {
		notes.push({ sample: null, text: m.note_from(say(home.from), locale) });
	}
	if (home.to !== null && cuts(home.to - 1, lastDay)) {
		notes.push({ sample: null, text: m.note_until(say(home.to - 1), locale) });
	}
	return notes;
}

function patternNotes(frame: Frame, language: Language): Note[] {
	const locale = { locale: language };
	const slots = frame.slots.filter((s) => s.state === 'known');
	const parts = slots.flatMap((s) => s.parts.filter((p) => p.amount !== null));
	const looks = new Set(parts.map((p) => p.look));
	const touched = parts.some((p) => p.look === 'hatched' && p.block === null);
	const notes: Note[] = [];
	const add = (when: boolean, sample: Note['sample'], text: string) => {
		if (when) notes.push({ sample, text });
	};
	if (frame.kind === 'temperature') {
		add(looks.has('outlined') || looks.has('partial'), 'ring', m.note_ring({}, locale));
		add(touched, 'dashed', m.note_dashed_line({}, locale));
		add(looks.has('crossed'), 'cross', m.note_suspect({}, locale));
		return notes;
	}
	const ongoing = slots.some((s) => s.ongoing);
	const late = parts.some((p) => p.look === 'outlined' && (p.flags & FLAG.LATE) !== 0);
	const outlined = ongoing && late ? m.note_outlined : ongoing ? m.note_ongoing : m.note_late;
	add(looks.has('outlined'), 'outlined', outlined({}, locale));
	add(touched, 'hatched', m.note_touched({}, locale));
	add(looks.has('cornered'), 'cornered', m.note_corrected({}, locale));
	const crossed = parts.filter((p) => p.look === 'crossed');
	const odd = crossed.some((p) => (p.flags & FLAG.SUSPECT) === 0);
	add(
		crossed.some((p) => (p.flags & FLAG.SUSPECT) !== 0),
		'crossed',
		m.note_suspect({}, locale)
	);
	add(odd, 'crossed', m.note_odd_share({}, locale));
	add(looks.has('partial'), 'partial', m.note_partial({}, locale));
	return notes;
}

function keyNotes(frame: Frame, language: Language): Note[] {
	const locale = { locale: language };
	const notes: Note[] = [];
	const known = frame.slots.some((s) => s.state === 'known');
	if (known && frame.media.includes('hot_water') && frame.media.length > 1) {
		notes.push({ sample: 'hot', text: m.key_hot({}, locale) });
	}
	if (known && frame.media.includes('electricity_export'))
		notes.push({ sample: 'export', text: m.key_export({}, locale) });
	if (known && frame.kind === 'temperature') notes.push({ sample: 'band', text: m.key_band({}, locale) });
	const under = underWords(frame, language);
	if (under !== null) notes.push({ sample: frame.kind === 'temperature' ? 'thin' : 'tick', text: under });
	const { resolution } = frame.usage;
	if (resolution === 'hour') notes.push({ sample: 'shade', text: m.key_night({}, locale) });
	if (resolution === 'day') notes.push({ sample: 'shade', text: m.key_weekend({}, locale) });
	return notes;
}

/** Everything that the values and patterns of this period need said: what happened first, the key last. */
export function notesOf(frame: Frame, language: Language): { events: Note[]; key: Note[] } {
	const { resolution } = frame.usage;
	const exchanges = changedSlots(frame).flatMap((i): Note[] => {
		const slot = frame.slots[i];
		if (!slot) return [];
		const span = formatHeading(slotName(slot, resolution, language));
		const what = m.note_exchange({}, { locale: language });
		return [{ sample: 'diamond', text: m.note_run({ span, what }, { locale: language }) }];
	});
	const { factor } = frame.unit;
	const crossings = crossingGaps(frame).map((gap) =>
		crossingNote(frame, { ...gap, amount: gap.amount * factor }, language)
	);
	const told = (run: Run) => runNote(frame, run, language);
	const runs = frame.runs.filter((run) => run.kind !== 'awaited').flatMap(told);
	const awaited = frame.runs.filter((run) => run.kind === 'awaited').flatMap(told);
	return {
		events: [
			...runs,
			...crossings,
			...exchanges,
			...clockNotes(frame, language),
			...clipNotes(frame, language)
		],
		key: [...awaited, ...patternNotes(frame, language), ...keyNotes(frame, language)]
	};
}
