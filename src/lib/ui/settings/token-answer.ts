/** How an attempt to make a key went wrong, and what was sent. */
export interface TokenAnswer {
	readonly problem: string;
	readonly retryAfterS: number;
	readonly sent: {
		readonly name: string;
		readonly homes: readonly string[];
		readonly media: readonly string[];
		readonly resolutions: readonly string[];
		readonly days: string;
	};
}
