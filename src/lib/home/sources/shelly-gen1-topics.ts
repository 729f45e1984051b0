import { own, type Opened } from '../message.ts';
import type { Measure, State } from '../quantity.ts';
import { Sheet } from '../sheet.ts';
import { ASIDE, type Finding } from '../source.ts';

/** One value by itself; a group in the pattern is the part's number. */
type Rule = readonly [topic: RegExp, quantity: Measure, factor?: number];

const MEASURES: readonly Rule[] = [
	[/^(?:relay|light|roller)\/(\d+)\/power$/, 'power'],
	[/^(?:relay|light|roller)\/(\d+)\/energy$/, 'electricity_import', 1 / 60_000],
	[/^emeter\/(\d+)\/power$/, 'power'],
	[/^emeter\/(\d+)\/total$/, 'electricity_import', 0.001],
	[/^emeter\/(\d+)\/total_returned$/, 'electricity_export', 0.001],
	[/^sensor\/temperature$/, 'temperature'],
	[/^sensor\/humidity$/, 'humidity'],
	[/^sensor\/battery$/, 'battery'],
	[/^ext_temperature\/(\d+)$/, 'temperature'],
	[/^ext_humidity\/(\d+)$/, 'humidity'],
	[/^temperature$/, 'device_temperature']
];

const STATES: readonly (readonly [topic: RegExp, state: State])[] = [
	[/^online$/, 'online'],
	[/^(?:relay|light)\/(\d+)$/, 'switch_on'],
	[/^sensor\/flood$/, 'leak'],
	[/^sensor\/smoke$/, 'smoke'],
	[/^sensor\/motion$/, 'motion'],
	[/^sensor\/vibration$/, 'vibration'],
	[/^sensor\/state$/, 'contact_open']
];

/** The topics of the first generation that carry a bare value. */
export function readGen1Topic({ message, text, object }: Opened, device: string, rest: string): Finding {
	const sheet = new Sheet(message, device);
	for (const [topic, quantity, factor = 1] of MEASURES) {
		const found = topic.exec(rest);
		if (!found) continue;
		sheet.measure(quantity, text.trim(), { key: rest, ...partOf(rest, found[1]), factor });
		return { sheet };
	}
	for (const [topic, state] of STATES) {
		const found = topic.exec(rest);
		if (!found) continue;
		sheet.state(state, wordOf(rest, object ? (own(object, 'motion') ?? null) : text.trim()), {
			key: rest,
			...partOf(rest, found[1])
		});
		return { sheet };
	}
	if (
		/^(?:announce|input|longpush|input_event|settings|sensor|emeter|relay|light|roller|color|white|overtemperature|temperature_f|temperature_status|ext_)/.test(
			rest
		)
	)
		return ASIDE;
	sheet.unknown.push(rest);
	return { sheet };
}

/** `overpower` is said where the relay had to let go. */
function wordOf<T>(rest: string, word: T): T | 'off' {
	return rest.startsWith('relay/') && word === 'overpower' ? 'off' : word;
}

function partOf(rest: string, id: string | undefined) {
	if (id === undefined) return {};
	const kind = rest.split('/')[0] ?? '';
	return { channel: `${/^(?:relay|light|roller)$/.test(kind) ? 'relay' : kind}:${id}`, port: Number(id) };
}
