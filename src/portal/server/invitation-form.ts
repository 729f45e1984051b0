import { z } from 'zod';
import { MEDIA } from '#lib/energy/medium.ts';
import { textField, tickedBoxes } from './form-fields.ts';

/** For how many months somebody may be let in. */
export const INVITATION_MONTHS = [1, 3, 6, 12] as const;

const schema = z
	.object({
		called: z
			.string()
			.normalize('NFC')
			.trim()
			.regex(/^\P{C}{1,60}$/u),
		kind: z.enum(['delegate', 'care']),
		media: z.array(z.enum(MEDIA)).min(1),
		resolutions: z.array(z.enum(['month', 'day', 'hour'])).min(1),
		months: z.coerce.number().pipe(z.literal(INVITATION_MONTHS))
	})
	.refine(({ kind, resolutions }) => kind !== 'care' || !resolutions.includes('month'), {
		path: ['resolutions']
	});

/** What was sent, to be shown again where something is missing. */
export interface SentInvitation {
	readonly called: string;
	readonly kind: string;
	readonly media: readonly string[];
	readonly resolutions: readonly string[];
	readonly months: string;
}

/** The field that is to be filled in first: each has words of its own. */
export type InvitationFault = 'called' | 'kind' | 'media' | 'resolutions' | 'months';

export type ReadInvitation =
	| { readonly ok: true; readonly sent: SentInvitation; readonly value: z.infer<typeof schema> }
	| { readonly ok: false; readonly sent: SentInvitation; readonly fault: InvitationFault };

/** The fields of an invitation as they stand in the form. */
export function readInvitationForm(form: FormData): ReadInvitation {
	const sent = {
		called: textField(form, 'called').slice(0, 120),
		kind: textField(form, 'kind'),
		media: tickedBoxes(form, 'media'),
		resolutions: tickedBoxes(form, 'resolutions'),
		months: textField(form, 'months')
	};
	const result = schema.safeParse(sent);
	if (result.success) return { ok: true, sent, value: result.data };
	const fields = result.error.issues.map(({ path }) => path[0]);
	const order = ['called', 'kind', 'media', 'resolutions', 'months'] as const;
	return { ok: false, sent, fault: order.find((field) => fields.includes(field)) ?? 'called' };
}
