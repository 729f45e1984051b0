/** A value of a COSEM message: numbers, text as bytes, and lists of such. */
export type Cosem = number | Uint8Array | null | readonly Cosem[];

/** Nested deeper than this is no list of any meter. */
const DEEPEST = 6;

/** Plain numbers by tag: bytes, and whether they are signed. Source: IEC 62056-6-2, A-XDR of DLMS. */
const NUMBERS = new Map<number, readonly [bytes: number, signed: boolean]>([
	[0x03, [1, false]],
	[0x05, [4, true]],
	[0x06, [4, false]],
	[0x0f, [1, true]],
	[0x10, [2, true]],
	[0x11, [1, false]],
	[0x12, [2, false]],
	[0x14, [8, true]],
	[0x15, [8, false]],
	[0x16, [1, false]]
]);

/**
 * The data of a notification that a meter pushes: the body with or without its HDLC frame and LLC header.
 * null: not such a message, cut off, or its check sum is wrong.
 */
export function readNotification(bytes: Uint8Array): Cosem | null {
	const body = bytes[0] === 0x7e ? unframed(bytes) : bytes;
	if (body === null) return null;
	const llc = body[0] === 0xe6 && (body[1] === 0xe7 || body[1] === 0xe6) && body[2] === 0 ? 3 : 0;
	if (body[llc] !== 0x0f) return null;
	// invoke id of four bytes, then the meter's time with its length before it, or nothing
	const clock = body[llc + 5] ?? 0;
	const clockBytes = clock === 0 ? 1 : clock === 0x09 ? 2 + (body[llc + 6] ?? 0) : 1 + clock;
	const reader = new Reader(body, llc + 5 + clockBytes);
	try {
		return reader.value(0);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

class Reader {
	readonly #view: DataView;
	#at: number;

	constructor(bytes: Uint8Array, at: number) {
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#at = at;
	}

	/** @throws RangeError where the message ends too early or holds what no list holds */
	value(depth: number): Cosem {
		const tag = this.#byte();
		if (tag === 0x00) return null;
		if (tag === 0x01 || tag === 0x02) return this.#list(depth);
		if (tag === 0x09 || tag === 0x0a || tag === 0x0c) return this.#bytes(this.#byte());
		if (tag === 0x19) return this.#bytes(12);
		const [size, signed] = NUMBERS.get(tag) ?? [0, false];
		if (size === 0) throw new RangeError('unknown tag');
		const raw = this.#bytes(size);
		let bits = 0n;
		for (const byte of raw) bits = bits * 256n + BigInt(byte);
		return Number(signed ? BigInt.asIntN(size * 8, bits) : bits);
	}

	#list(depth: number): Cosem {
		if (depth >= DEEPEST) throw new RangeError('too deep');
		const count = this.#byte();
		const list: Cosem[] = [];
		for (let i = 0; i < count; i++) list.push(this.value(depth + 1));
		return list;
	}

	#byte(): number {
		return this.#view.getUint8(this.#at++);
	}

	#bytes(size: number): Uint8Array {
		if (this.#at + size > this.#view.byteLength) throw new RangeError('cut off');
		const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#at, size);
		this.#at += size;
		return bytes;
	}
}

/** The information field of one HDLC frame, its check sum checked. Source: IEC 62056-46, frame type 3. */
function unframed(bytes: Uint8Array): Uint8Array | null {
	const length = (((bytes[1] ?? 0) & 0x07) << 8) | (bytes[2] ?? 0);
	const frame = bytes.subarray(1, 1 + length);
	if (frame.length !== length || length < 12 || crc(frame) !== 0xf0b8) return null;
	let at = 2;
	// two addresses, each ending in a byte whose last bit is set; then control and header check sum
	for (let address = 0; address < 2; address++) {
		while (at < length && ((frame[at] ?? 1) & 1) === 0) at++;
		at++;
	}
	return frame.subarray(at + 3, length - 2);
}

/** CRC-16/X-25 before its last inversion: 0xf0b8 over a frame with its check sum. */
export function crc(bytes: Uint8Array): number {
	let crc = 0xffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
	}
	return crc;
}
