import { interpret, type Interpretation } from './interpret.ts';
import type { Memory } from './memory.ts';
import { own, textAt, type Json, type JsonObject } from './message.ts';
import type { Reading } from './reading.ts';

/** A reading in the terms of the installer's tool. */
export interface PlainReading {
	readonly quantity: string;
	readonly value: number | boolean;
	readonly unit: string | null;
	readonly kind: 'register' | 'gauge' | 'binary';
	/** Only where one message speaks of several parts of a device. */
	readonly channel?: number | string;
}

/** What one line came to. Values that do not count beside others that do are counted by reason. */
export type DecodedLine =
	| {
			readonly line: number;
			readonly readings: readonly PlainReading[];
			readonly refused?: Record<string, number>;
	  }
	| { readonly line: number; readonly rejected: string };

const KINDS = { counter: 'register', gauge: 'gauge', state: 'binary', event: 'binary' } as const;

/** A reading as `decode` prints it. */
export function plain({ quantity, value, unit, kind, port }: Reading): PlainReading {
	return { quantity, value, unit, kind: KINDS[kind], ...(port === null ? {} : { channel: port }) };
}

/**
 * Decodes one line `{topic, payload, retained?, receivedAt?}`. The payload is an object or text; `receivedAt` is
 * seconds or milliseconds since 1970 or ISO 8601.
 * @param now UTC seconds, for lines that do not say when they were received
 */
export function decodeLine(
	text: string,
	line: number,
	now: number,
	memory: Memory
): { result: DecodedLine; memory: Memory } {
	const object = lineOf(text);
	const topic = object ? textAt(object, 'topic') : '';
	const payload = object ? payloadOf(object) : null;
	if (object === null || topic === '' || payload === null)
		return { result: { line, rejected: 'broken_line' }, memory };
	const retained = own(object, 'retained') === true || own(object, 'retain') === true;
	const message = { topic, payload, retained, receivedAt: receivedAt(own(object, 'receivedAt')) ?? now };
	const interpretation = interpret(message, memory);
	return { result: said(line, interpretation), memory: interpretation.memory };
}

function said(line: number, interpretation: Interpretation): DecodedLine {
	if (interpretation.kind === 'rejected') return { line, rejected: interpretation.reason };
	const refused: Record<string, number> = {};
	for (const { reason } of interpretation.refused) refused[reason] = (refused[reason] ?? 0) + 1;
	const readings = interpretation.readings.map(plain);
	return { line, readings, ...(interpretation.refused.length > 0 ? { refused } : {}) };
}

function lineOf(text: string): JsonObject | null {
	try {
		const value = JSON.parse(text) as Json;
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as JsonObject)
			: null;
	} catch {
		return null;
	}
}

function payloadOf(object: JsonObject): string | Uint8Array | null {
	const payload = own(object, 'payload');
	if (payload === undefined) return null;
	if (typeof payload !== 'string') return JSON.stringify(payload);
	const type = textAt(object, 'payload_type');
	if (type === 'hex')
		return /^(?:[0-9a-f]{2})*$/i.test(payload)
			? Uint8Array.from(payload.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
			: null;
	if (type === 'base64') return bytesOf(payload);
	return payload;
}

function bytesOf(base64: string): Uint8Array | null {
	try {
		return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
	} catch {
		return null;
	}
}

function receivedAt(raw: Json | undefined): number | null {
	if (typeof raw === 'string') {
		const ms = Date.parse(raw);
		return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
	}
	if (typeof raw !== 'number' || !Number.isFinite(raw)) return null;
	return Math.floor(raw > 1e11 ? raw / 1000 : raw);
}
