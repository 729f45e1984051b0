import type { IncomingMessage } from 'node:http';
import type { Language } from '#lib/i18n/formats.ts';
import type { Rights } from './server/sessions.ts';

declare global {
	namespace App {
		interface Error {
			/** What to quote when asking for help: the same word stands in the log. Only where something broke. */
			reference?: string;
		}
		interface Locals {
			/** What the PIN that was entered here opens now. */
			session: Rights;
			language: Language;
		}
		interface Platform {
			readonly req: IncomingMessage;
		}
	}
}

export {};
