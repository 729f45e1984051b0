/** Why a line of a file is not taken. The words stand in the report file; the sentences explain them. */
export const REJECTIONS = {
	columns: 'the number of values differs from the header’s',
	bad_json: 'not one JSON object with meter, at, register and perhaps status',
	too_long: 'longer than 4,000 characters',
	no_meter: 'no meter named',
	unknown_meter: 'no meter with this serial number is registered',
	no_offset: 'a local time: write the offset from UTC, such as 2016-10-30T02:00:00+01:00, or Z',
	bad_time: 'not an existing date and time such as 2016-10-30T02:00:00Z',
	decimal_comma: 'a decimal comma: write the decimals after a point',
	bad_register: 'not a plain decimal number such as 13423.7',
	too_precise: 'more decimals than this meter has',
	out_of_range: 'larger than a register can be',
	unknown_status: 'an unknown status: write suspect, corrected or nothing'
} as const;
export type Rejection = keyof typeof REJECTIONS;

/** What the store itself does not take. */
const STORE_REJECTIONS: Readonly<Record<string, string>> = {
	not_installed_then: 'no meter with this serial number was installed anywhere at that time',
	no_home_then: 'the meter’s apartment has no tenancy or vacancy at that time',
	register_out_of_range: 'a register that this meter cannot show',
	reduced: 'from a time whose hours are no longer kept',
	future: 'more than a day ahead of the clock'
};

/** The sentence for a reason, the reason itself when there is none. */
export function explain(reason: string): string {
	return (REJECTIONS as Readonly<Record<string, string>>)[reason] ?? STORE_REJECTIONS[reason] ?? reason;
}

/** A whole file that cannot be read as readings. The message is one line and says what to do. */
export class FileRefused extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'FileRefused';
	}
}
