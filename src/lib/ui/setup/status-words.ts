import { civilDate, formatClock, formatDayAndMonth, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import type { Snapshot } from '#lib/home/snapshot.ts';

type Words = (inputs: object, options: { locale: Language }) => string;

const REASONS: Readonly<Record<string, Words>> = {
	too_large: m.setup_reason_too_large,
	empty: m.setup_reason_empty,
	not_json: m.setup_reason_not_json,
	malformed: m.setup_reason_malformed,
	checksum: m.setup_reason_checksum,
	null_value: m.setup_reason_null_value,
	empty_value: m.setup_reason_null_value,
	not_a_number: m.setup_reason_not_a_number,
	not_a_state: m.setup_reason_not_a_state,
	out_of_range: m.setup_reason_out_of_range,
	unsupported_template: m.setup_reason_template,
	command: m.setup_reason_command,
	unknown_source: m.setup_reason_unknown_source,
	too_many_devices: m.setup_reason_too_many
};

/** Why a message or a value does not count. */
export function reasonWords(reason: string, language: Language): string {
	return REASONS[reason]?.({}, { locale: language }) ?? reason;
}

const SOURCES: Readonly<Record<string, Words>> = {
	wmbusmeters: m.setup_family_wmbus,
	zigbee2mqtt: m.setup_family_zigbee,
	tasmota: m.setup_family_tasmota,
	shelly: m.setup_family_shelly,
	p1: m.setup_family_p1,
	han: m.setup_family_han,
	homewizard: m.setup_family_homewizard,
	discovery: m.setup_family_ha
};

/** A family of messages. */
export function sourceWords(source: string, language: Language): string {
	return SOURCES[source]?.({}, { locale: language }) ?? source;
}

/** An event as the node keeps it. */
export interface ToldEvent {
	readonly id: number;
	/** UTC seconds. */
	readonly at: number;
	readonly kind: string;
	readonly subject: string;
	readonly detail: Readonly<Record<string, unknown>>;
}

const EVENTS: Readonly<Record<string, Words>> = {
	started: m.setup_event_started,
	store_set_aside: m.setup_event_store_set_aside,
	register_fell: m.setup_event_register_fell,
	hour_refused: m.setup_event_hour_refused,
	hours_dropped: m.setup_event_hours_dropped,
	readings_lost: m.setup_event_readings_lost,
	clock_changed: m.setup_event_clock_changed,
	paired: m.setup_event_paired,
	pairing_ended: m.setup_event_pairing_ended,
	disk_full: m.setup_event_disk_full,
	disk_free_again: m.setup_event_disk_free_again,
	setup_changed: m.setup_event_setup_changed
};

const REFUSALS: Readonly<Record<string, Words>> = {
	unknown_meter: m.setup_refused_unknown_meter,
	not_this_home: m.setup_refused_unknown_meter,
	medium_differs: m.setup_refused_medium_differs,
	bad_value: m.setup_refused_bad_value,
	too_old: m.setup_refused_too_old
};

/** What happened, and what of it matters to whoever has to put it right. */
export function eventWords({ kind, subject, detail }: ToldEvent, language: Language): string {
	const locale = { locale: language };
	const what = EVENTS[kind]?.({}, locale) ?? kind;
	const { reason, hours } = detail;
	const about = [
		subject,
		typeof hours === 'number' ? m.setup_event_hours({ count: hours }, locale) : '',
		typeof reason === 'string' ? (REFUSALS[reason]?.({}, locale) ?? reason) : ''
	].filter(Boolean);
	return about.length === 0 ? what : `${what}: ${about.join(', ')}`;
}

/** How a link is. @param hasCentral false: the node was started without a central system, so there is none to pair with */
export function linkWords(
	name: keyof Snapshot['links'],
	state: Snapshot['links']['broker']['state'],
	hasCentral: boolean,
	language: Language
): string {
	const words = {
		broker: {
			up: m.setup_link_up,
			down: m.setup_link_broker_down,
			unknown: m.setup_link_unknown,
			none: m.setup_link_unknown
		},
		radio: {
			up: m.setup_link_radio_up,
			down: m.setup_link_radio_down,
			unknown: m.setup_link_unknown,
			none: m.setup_link_radio_none
		},
		central: {
			up: m.setup_link_central_up,
			down: m.setup_link_central_down,
			unknown: m.setup_link_unknown,
			none: hasCentral ? m.setup_link_central_none : m.setup_step_pairing_none
		}
	}[name][state];
	return words({}, { locale: language });
}

/** '21 november 14:03'; a civil day is told where it is not today's. */
export function instantWords(at: number, now: number, timeZone: string, language: Language): string {
	const day = civilDate(at, timeZone);
	const clock = formatClock(at, timeZone);
	return day === civilDate(now, timeZone) ? clock : `${formatDayAndMonth(day, language)} ${clock}`;
}
