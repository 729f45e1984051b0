import type { Opened, Reason } from './message.ts';
import type { Memory } from './memory.ts';
import type { Sheet } from './sheet.ts';

/** What an adapter makes of a message: a sheet with readings (none is fine), a rejection, or new knowledge. */
export type Finding =
	| { readonly sheet: Sheet; readonly memory?: Memory }
	| { readonly rejected: Reason }
	/** Understood, and of no interest here: a description, a log line, a configuration. */
	| { readonly aside: true; readonly memory?: Memory };

/** Reads one source's messages; null: this is not one of them. Never throws, whatever the payload. */
export type Adapter = (opened: Opened, memory: Memory) => Finding | null;

export const ASIDE: Finding = { aside: true };
