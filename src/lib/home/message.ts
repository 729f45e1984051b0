/** A message as the broker delivered it. `receivedAt`: UTC seconds at which it arrived here. */
export interface Message {
	readonly topic: string;
	readonly payload: string | Uint8Array;
	readonly retained: boolean;
	readonly receivedAt: number;
}

/** Why a whole message, or one value of it, does not count. */
export type Reason =
	| 'too_large'
	| 'empty'
	| 'not_json'
	| 'malformed'
	| 'checksum'
	| 'null_value'
	| 'empty_value'
	| 'not_a_number'
	| 'not_a_state'
	| 'out_of_range'
	| 'unsupported_template'
	| 'command'
	| 'unknown_source';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json | undefined;
}

/** A message whose payload has been looked at once: its text and, where the text is JSON, its value. */
export interface Opened {
	readonly message: Message;
	readonly topic: string;
	readonly segments: readonly string[];
	/** The payload as text; bytes above 127 that are no UTF-8 come as one character each. */
	readonly text: string;
	/** The payload's bytes, where it came as bytes. */
	readonly bytes: Uint8Array | null;
	/** undefined: the payload is no JSON. */
	readonly json: Json | undefined;
	/** The JSON value where it is an object, else null. */
	readonly object: JsonObject | null;
}

/** No measurement is larger than this many bytes; what is, is a fault or an attack. */
export const LARGEST_PAYLOAD = 64 * 1024;

/** Descriptions of a whole network are long: `bridge/devices` has several KB for each device. */
export const LARGEST_DESCRIPTION = 4 * 1024 * 1024;

const DESCRIPTION = /\/bridge\/devices$/;

/** Reads text and JSON of a payload, or says why that cannot be. */
export function openMessage(message: Message): Opened | { readonly rejected: Reason } {
	const { topic, payload } = message;
	const limit = DESCRIPTION.test(topic) ? LARGEST_DESCRIPTION : LARGEST_PAYLOAD;
	if (exceeds(payload, limit)) return { rejected: 'too_large' };
	const text = typeof payload === 'string' ? payload : textOf(payload);
	if (text.trim() === '' && !isDiscovery(topic)) return { rejected: 'empty' };
	const json = jsonOf(text);
	return {
		message,
		topic,
		segments: topic.split('/'),
		text,
		bytes: typeof payload === 'string' ? null : payload,
		json,
		object: isObject(json) ? json : null
	};
}

/** An empty payload there takes an entity back, so it means something. */
const isDiscovery = (topic: string) => topic.endsWith('/config');

export function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, or an empty one. */
export function objectAt(object: JsonObject, key: string): JsonObject {
	const value = own(object, key);
	return isObject(value) ? value : {};
}

/** The value under a key of the message itself: `constructor` and the like are no fields. */
export function own(object: JsonObject, key: string): Json | undefined {
	return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The text under a key, or ''. */
export function textAt(object: JsonObject, key: string): string {
	const value = own(object, key);
	return typeof value === 'string' ? value : '';
}

function exceeds(payload: string | Uint8Array, limit: number): boolean {
	if (payload.length > limit) return true;
	if (typeof payload !== 'string' || payload.length * 3 <= limit) return false;
	return new TextEncoder().encode(payload).length > limit;
}

/** Made once: a decoder costs more than most of the texts that it reads. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });
const LATIN1 = new TextDecoder('latin1');

function textOf(bytes: Uint8Array): string {
	try {
		return UTF8.decode(bytes);
	} catch {
		return LATIN1.decode(bytes);
	}
}

/** Bare NaN and Infinity, which some firmware prints: one bad value must not cost the others. */
const BARE = /(?<=[:[,]\s*)[-+]?(?:nan|inf(?:inity)?)(?=\s*[,}\]])/gi;

function jsonOf(text: string): Json | undefined {
	const first = text.trimStart().charAt(0);
	if (!/[[{"\d\-tfn]/.test(first)) return undefined;
	const value = parsed(text);
	return value === undefined && first === '{' ? parsed(text.replace(BARE, '"NaN"')) : value;
}

/** JSON.parse gives exactly what Json describes. */
function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}
