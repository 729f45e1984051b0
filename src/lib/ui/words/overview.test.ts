import { describe, expect, it } from 'vitest';
import { priceOf } from '#lib/energy/cost/price.ts';
import { madeFrame, madeHome, madeParts, type Amounts } from '#lib/energy/overview/made-overview.ts';
import { overviewOf } from '#lib/energy/overview/overview-of.ts';
import type { Attention } from '#lib/energy/overview/attention.ts';
import type { MediumParts } from '#lib/energy/overview/known.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { toldOf } from './attention.ts';
import { headOf } from './overview-head.ts';
import { figureRows } from './overview-table.ts';
import { mediumAsides, mediumFigure, mediumSentence } from './overview.ts';

const AT = Date.parse('2026-11-22T13:00+01:00') / 1000;
const less: Amounts = (day) => (day < '2026-01-01' ? 0.05 : 0.043);
const prices = new Map<Medium, ReturnType<typeof priceOf>[]>([
	['hot_water', [priceOf({ from: 0, to: null, perUnit: '12', vat: '0.25', feePerDay: '0' })]]
]);
const made = (more: Partial<Parameters<typeof madeParts>[0]> = {}) =>
	madeParts({ at: AT, since: '2024-10-01', amounts: less, ...more });

function overview(parts: readonly MediumParts[], frame = madeFrame(AT), priced = prices) {
	return overviewOf(madeHome(parts.map(({ medium }) => medium)), parts, { frame, prices: priced });
}

describe('what the overview says', () => {
	const shown = overview([made()]);
	const [hot] = shown.media;

	it('is the month’s cost, beside last year, up to when, and what it ends at', () => {
		expect(headOf(shown, 'sv')).toEqual({
			when: 'Vatten, till och med söndag 22 kl. 13',
			head: 'November har hittills kostat *333 kr*. Det är *54 kr mindre* än samma dagar i fjol.',
			lead: 'I den här takten slutar november på *omkring 460 kr* (460–470).'
		});
		expect(headOf(shown, 'en').when).toBe('Water, up to Sunday 22 at 13');
	});

	it('is one plain sentence a medium', () => {
		const sentence = (amounts: Amounts) => {
			const other = overview([made({ amounts })]);
			return other.media.map((each) => mediumSentence(each, other, 'sv'))[0];
		};
		expect(sentence(less)).toBe('*14 % mindre* än samma dagar i fjol');
		expect(sentence((day) => (day < '2026' ? 1 : 1.5))).toBe('*50 % mer* än samma dagar i fjol');
		expect(sentence((day) => (day < '2026' ? 1 : 2.5))).toBe(
			'*Mer än dubbelt så mycket* som samma dagar i fjol'
		);
		expect(sentence(() => 1)).toBe('Ungefär som samma dagar i fjol');
		expect(sentence((day) => (day < '2026' ? 0 : 1))).toBe('I fjol användes inget de här dagarna');
		expect(sentence((day) => (day < '2025-12' ? null : 1))).toBe(
			'Ingen jämförelse än: för lite är mätt i fjol'
		);
	});

	it('is figures in the unit that fits', () => {
		expect(hot && mediumFigure(hot, false, 'sv')).toEqual({ value: '22,2', unit: 'm³' });
		expect(hot && mediumAsides(hot, false, 'sv')).toMatchObject([
			{ name: 'I dag', figure: '559 liter', rest: '650 liter i fjol så här dags' },
			{ name: 'I år', rest: '14 % mindre än i fjol' }
		]);
		expect(figureRows(shown, 'sv').map(({ name, change }) => `${name}: ${change}`)).toEqual([
			'Varmt vatten, i dag: −14 %',
			'Varmt vatten, november: −14 %',
			'Varmt vatten, 2026: −14 %'
		]);
	});

	it('of months alone is about the latest whole one', () => {
		const months = overview([made({ reads: 'month' })]);
		const [only] = months.media;
		expect(only && mediumSentence(only, months, 'sv')).toBe('*14 % mindre* i oktober än i oktober i fjol');
		expect(only && mediumAsides(only, false, 'sv')).toHaveLength(1);
		expect(headOf(months, 'sv')).toMatchObject({ when: 'Vatten', lead: null });
	});

	it('of a new tenant says once that there is nothing to compare with', () => {
		const fresh = overview([made({ since: '2026-11-10' })], madeFrame(AT, '2026-11-10'));
		expect(headOf(fresh, 'sv').lead).toMatch(/Det finns ingen jämförelse än: i fjol bodde ni inte här\.$/);
		expect(fresh.media.map((each) => mediumSentence(each, fresh, 'sv'))).toEqual([
			'Omkring *1,03 m³* om dagen'
		]);
		const today = overview([{ ...made(), hours: [], days: [], months: [] }], madeFrame(AT, '2026-11-22'));
		expect(headOf(today, 'sv').head).toBe('De första värdena är på väg.');
		expect(headOf(overview([]), 'sv').head).toBe('Här finns inga mätare än.');
	});

	it('without prices is what changed most', () => {
		const free = overview([made()], madeFrame(AT), new Map());
		expect(headOf(free, 'sv').head).toBe('*14 % mindre varmt vatten* än samma dagar i fjol.');
	});
});

