/** What readings may be shown for by choice. `case`: to staff, for one matter that they work on. */
export const PURPOSES = ['own_view', 'display', 'tv', 'case'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a home chooses by itself; a case is asked for. */
export const CHOSEN_PURPOSES = ['own_view', 'display', 'tv'] as const;
export type ChosenPurpose = (typeof CHOSEN_PURPOSES)[number];

/** Month is always there for whoever is on the contract; these two are chosen, each for itself. */
export const CHOSEN_RESOLUTIONS = ['day', 'hour'] as const;
export type ChosenResolution = (typeof CHOSEN_RESOLUTIONS)[number];

/** From the one that tells least to the one that tells most. */
export const SHOWN_RESOLUTIONS = ['month', 'day', 'hour'] as const;
export type ShownResolution = (typeof SHOWN_RESOLUTIONS)[number];

/** Why staff ask to read a home: from a list, no text of their own. */
export const REASONS = [
	'bill_question',
	'leak',
	'meter_fault',
	'comfort',
	'saving_advice',
	'other_fault'
] as const;
export type Reason = (typeof REASONS)[number];

/** Why billing staff look at a home's billed months outside a bill. */
export const BILLING_REASONS = ['bill_question', 'bill_correction', 'final_bill', 'meter_check'] as const;
export type BillingReason = (typeof BILLING_REASONS)[number];
