import type { Memory } from './memory.ts';
import { openMessage, type Message, type Reason } from './message.ts';
import type { Reading } from './reading.ts';
import type { Refusal } from './sheet.ts';
import type { Adapter, Finding } from './source.ts';
import { readAnnounced, readAnnouncement } from './sources/discovery.ts';
import { readHan } from './sources/han.ts';
import { readHanFrame } from './sources/han-frame.ts';
import { readHomewizard } from './sources/homewizard.ts';
import { readP1 } from './sources/p1.ts';
import { readShellyGen1 } from './sources/shelly-gen1.ts';
import { readShellyGen2 } from './sources/shelly-gen2.ts';
import { readTasmota } from './sources/tasmota.ts';
import { readWmbusmeters } from './sources/wmbusmeters.ts';
import { readZigbee2mqtt } from './sources/zigbee2mqtt.ts';

export type Source =
	'wmbusmeters' | 'zigbee2mqtt' | 'tasmota' | 'shelly' | 'p1' | 'han' | 'homewizard' | 'discovery';

/** What one message came to, and what is known after it. */
export type Interpretation =
	| {
			readonly kind: 'read';
			readonly source: Source;
			/** None: the message was understood and measures nothing. */
			readonly readings: readonly Reading[];
			/** Fields that no rule reads. */
			readonly unknown: readonly string[];
			/** Values that were there and do not count. */
			readonly refused: readonly Refusal[];
			readonly memory: Memory;
	  }
	| {
			readonly kind: 'rejected';
			readonly source: Source | null;
			readonly reason: Reason;
			readonly memory: Memory;
	  };

/**
 * In this order, the first that knows a message reads it: what is told by its topic comes before what is told
 * by its content, and what a device announced of itself before what its fields only look like.
 */
const ADAPTERS: readonly (readonly [Source, Adapter])[] = [
	['discovery', readAnnouncement],
	['wmbusmeters', readWmbusmeters],
	['p1', readP1],
	['shelly', readShellyGen1],
	['zigbee2mqtt', readZigbee2mqtt],
	['shelly', readShellyGen2],
	['tasmota', readTasmota],
	['discovery', readAnnounced],
	['han', readHan],
	['homewizard', readHomewizard],
	['han', readHanFrame]
];

/**
 * Turns a message into readings. Never throws for whatever a payload holds.
 * A message of which no value counts is rejected with the first value's reason.
 */
export function interpret(message: Message, memory: Memory): Interpretation {
	const opened = openMessage(message);
	if ('rejected' in opened) return { kind: 'rejected', source: null, reason: opened.rejected, memory };
	for (const [source, read] of ADAPTERS) {
		const finding = read(opened, memory);
		if (finding !== null) return concluded(source, finding, memory);
	}
	return { kind: 'rejected', source: null, reason: unreadable(opened.json), memory };
}

function concluded(source: Source, finding: Finding, before: Memory): Interpretation {
	if ('rejected' in finding) return { kind: 'rejected', source, reason: finding.rejected, memory: before };
	const memory = finding.memory ?? before;
	if ('aside' in finding) return { kind: 'read', source, readings: [], unknown: [], refused: [], memory };
	const { readings, unknown, refused } = finding.sheet;
	const first = refused[0];
	if (readings.length === 0 && first) return { kind: 'rejected', source, reason: first.reason, memory };
	return { kind: 'read', source, readings, unknown, refused, memory };
}

/** Nobody's message: say what is wrong with it before saying that nobody knows it. */
function unreadable(json: unknown): Reason {
	if (json === undefined) return 'not_json';
	return json === null ? 'null_value' : 'unknown_source';
}
