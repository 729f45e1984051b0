/** Why a case may be opened; the database holds the same list (staff.support_case). */
export const REASONS = [
	'bill_question',
	'leak',
	'meter_fault',
	'comfort',
	'saving_advice',
	'other_fault'
] as const;
