import { z } from 'zod';
import { MEDIA } from '#lib/energy/medium.ts';
import type { Lease } from '#lib/home/grant-ends.ts';
import { leaseOf, leaseSchema } from './lease.ts';

const TIMEOUT_MS = 20_000;
const LONGEST_ANSWER = 1024 * 1024;

const homeSchema = z.object({
	home: z.object({ timeZone: z.string().max(60).refine(isZone) }),
	meters: z.array(
		z.object({
			serial: z.string(),
			medium: z.enum(MEDIA),
			unit: z.string(),
			scale: z.number().int().min(-9).max(9)
		})
	)
});
export const pairedSchema = homeSchema.extend({ key: z.string().min(3).max(500) });
/** The key to the central system, and what it knows of the home. */
export type Paired = z.infer<typeof pairedSchema>;

const factsSchema = homeSchema.extend({ now: z.iso.datetime({ offset: true }) });

const begunSchema = z.object({
	code: z.string().min(4).max(40),
	ticket: z.string().min(8).max(500),
	expiresAt: z.iso.datetime({ offset: true })
});
/** `lastsS`: how long the code is good, seconds: a node whose clock is wrong must still be able to be paired. */
export type Begun = z.infer<typeof begunSchema> & { readonly lastsS: number };

const acceptedSchema = z.object({
	now: z.iso.datetime({ offset: true }),
	stored: z.array(z.string()),
	refused: z.array(z.object({ id: z.string().nullable(), reason: z.string(), detail: z.string().optional() }))
});
export type Accepted = z.infer<typeof acceptedSchema>;

/** One hourly value on its way. */
export interface Item {
	readonly id: string;
	readonly meter: string;
	readonly medium: string;
	readonly at: string;
	readonly value: string;
	readonly unit: string;
	readonly quality: string;
}

/** It did not work this time. `reason` in words for the log, `retryAfterMs` when the central system asked for it. */
export interface Failure {
	readonly kind: 'failed';
	readonly reason: string;
	readonly retryAfterMs: number | null;
}

export type DeliveryAnswer =
	| { readonly kind: 'accepted'; readonly answer: Accepted }
	/** The key opens nothing any more. */
	| { readonly kind: 'ended' }
	/** The delivery as a whole is not understood, or too large. */
	| { readonly kind: 'unreadable'; readonly reason: string }
	| Failure;

export type PairingAnswer =
	| { readonly kind: 'waiting' }
	| { readonly kind: 'over' }
	| { readonly kind: 'paired'; readonly paired: Paired }
	| Failure;

export type HomeAnswer =
	| { readonly kind: 'known'; readonly facts: z.infer<typeof factsSchema> }
	/** The key opens nothing any more. */
	| { readonly kind: 'ended' }
	| Failure;

export type GrantAnswer =
	/** `version`: by it the next question says what is known; null: this central system answers at once, always. */
	| { readonly kind: 'known'; readonly lease: Lease; readonly version: string | null }
	/** The key opens nothing any more. */
	| { readonly kind: 'ended' }
	| Failure;

/** The central system over HTTP. Never throws for what the network or the other side does. */
export class Central {
	readonly #base: URL;
	readonly #ending = new AbortController();
	readonly #timeoutMs: number;

	constructor(base: URL, timeoutMs = TIMEOUT_MS) {
		this.#base = base;
		this.#timeoutMs = timeoutMs;
	}

	/** Delivers items, at most 500, oldest first. @param sentAt UTC seconds by the node's clock */
	async deliver(key: string, sentAt: number, items: readonly Item[]): Promise<DeliveryAnswer> {
		const body = { sentAt: new Date(sentAt * 1000).toISOString(), items };
		const answer = await this.#ask('hours', { method: 'POST', body, authorization: `Node ${key}` });
		if (answer.kind === 'failed') return answer;
		if (answer.status === 401) return { kind: 'ended' };
		if (answer.status === 400 || answer.status === 413 || answer.status === 422)
			return { kind: 'unreadable', reason: words(answer) };
		return understood(answer, 200, acceptedSchema, (accepted) => ({ kind: 'accepted', answer: accepted }));
	}

	/** Asks for a code that somebody enters in the portal. */
	async beginPairing(name: string): Promise<{ readonly kind: 'begun'; readonly begun: Begun } | Failure> {
		const answer = await this.#ask('pairings', { method: 'POST', body: { name } });
		if (answer.kind === 'failed') return answer;
		const { at } = answer;
		return understood(answer, 201, begunSchema, (begun) => ({
			kind: 'begun',
			begun: { ...begun, lastsS: (Date.parse(begun.expiresAt) - at) / 1000 }
		}));
	}

