import type { ChosenPurpose, ChosenResolution, Reason, ShownResolution } from './purpose.ts';

/*
 * What one has decided and is asked about a home, as the database tells it. Media are the words of the energy core;
 * instants are UTC seconds.
 */

/** One switch. */
export interface Choice<Medium extends string = string> {
	readonly purpose: ChosenPurpose;
	readonly medium: Medium;
	readonly resolution: ChosenResolution;
	readonly isOn: boolean;
	/** When silence switches it off; null: it is off. */
	readonly expires: number | null;
	/** false: this home has no display and no TV. */
	readonly isOffered: boolean;
}

/** Staff ask to read the home for a case. */
export interface Asked<Medium extends string = string> {
	readonly id: string;
	/** The case's own number. */
	readonly reference: string;
	readonly reason: Reason;
	readonly media: readonly Medium[];
	readonly resolutions: readonly ShownResolution[];
	readonly asked: number;
	/** When the case closes by itself. */
	readonly closes: number;
	/** One's own answer; null: none yet. */
	readonly answer: 'yes' | 'no' | null;
	/** How many of the others on the contract have said yes, and how many they are. */
	readonly othersYes: number;
	readonly others: number;
}

/** A consent that staff typed in from paper: counts for nothing until it is confirmed. */
export interface Paper<Medium extends string = string> {
	readonly id: string;
	readonly purpose: 'own_view' | 'case';
	/** The case's own number; null: of one's own view. */
	readonly reference: string | null;
	readonly medium: Medium;
	readonly resolution: ShownResolution;
	readonly at: number;
}

/** An act of one's own, as it was written down. */
export interface PastAct<Medium extends string = string> {
	readonly id: string;
	readonly act: 'given' | 'withdrawn' | 'objected' | 'objection_lifted' | 'confirmed' | 'declined';
	readonly purpose: ChosenPurpose | 'case';
	/** null: of hiding hours, which is about all of them. */
	readonly medium: Medium | null;
	readonly resolution: ShownResolution;
	readonly at: number;
	readonly expires: number | null;
}

/** Why a resolution of a medium is not shown: it is not switched on, somebody has hidden hours, or it is not one's own to choose. */
export type OffReason = 'not_chosen' | 'hidden' | 'not_yours';
