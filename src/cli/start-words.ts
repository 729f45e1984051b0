import type { Display } from './display.ts';

export interface DemoSignIn {
	readonly email: string;
	readonly password: string;
	readonly words: string;
}

export interface Started {
	readonly address: string;
	readonly accounts: readonly DemoSignIn[];
	/** What the accounts of staff are asked for beside their password; null: there are none. */
	readonly staffKey: string | null;
	/** There is a sample, but its accounts may not sign in, because others could reach the portal. */
	readonly accountsOff: boolean;
	/** Address for other tools; null for a database of one's own. */
	readonly databaseUrl: string | null;
	readonly logFile: string;
	/** The wall display of the sample home; null: none was started. */
	readonly display: Display | null;
	readonly seconds: number;
}

/** The one short block that a start ends with. */
export function startWords(started: Started): string {
	const width = Math.max(0, ...started.accounts.map(({ email }) => email.length));
	const secret = Math.max(0, ...started.accounts.map(({ password }) => password.length));
	const accounts = started.accounts.map(
		({ email, password, words }) => `    ${email.padEnd(width)}  ${password.padEnd(secret)}  ${words}`
	);
	const { display } = started;
	const pin = display?.pin == null ? '' : `  (PIN ${display.pin})`;
	return [
		'',
		`  Hemvy is running (ready in ${started.seconds.toFixed(1)} s).`,
		'',
		`  Portal        ${started.address}`,
		...(display === null
			? []
			: [`  Wall display  ${display.address}${pin}`, `  MQTT broker   ${display.brokerUrl}`]),
		...(display?.unpaired == null ? [] : [`                ${display.unpaired}`]),
		...(started.databaseUrl === null ? [] : [`  Database      ${started.databaseUrl}`]),
		`  Log           ${started.logFile}`,
		...(accounts.length === 0 ? [] : ['', '  Sign in with (e-mail, password):', ...accounts]),
		...(accounts.length === 0 || started.staffKey === null
			? []
			: [
					'',
					'  Staff also give a one-time code. Add this key to an authenticator app, one for all of them:',
					`    ${started.staffKey.replace(/.{4}(?=.)/g, '$& ')}`,
					'  or ask for the present code with: npm run hemvy -- demo-code'
				]),
		...(started.accountsOff
			? ['', '  Demo accounts are off, because HOST lets others reach the portal.']
			: []),
		'',
		'  Stop with Ctrl-C.',
		''
	].join('\n');
}
