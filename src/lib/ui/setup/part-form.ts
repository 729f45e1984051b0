import { isMedium, type Medium } from '#lib/energy/medium.ts';
import type { Setup } from '#lib/home/setup.ts';
import type { CentralMeter, Part, Register } from './part.ts';

/** What somebody typed into a part's form, as typed. By name of the field. */
export type Typed = Readonly<Record<string, string>>;

/** What is wrong with a field. */
export type FieldProblem =
	| 'name_missing'
	| 'name_long'
	| 'room_long'
	| 'medium_missing'
	| 'serial_long'
	| 'serial_taken'
	| 'serial_medium'
	| 'minutes_wrong';

/** By name of the field. `with`: the device or medium that the words speak of. */
export type Problems = Readonly<Record<string, { readonly key: FieldProblem; readonly with?: string }>>;

/** One row of commissioning, as the node takes it. */
export type Row = Setup;

export type ReadPart =
	{ readonly ok: true; readonly rows: readonly Row[] } | { readonly ok: false; readonly problems: Problems };

export const mediumField = (quantity: string) => `medium-${quantity}`;
export const serialField = (quantity: string) => `serial-${quantity}`;

const LONGEST_MINUTES = 30 * 24 * 60;

/** The fields of a form as they came; what is no text is left out. */
export function typedOf(form: FormData): Typed {
	const typed: Record<string, string> = {};
	for (const [name, value] of form) if (typeof value === 'string') typed[name] = value.slice(0, 400);
	return typed;
}

/** What a part's form is filled with before anybody has typed. */
export function filledFrom(part: Part, meters: readonly CentralMeter[] | null): Typed {
	const typed: Record<string, string> = {
		name: part.name,
		room: part.room,
		interval: part.expectedS === null ? 'learned' : 'minutes',
		minutes:
			part.expectedS === null ? '' : String(Math.round((part.expectedS / 60) * 100) / 100).replace('.', ','),
		hidden: part.hidden ? 'on' : ''
	};
	for (const register of part.registers) {
		const { quantity, medium } = register;
		typed[mediumField(quantity)] = medium === '' ? 'none' : (medium ?? '');
		typed[serialField(quantity)] =
			meters === null || part.isCommissioned ? register.serial : likelyMeter(register, meters);
	}
	return typed;
}

/** The meter that has the number which the device sends, or the home's only one of what the device surely meters. */
function likelyMeter({ serial, choices, medium }: Register, meters: readonly CentralMeter[]): string {
	const possible = meters.filter((meter) => choices.some((choice) => choice === meter.medium));
	const own = possible.find((meter) => meter.serial === serial);
	if (own) return own.serial;
	const [only, other] = possible;
	const isSure = medium === 'electricity' || medium === 'electricity_export';
	return isSure && only && !other ? only.serial : '';
}

interface Around {
	readonly device: string;
	readonly part: Part;
	/** What has been said of all devices. */
	readonly setups: readonly Setup[];
	/** null: not paired, so nobody knows. */
	readonly meters: readonly CentralMeter[] | null;
}

/**
 * Reads a part's form into rows: one for the part, one for each of its registers.
 * Everything that is wrong is said at once, each at its field.
 */
export function readPart(typed: Typed, { device, part, setups, meters }: Around): ReadPart {
	const problems: Record<string, { key: FieldProblem; with?: string }> = {};
	const name = typed['name']?.trim() ?? '';
	const room = typed['room']?.trim() ?? '';
	if (name === '') problems['name'] = { key: 'name_missing' };
	else if (name.length > 60) problems['name'] = { key: 'name_long' };
	if (room.length > 60) problems['room'] = { key: 'room_long' };
	const expectedS = intervalOf(typed);
	if (expectedS === undefined) problems['minutes'] = { key: 'minutes_wrong' };
	const { channel } = part;
	const whole = {
		device,
		channel,
		name,
		room: room || null,
		expectedS: expectedS ?? null,
		hidden: typed['hidden'] === 'on'
	};
	const rows: Row[] = [{ ...whole, quantity: '', medium: null, serial: null }];
	for (const { quantity, choices } of part.registers) {
		const medium = mediumIn(typed[mediumField(quantity)], choices);
		if (medium === undefined) {
			problems[mediumField(quantity)] = { key: 'medium_missing' };
			continue;
		}
		const serial = medium === null ? null : typed[serialField(quantity)]?.trim() || null;
		rows.push({ ...whole, quantity, medium, serial });
		if (medium === null || serial === null) continue;
		const field = serialField(quantity);
		const others = [
			...setups.filter((setup) => setup.device !== device || setup.channel !== channel),
			...rows.slice(0, -1)
		];
		const taken = others.find((setup) => setup.serial === serial && setup.medium === medium);
		const same = meters?.filter((meter) => meter.serial === serial) ?? [];
		const [other] = same;
		if (serial.length > 100) problems[field] = { key: 'serial_long' };
		else if (taken) problems[field] = { key: 'serial_taken', with: taken.name || taken.device };
		else if (other && same.every((meter) => meter.medium !== medium))
			problems[field] = { key: 'serial_medium', with: other.medium };
	}
	return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, rows };
}

/** undefined: nobody has chosen. */
function mediumIn(word: string | undefined, choices: readonly Medium[]): Medium | null | undefined {
	if (word === 'none') return null;
	return word !== undefined && isMedium(word) && choices.includes(word) ? word : undefined;
}

/** Seconds; null: learned; undefined: cannot be read. */
function intervalOf(typed: Typed): number | null | undefined {
	if (typed['interval'] !== 'minutes') return null;
	const text = typed['minutes']?.trim().replace(',', '.') ?? '';
	if (!/^\d{1,6}(?:\.\d{1,4})?$/.test(text)) return undefined;
	const minutes = Number(text);
	return minutes > 0 && minutes <= LONGEST_MINUTES ? Math.max(1, Math.round(minutes * 60)) : undefined;
}
