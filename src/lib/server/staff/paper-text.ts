import { createHash } from 'node:crypto';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';

/** Raised whenever the paper's words change. */
const VERSION = 1;

/** The text of the paper that a consent was signed on: its version, and SHA-256 in hex. */
export function paperText(
	purpose: 'own_view' | 'case',
	language: Language
): { readonly version: number; readonly hash: string } {
	const text = purpose === 'case' ? m.staff_paper_case : m.staff_paper_own;
	return {
		version: VERSION,
		hash: createHash('sha256')
			.update(text({}, { locale: language }))
			.digest('hex')
	};
}