describe('what needs attention is said', () => {
	const home = madeHome(['cold_water']);
	const said = (kind: Parameters<typeof toldOf>[0]) =>
		toldOf(kind, { home, today: '2026-11-22', language: 'sv' });
	const at = (iso: string) => Date.parse(iso) / 1000;

	it('a leak with since when, how much, and what to do', () => {
		const leak: Attention = {
			kind: 'leak',
			medium: 'cold_water',
			start: at('2026-11-21T02:00+01:00'),
			end: AT,
			litresPerHour: 11.2,
			isOver: false,
			isOlder: false
		};
		const { isUrgent, text, link } = said(leak);
		expect(isUrgent).toBe(true);
		expect(text).toMatch(
			/^\*Kallt vatten har runnit varje timme sedan lördag 21 kl\. 02\.\* Omkring 11 liter i timmen/
		);
		expect(text).toContain('ring Granbo');
		expect(link.href).toBe(`/homes/${home.id}/usage/water/hour/2026-11-22`);
		expect(said({ ...leak, isOver: true }).isUrgent).toBe(false);
	});

	it.each([
		['2026-11-21T00:00+01:00', '2026-11-22T00:00+01:00', 'lördag 21'],
		['2026-11-21T02:00+01:00', '2026-11-21T05:00+01:00', 'lördag 21 kl. 02–05'],
		['2026-11-21T22:00+01:00', '2026-11-22T00:00+01:00', 'lördag 21 kl. 22–24'],
		['2026-11-19T00:00+01:00', '2026-11-22T00:00+01:00', 'torsdag 19 till lördag 21'],
		['2026-11-21T22:00+01:00', '2026-11-22T03:00+01:00', 'lördag 21 kl. 22 till söndag 22 kl. 03']
	])('hours by name: %s to %s is %s', (start, end, words) => {
		const stretches = [{ start: at(start), end: at(end) }];
		expect(said({ kind: 'missing', medium: 'cold_water', stretches }).text).toContain(
			`*Kallt vatten saknas ${words}.*`
		);
	});

	it('of many times names three and counts the rest', () => {
		const stretches = [1, 2, 3, 4, 5].map((day) => ({
			start: at(`2026-11-0${day}T02:00+01:00`),
			end: at(`2026-11-0${day}T03:00+01:00`)
		}));
		expect(said({ kind: 'spread', medium: 'cold_water', stretches }).text).toContain('och 2 gånger till');
	});

	it('silence is urgent, lateness is not', () => {
		const since = at('2026-11-20T10:00+01:00');
		expect(said({ kind: 'silent', medium: 'cold_water', since })).toMatchObject({ isUrgent: true });
		const late = said({ kind: 'late', medium: 'cold_water', since });
		expect(late.isUrgent).toBe(false);
		expect(late.text).toContain('fredag 20 kl. 10');
	});
});
