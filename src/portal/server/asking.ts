import type { Medium } from '#lib/energy/medium.ts';
import { isMedium } from '#lib/energy/medium.ts';
import { SHOWN_RESOLUTIONS, type ShownResolution } from '#lib/privacy/purpose.ts';
import type { OpenCase } from '#lib/server/staff/cases.ts';
import type { SentForm } from './form.ts';

/** What staff ask the tenants for. */
export interface Wanted {
	readonly caseId: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly ShownResolution[];
}

/** The ticks of a question; null: nothing to ask. @param caseId the case that the page is about; absent: the form says */
export function readWanted(form: SentForm, caseId = form.text('case')): Wanted | null {
	const media = form.all('medium').filter(isMedium);
	const sent = form.all('resolution');
	const resolutions = SHOWN_RESOLUTIONS.filter((each) => sent.includes(each));
	return media.length === 0 || resolutions.length === 0 ? null : { caseId, media, resolutions };
}

/** The question as those will see it who are asked. */
export const previewOf = (wanted: Wanted, { reference, reason, closes }: Omit<OpenCase, 'id' | 'asked'>) => ({
	...wanted,
	...{ reference, reason, closes }
});
