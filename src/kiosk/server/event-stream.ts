/** Bytes that may wait for a slow reader. A reader that is further behind begins anew with a snapshot. */
const MOST_WAITING = 256 * 1024;

/** A stream of server-sent events to one page. Memory is bounded: a page that does not keep up is cut off. */
export class EventStream {
	readonly body: ReadableStream<Uint8Array>;
	readonly #cut: () => void;
	readonly #ended: () => void;
	#controller: ReadableStreamDefaultController<Uint8Array> | null = null;

	/**
	 * @param cut ends the connection without waiting for a reader that does not read
	 * @param ended told once, whoever ended it
	 */
	constructor(cut: () => void, ended: () => void) {
		this.#cut = cut;
		this.#ended = ended;
		this.body = new ReadableStream<Uint8Array>(
			{
				start: (controller) => {
					this.#controller = controller;
				},
				cancel: () => {
					this.#forget();
				}
			},
			new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING })
		);
	}

	/** Sends an event, or cuts the stream off where too much waits already. */
	send(event: Uint8Array): void {
		if (this.#controller === null) return;
		if ((this.#controller.desiredSize ?? 0) > 0) {
			this.#controller.enqueue(event);
			return;
		}
		this.#forget()?.error(new Error('The page does not keep up.'));
		this.#cut();
	}

	end(): void {
		this.#forget()?.close();
	}

	#forget(): ReadableStreamDefaultController<Uint8Array> | null {
		const controller = this.#controller;
		this.#controller = null;
		if (controller !== null) this.#ended();
		return controller;
	}
}

/** One event as its bytes. Source: WHATWG HTML, 9.2 Server-sent events. */
export function eventBytes(id: number, name: string, data: unknown): Uint8Array {
	return Buffer.from(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}
