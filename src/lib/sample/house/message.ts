/** What a device of the house says on MQTT. */
export interface HouseMessage {
	/** UTC seconds. */
	readonly at: number;
	readonly topic: string;
	readonly payload: string;
	/** The broker keeps it for whoever comes later. */
	readonly retain: boolean;
}

/** A device speaks at certain seconds, always the same ones. */
export interface Speaker {
	/** The first second after `after` at which it may speak. */
	next(after: number): number;
	/** What it says then; null: nothing this time. */
	say(at: number): HouseMessage | null;
}

/** UTC, as devices and bridges write it. */
export const isoUtc = (at: number): string => new Date(at * 1000).toISOString().replace('.000Z', 'Z');