	/** Asks whether somebody has entered the code. */
	async askPairing(ticket: string): Promise<PairingAnswer> {
		const answer = await this.#ask('pairings/current', { method: 'GET', authorization: `Ticket ${ticket}` });
		if (answer.kind === 'failed') return answer;
		if (answer.status === 202) return { kind: 'waiting' };
		if (answer.status === 410 || answer.status === 401) return { kind: 'over' };
		return understood(answer, 200, pairedSchema, (paired) => ({ kind: 'paired', paired }));
	}

	/** Asks what the home is now: its zone and its meters. */
	async askHome(key: string): Promise<HomeAnswer> {
		const answer = await this.#ask('node', { method: 'GET', authorization: `Node ${key}` });
		if (answer.kind === 'failed') return answer;
		if (answer.status === 401) return { kind: 'ended' };
		return understood(answer, 200, factsSchema, (facts) => ({ kind: 'known', facts }));
	}

	/**
	 * Asks what the display may show finer than months. What this version does not know is left out.
	 * @param waiting the central system may wait with its answer, so long, until it is another than the version that is known
	 */
	async askDisplay(
		key: string,
		{ known, waitS, signal }: { known: string | null; waitS: number; signal?: AbortSignal }
	): Promise<GrantAnswer> {
		const waiting = known === null ? '' : `?${new URLSearchParams({ known, wait: String(waitS) })}`;
		const answer = await this.#ask(`display${waiting}`, {
			...{ method: 'GET', authorization: `Node ${key}` },
			...(known === null ? {} : { longerMs: waitS * 1000 }),
			...(signal === undefined ? {} : { signal })
		});
		if (answer.kind === 'failed') return answer;
		if (answer.status === 401) return { kind: 'ended' };
		return understood(answer, 200, leaseSchema, (told) => ({
			...{ kind: 'known', lease: leaseOf(told), version: told.version ?? null }
		}));
	}

	/** Gives up what is under way. */
	stop(): void {
		this.#ending.abort();
	}

	async #ask(
		path: string,
		{ method, body, authorization, longerMs = 0, signal }: Request
	): Promise<Answer | Failure> {
		try {
			const response = await fetch(new URL(`api/collect/v1/${path}`, withSlash(this.#base)), {
				method,
				headers: {
					accept: 'application/json',
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
					...(authorization === undefined ? {} : { authorization })
				},
				// the key goes to the address that was written down, and nowhere else
				redirect: 'error',
				signal: AbortSignal.any([
					this.#ending.signal,
					AbortSignal.timeout(this.#timeoutMs + longerMs),
					...(signal === undefined ? [] : [signal])
				]),
				...(body === undefined ? {} : { body: JSON.stringify(body) })
			});
			return {
				kind: 'answer',
				status: response.status,
				text: await bounded(response),
				at: Date.parse(response.headers.get('date') ?? '') || Date.now(),
				retryAfterMs: wait(response)
			};
		} catch (error) {
			return { kind: 'failed', reason: reasonOf(error), retryAfterMs: null };
		}
	}
}

interface Request {
	readonly method: string;
	readonly body?: unknown;
	readonly authorization?: string;
	/** So much longer than usual the answer may take, milliseconds. */
	readonly longerMs?: number;
	/** Gives up this request alone. */
	readonly signal?: AbortSignal;
}

interface Answer {
	readonly kind: 'answer';
	readonly status: number;
	readonly text: string;
	/** When the central system answered, by its own clock where it says so; UTC milliseconds. */
	readonly at: number;
	readonly retryAfterMs: number | null;
}

function understood<T, R>(
	answer: Answer,
	status: number,
	schema: z.ZodType<T>,
	then: (value: T) => R
): R | Failure {
	const { retryAfterMs } = answer;
	if (answer.status !== status) return { kind: 'failed', reason: words(answer), retryAfterMs };
	try {
		const parsed = schema.safeParse(JSON.parse(answer.text));
		if (parsed.success) return then(parsed.data);
	} catch {
		// no JSON: said below
	}
	return { kind: 'failed', reason: 'The answer is not one of the central system’s.', retryAfterMs };
}

const words = ({ status, text }: Answer) => `${status} ${text.slice(0, 200)}`;

/** The text of an answer; what is too long is no answer of ours. */
async function bounded(response: Response): Promise<string> {
	if (response.body === null) return '';
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of response.body) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length > LONGEST_ANSWER) throw new Error('The answer is too long.');
	}
	return text + decoder.decode();
}

/** `Retry-After` in seconds, at most an hour. */
function wait(response: Response): number | null {
	const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) * 1000 : null;
}

/** A zone that nobody here knows would stop every calendar. */
function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}

const withSlash = (base: URL) => (base.pathname.endsWith('/') ? base : new URL(`${base.href}/`));

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
