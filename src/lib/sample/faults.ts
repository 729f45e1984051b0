/** What goes wrong with a meter's telegrams. Times: UTC seconds; a single reading is the first at or after `at`. */
export type Fault =
	/** Nothing is received in [from, to). */
	| { readonly kind: 'silence'; readonly serial: string; readonly from: number; readonly to: number }
	/** The telegrams of [from, to) arrive after newer ones. */
	| { readonly kind: 'late'; readonly serial: string; readonly from: number; readonly to: number }
	/** A register read wrongly by `error` and put right afterwards. */
	| { readonly kind: 'corrected'; readonly serial: string; readonly at: number; readonly error: number }
	/** A register off by `error`, and nobody puts it right. */
	| { readonly kind: 'spike'; readonly serial: string; readonly at: number; readonly error: number }
	/** The register says 0 for a moment. */
	| { readonly kind: 'dip'; readonly serial: string; readonly at: number };

/** Readings of one meter in order of time: `at[i]` UTC seconds, `registers[i]` smallest units (gauge: the value). */
export interface Telegrams {
	readonly at: readonly number[];
	readonly registers: readonly number[];
}

/** A meter's telegrams in the order in which they arrive: at once, late, and the corrections at the end. */
export interface Deliveries {
	readonly prompt: Telegrams;
	readonly late: Telegrams;
	readonly corrections: Telegrams;
}

/** Takes a meter's true telegrams apart as its faults have it. */
export function spoil(serial: string, telegrams: Telegrams, faults: readonly Fault[]): Deliveries {
	const mine = faults.filter((fault) => fault.serial === serial);
	if (mine.length === 0) return { prompt: telegrams, late: NONE, corrections: NONE };
	const prompt = new List();
	const late = new List();
	const corrections = new List();
	let before = Number.NEGATIVE_INFINITY;
	telegrams.at.forEach((at, i) => {
		const register = telegrams.registers[i] ?? 0;
		const fault = mine.find((f) => ('from' in f ? at >= f.from && at < f.to : at >= f.at && before < f.at));
		before = at;
		if (fault?.kind === 'silence') return;
		if (fault?.kind === 'late') late.add(at, register);
		else if (fault?.kind === 'dip') prompt.add(at, 0);
		else prompt.add(at, register + (fault?.error ?? 0));
		if (fault?.kind === 'corrected') corrections.add(at, register);
	});
	return { prompt, late, corrections };
}

const NONE: Telegrams = { at: [], registers: [] };

/** Telegrams being gathered. */
export class List implements Telegrams {
	readonly at: number[] = [];
	readonly registers: number[] = [];

	add(at: number, register: number): void {
		this.at.push(at);
		this.registers.push(register);
	}
}
