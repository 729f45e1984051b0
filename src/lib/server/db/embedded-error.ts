/** Why the embedded PostgreSQL cannot serve. The message is one line for an operator and says what to do. */
export type EmbeddedErrorCode =
	| 'in_use' // another process of ours holds this data folder
	| 'port_in_use'
	| 'disk_full'
	| 'other_version'
	| 'broken'
	| 'no_access'
	| 'no_binaries'
	| 'failed';

export class EmbeddedError extends Error {
	readonly code: EmbeddedErrorCode;

	constructor(code: EmbeddedErrorCode, message: string) {
		super(message);
		this.name = 'EmbeddedError';
		this.code = code;
	}
}
