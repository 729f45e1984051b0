/** How an entered PIN was answered. `minutes`: how long to wait after too many wrong ones. */
export type PinAnswer =
	| { readonly kind: 'opened' | 'wrong' | 'not_set' | 'failed' }
	| { readonly kind: 'wait'; readonly minutes: number };
