/** One line of a telegram: which object of which channel, and the contents of its brackets. */
export interface P1Line {
	/** 0 for the meter itself, 1 to 4 for what hangs on it by M-Bus. */
	readonly channel: number;
	/** `1.8.0` */
	readonly object: string;
	readonly values: readonly string[];
}

export interface P1Telegram {
	/** `/ISk5\2MT382-1000` without the slash. */
	readonly identity: string;
	readonly lines: readonly P1Line[];
	/** `none`: the telegram carries no checksum (DSMR 2 and 3, or a gateway took it off). */
	readonly checksum: 'right' | 'wrong' | 'none';
}

const OBIS = /^(\d+)-(\d+):(\d+\.\d+\.\d+)(?:[*.&]\d+)?((?:\([^()]*\))+)/;

/** Does the text look like a telegram? An identity line, and a line of data after it. */
export function isTelegram(text: string): boolean {
	return /(?:^|\n)\/[^\r\n]{3,}\r?\n[^]*?\d+-\d+:\d+\.\d+\.\d+[^\r\n]*\(/.test(text.slice(0, 4096));
}

/**
 * Takes a telegram apart. The end mark `!` may carry a checksum: CRC16 over everything from `/` to `!`.
 * Source: DSMR 5.0.2 P1; Swedish branch rules for the customer interface; IEC 62056-21 mode D.
 */
export function readTelegram(text: string): P1Telegram | null {
	const start = text.indexOf('/');
	const end = /(?:^|\n)!([0-9A-Fa-f]{0,4})/.exec(text.slice(Math.max(0, start)));
	// without its end mark a telegram was cut off: a register may lack digits
	if (start < 0 || !end) return null;
	const stop = start + end.index + end[0].indexOf('!');
	const body = text.slice(start, stop + 1);
	// a value may stand on a line of its own, behind the object it belongs to
	const rows = body.replace(/\)\r?\n\(/g, ')(').split(/\r?\n/);
	const lines: P1Line[] = [];
	for (const row of rows) {
		const match = OBIS.exec(row.trim());
		if (!match) continue;
		const [, medium, channel = '', object = '', brackets = ''] = match;
		// electricity's own objects (medium 1) count their channels otherwise
		lines.push({
			channel: medium === '0' ? Number(channel) : 0,
			object,
			values: brackets.slice(1, -1).split(')(')
		});
	}
	return {
		identity: (rows[0] ?? '').slice(1).trim(),
		lines,
		checksum: checked(body, end[1] ?? '')
	};
}

/** Gateways may have changed the line ends, over which the checksum also goes. */
function checked(body: string, written: string): P1Telegram['checksum'] {
	if (written === '') return 'none';
	const value = Number.parseInt(written, 16);
	const bare = body.replace(/\r\n/g, '\n');
	const bodies = [body, bare.replace(/\n/g, '\r\n'), bare];
	return bodies.some((b) => crc16(b) === value) ? 'right' : 'wrong';
}

/** CRC-16 with polynomial 0xA001 (reflected 0x8005), start 0, over the low byte of each character. */
export function crc16(text: string): number {
	let crc = 0;
	for (let i = 0; i < text.length; i++) {
		crc ^= text.charCodeAt(i) & 0xff;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
	}
	return crc;
}
