import type { Language } from '#lib/i18n/formats.ts';

declare global {
	namespace App {
		interface Error {
			/** What to quote when asking for help: the same word stands in the log. Only where something broke. */
			reference?: string;
		}
		interface Locals {
			/** The presented session token, unproven: only the database knows whether it is worth anything. */
			token: string | null;
			language: Language;
			/** Opens the log entry of a failure; see hooks/failures.ts. */
			reference?: string;
		}
	}
}

export {};
