/** What of a home goes or stays with an erasure: one kind, of one medium, for one reason. */
export interface ErasureLine<Medium extends string = string> {
	readonly kind: 'hours' | 'days' | 'months' | 'consents' | 'log';
	/** null: not of a medium. */
	readonly medium: Medium | null;
	/** `erasure` goes; all others stay. */
	readonly reason: 'erasure' | 'disputed' | 'billing' | 'going_on' | 'proof';
	/** Civil days. */
	readonly first: string;
	readonly last: string;
	/** Civil days, months, or rows. */
	readonly amount: number;
}

/** How far an erasure has come. */
export interface ErasureState {
	/** By whoever asks. */
	readonly isAsked: boolean;
	/** How many have asked, of those who decide in the home. */
	readonly asked: number;
	readonly deciders: number;
	/** When it is carried out, UTC seconds; null: not all have asked. */
	readonly due: number | null;
	/** When it was the last time. */
	readonly carriedOut: number | null;
	/** Their time in the home has ended. */
	readonly isOver: boolean;
}
