import { z } from 'zod';
import { MEDIA } from '#lib/energy/medium.ts';
import { textField, tickedBoxes } from './form-fields.ts';

/** For how many days a key may hold; the first is the usual. */
export const TOKEN_DAYS = [90, 30, 180, 365] as const;

const schema = z.object({
	name: z
		.string()
		.normalize('NFC')
		.trim()
		.regex(/^\P{C}{1,60}$/u),
	homes: z.array(z.guid()).min(1).max(20),
	media: z.array(z.enum(MEDIA)).min(1),
	resolutions: z.array(z.enum(['month', 'day', 'hour'])).min(1),
	days: z.coerce.number().pipe(z.literal(TOKEN_DAYS))
});

const ORDER = ['name', 'homes', 'media', 'resolutions', 'days'] as const;
/** The field that is to be filled in first. */
export type TokenFault = (typeof ORDER)[number];

/** What was sent, to be shown again; never the password. */
export interface SentToken {
	readonly name: string;
	readonly homes: readonly string[];
	readonly media: readonly string[];
	readonly resolutions: readonly string[];
	readonly days: string;
}

export type ReadToken =
	| { readonly ok: true; readonly sent: SentToken; readonly value: z.infer<typeof schema> }
	| { readonly ok: false; readonly sent: SentToken; readonly fault: TokenFault };

/** The fields of a wish for a key, each box counted once. */
export function readTokenForm(form: FormData): ReadToken {
	const ticks = (name: string) => [...new Set(tickedBoxes(form, name))];
	const sent = {
		name: textField(form, 'name').slice(0, 120),
		homes: ticks('homes'),
		media: ticks('media'),
		resolutions: ticks('resolutions'),
		days: textField(form, 'days')
	};
	const result = schema.safeParse(sent);
	if (result.success) return { ok: true, sent, value: result.data };
	const fields = result.error.issues.map(({ path }) => path[0]);
	return { ok: false, sent, fault: ORDER.find((field) => fields.includes(field)) ?? 'name' };
}
