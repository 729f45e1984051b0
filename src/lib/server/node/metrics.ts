import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What is read at the moment it is asked for. */
export interface Readouts {
	readonly pendingHours: () => number;
	readonly isBrokerUp: () => boolean;
	readonly isCentralUp: () => boolean;
	readonly waiting: () => number;
	readonly isDiskFull: () => boolean;
}

/** The node's figures in Prometheus' terms. */
export class Metrics {
	readonly registry = new Registry();
	readonly messages: Counter;
	readonly readings: Counter;
	readonly rejected: Counter<'reason'>;
	readonly unknown: Counter;
	readonly hours: Counter<'outcome'>;

	constructor(readouts: Readouts) {
		const registers = [this.registry];
		collectDefaultMetrics({ register: this.registry });
		this.messages = new Counter({ name: 'hemvy_messages_total', help: 'MQTT messages heard.', registers });
		this.readings = new Counter({ name: 'hemvy_readings_total', help: 'Readings taken in.', registers });
		this.rejected = new Counter({
			name: 'hemvy_rejected_total',
			help: 'Messages that were no readings, by reason.',
			labelNames: ['reason'],
			registers
		});
		this.unknown = new Counter({
			name: 'hemvy_unknown_fields_total',
			help: 'Fields of messages that no rule reads.',
			registers
		});
		this.hours = new Counter({
			name: 'hemvy_hours_total',
			help: 'Hourly values formed.',
			labelNames: ['outcome'],
			registers
		});
		const gauge = (name: string, help: string, read: () => number) =>
			new Gauge({
				name,
				help,
				registers,
				collect() {
					this.set(read());
				}
			});
		gauge('hemvy_hours_pending', 'Hourly values that wait for the central system.', readouts.pendingHours);
		gauge('hemvy_readings_waiting', 'Readings that wait to be written.', readouts.waiting);
		gauge('hemvy_broker_up', 'The broker is connected.', () => Number(readouts.isBrokerUp()));
		gauge('hemvy_central_up', 'The central system answered last time.', () => Number(readouts.isCentralUp()));
		gauge('hemvy_disk_full', 'Nothing can be written.', () => Number(readouts.isDiskFull()));
	}

	/** Prometheus' text format. */
	text(): Promise<string> {
		return this.registry.metrics();
	}
}
