import { isObject, own, type Json } from '../message.ts';
import { numberOf } from '../number.ts';

/** What a template makes of a payload; null: it is more than the simple templates that are read here. */
export interface Rendered {
	readonly value: Json | undefined;
}

const EXPRESSION = /^\s*\{\{-?\s*([^{}]+?)\s*-?\}\}\s*$/;
const PATH = /^(value_json|value)\b((?:\.[A-Za-z_]\w*|\[\s*(?:'[^']*'|"[^"]*"|\d+)\s*\])*)/;
const STEP = /\.([A-Za-z_]\w*)|\[\s*(?:'([^']*)'|"([^"]*)"|(\d+))\s*\]/g;
const SUM = /^\s*(?:\|\s*(\w+)\s*(?:\(([^()|]*)\))?|([*/])\s*(-?\d+(?:\.\d+)?))/;

/** No simple template is longer. */
const LONGEST = 400;

/** Filters that change nothing in a value, or only its last digits. */
const PASSING = /^(?:float|int|round|is_defined|default|string|trim|abs|bool)$/;

/**
 * Reads `{{ value_json.a['b'] | float | round(2) }}`, also with `* 0.001` or `/ 1000`: nearly every template of
 * announcements is of this form. Anything with conditions is left alone rather than half understood.
 */
export function render(template: string, text: string, json: Json | undefined): Rendered | null {
	if (template.trim() === '') return { value: text.trim() };
	if (template.length > LONGEST) return null;
	const expression = EXPRESSION.exec(template)?.[1];
	// brackets around a product, as in `(value_json.x | float / 1000) | round(1)`
	const flat = expression?.replace(/^\(\s*([^()]*?(?:\([^()]*\))?[^()]*?)\s*\)(?=\s*(?:\||$))/, '$1');
	const path = flat === undefined ? null : PATH.exec(flat);
	if (flat === undefined || !path) return null;
	let value = path[1] === 'value' ? text.trim() : json;
	for (const [, dotted, single, double, index] of (path[2] ?? '').matchAll(STEP))
		value = step(value, dotted ?? single ?? double ?? Number(index));
	return applied(value, flat.slice(path[0].length));
}

function step(value: Json | undefined, key: string | number): Json | undefined {
	if (typeof key === 'number') return Array.isArray(value) ? (value as readonly Json[])[key] : undefined;
	return isObject(value) ? own(value, key) : undefined;
}

function applied(value: Json | undefined, chain: string): Rendered | null {
	let rest = chain;
	let factor = 1;
	while (rest.trim() !== '') {
		const match = SUM.exec(rest);
		if (!match) return null;
		const [whole, filter, argument, operator, operand] = match;
		const by =
			filter === 'multiply'
				? Number(argument)
				: operator === '*'
					? Number(operand)
					: operator === '/'
						? 1 / Number(operand)
						: 1;
		if (filter !== undefined && filter !== 'multiply' && !PASSING.test(filter)) return null;
		if (!Number.isFinite(by)) return null;
		factor *= by;
		rest = rest.slice(whole.length);
	}
	if (factor === 1 || value === undefined) return { value };
	const number = numberOf(value);
	return { value: 'value' in number ? number.value * factor : value };
}
