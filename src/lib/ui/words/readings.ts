import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { TraceMeter } from '#lib/energy/series.ts';
import { formatHeading, formatNumber } from '#lib/i18n/formats.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import type { Frame, Part, Slot } from '../usage/frame.ts';
import { formatAmount } from '../usage/units.ts';
import { amountWords } from './amounts.ts';
import { comparedRead } from './compared.ts';
import { slotName } from './names.ts';

/** Everything that the flags say, in words, the most important first: 'misstänkt fel, kom sent'. */
export function flagWords(flags: number, language: Language, ongoing = false): string {
	const locale = { locale: language };
	const on = (bit: number) => (flags & bit) !== 0;
	const words: string[] = [];
	if (on(FLAG.ABSENT)) words.push(m.quality_absent({}, locale));
	else if (ongoing) words.push(m.quality_ongoing({}, locale));
	else if (on(FLAG.MISSING)) words.push(m.quality_partial({}, locale));
	if (on(FLAG.SET_ASIDE)) words.push(m.quality_set_aside({}, locale));
	if (on(FLAG.CLOCK_OFF)) words.push(m.quality_clock_off({}, locale));
	if (on(FLAG.SUSPECT)) words.push(m.quality_suspect({}, locale));
	if (on(FLAG.ODD_SHARE)) words.push(m.quality_odd_share({}, locale));
	if (on(FLAG.METER_CHANGED)) words.push(m.quality_meter_changed({}, locale));
	if (on(FLAG.CORRECTED)) words.push(m.quality_corrected({}, locale));
	if (on(FLAG.INTERPOLATED)) words.push(m.quality_interpolated({}, locale));
	if (on(FLAG.LATE)) words.push(m.quality_late({}, locale));
	return words.length > 0 ? words.join(', ') : m.quality_measured({}, locale);
}

/** Flags of a slot as a whole: those of any part; absent only when every part is. */
export function slotFlags(slot: Slot): number {
	const flags = slot.parts.reduce((all, p) => all | p.flags, 0);
	return slot.parts.every((p) => p.amount === null) ? flags : flags & ~FLAG.ABSENT;
}

/** How a slot is known, in words; empty outside the home's time and in the future. */
export function slotQuality(slot: Slot, language: Language): string {
	if (slot.state === 'outside' || slot.state === 'coming') return '';
	if (slot.state === 'awaited') return m.quality_awaited({}, { locale: language });
	return flagWords(slotFlags(slot), language, slot.ongoing);
}

/** Why nothing is known. */
export function absenceReason(meterChanged: boolean, language: Language): string {
	return meterChanged
		? m.reason_changed({}, { locale: language })
		: m.reason_silent({}, { locale: language });
}

function amountsRead(frame: Frame, slot: Slot, language: Language): string {
	const say = (value: number) => amountWords(value, frame.unit.name, language);
	const locale = { locale: language };
	const part = (medium: Part['medium']) => slot.parts.find((p) => p.medium === medium);
	if (frame.kind === 'temperature') {
		const [gauge] = slot.parts;
		const mean = say(gauge?.amount ?? 0);
		if (gauge?.low == null || gauge.high === null) return mean;
		return m.read_range({ mean, low: say(gauge.low), high: say(gauge.high) }, locale);
	}
	const exported = part('electricity_export')?.amount;
	const up = slot.parts.filter((p) => p.medium !== 'electricity_export');
	const total = say(up.reduce((sum, p) => sum + (p.amount ?? 0), 0));
	if (exported != null && exported > 0)
		return m.read_export({ amount: total, exported: say(exported) }, locale);
	const hot = part('hot_water')?.amount;
	if (hot != null && up.length > 1 && hot > 0)
		return m.read_water({ amount: total, hot: formatAmount(hot, frame.unit.name, language) }, locale);
	return total;
}

/** What a slot says when it is read: the name apart, so that it can be set apart. Null where there is nothing. */
export function readSlot(
	frame: Frame,
	slot: Slot,
	language: Language
): { name: string; what: string } | null {
	if (slot.state === 'outside' || slot.state === 'coming') return null;
	const name = formatHeading(slotName(slot, frame.usage.resolution, language));
	const locale = { locale: language };
	if (slot.state === 'awaited') return { name, what: m.read_awaited({}, locale) };
	if (slot.state === 'absent') {
		const changed = (slotFlags(slot) & FLAG.METER_CHANGED) !== 0;
		return { name, what: m.read_absent({ reason: absenceReason(changed, language) }, locale) };
	}
	const against = comparedRead(frame, slot, language);
	return { name, what: `${amountsRead(frame, slot, language)}, ${slotQuality(slot, language)}${against}` };
}

/** The same as one sentence, for links: '06–07: 56 liter, varav 38 varmt, uppmätt'. */
export function readSentence(frame: Frame, slot: Slot, language: Language): string | null {
	const read = readSlot(frame, slot, language);
	return read && m.read_slot(read, { locale: language });
}

/** A register as the meter says it: '30,914 m³'; a gauge's value with fewer decimals. */
export function registerWords(
	value: number | null,
	meter: Pick<TraceMeter, 'medium' | 'unit'>,
	language: Language
): string {
	if (value === null) return m.trace_unknown({}, { locale: language });
	const decimals = MEDIUM_FACTS[meter.medium].kind === 'gauge' ? 2 : 3;
	return `${formatNumber(value, language, 3, decimals)} ${meter.unit}`;
}
