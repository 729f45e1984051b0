import { defineParams } from '@sveltejs/kit/params';
import { isMedium, isResolution } from '#lib/energy/medium.ts';
import { SUBJECTS, type Subject } from '#lib/energy/series.ts';

const isSubject = (word: string): word is Subject => (SUBJECTS as readonly string[]).includes(word);

/** What may stand in an address. A home's id has no matcher: whatever it is, the same answer follows. */
export const params = defineParams({
	subject: (word) => (isSubject(word) ? word : undefined),
	resolution: (word) => (isResolution(word) ? word : undefined),
	medium: (word) => (isMedium(word) ? word : undefined)
});
