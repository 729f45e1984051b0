import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { instantWords } from './words.ts';

const PROBLEMS = {
	not_offered: m.staff_sublet_not_offered,
	too_late: m.staff_sublet_too_late,
	in_use: m.staff_sublet_in_use,
	not_here: m.staff_sublet_not_here,
	not_invited: m.staff_sublet_not_invited
};

/** Why a change of a sublet was refused, and what to do. */
export const subletProblem = (problem: string, language: Language): string =>
	problem in PROBLEMS
		? PROBLEMS[problem as keyof typeof PROBLEMS]({}, { locale: language })
		: m.staff_sublet_not_offered({}, { locale: language });

/** 'från 1 december 2026 12:00 till 1 juni 2027 12:00'. Times are UTC seconds; `to` null: not decided. */
export function spanWords({ from, to }: { from: number; to: number | null }, language: Language): string {
	const first = instantWords(from, language);
	return to === null
		? m.staff_sublet_open({ from: first }, { locale: language })
		: m.staff_sublet_span({ from: first, to: instantWords(to, language) }, { locale: language });
}
