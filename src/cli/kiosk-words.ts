export interface StartedKiosk {
	readonly address: string;
	/** Others than this machine reach the display. */
	readonly isOpen: boolean;
	readonly brokerUrl: string;
	readonly isBrokerUp: boolean;
	/** The broker is the node's own. */
	readonly hasOwnBroker: boolean;
	/** Where the hours go; null: nowhere. */
	readonly central: string | null;
	readonly isPaired: boolean;
	readonly dataDir: string;
	readonly logFile: string;
	readonly seconds: number;
}

/** The one short block that the start of the display alone ends with. */
export function kioskWords(started: StartedKiosk): string {
	const { address, central, isPaired, hasOwnBroker, isBrokerUp } = started;
	const broker = hasOwnBroker ? 'its own' : isBrokerUp ? 'connected' : 'not reached yet; it is tried again';
	const paired = isPaired ? 'paired' : 'not paired yet';
	const next = isPaired
		? `Devices, pairing and what is shown are set up at ${address}/setup.`
		: `Next: open ${address}/setup, choose a PIN, say what each device measures` +
			(central === null ? '.' : ', and pair.');
	return [
		'',
		`  The wall display is running alone (ready in ${started.seconds.toFixed(1)} s).`,
		'',
		`  Display      ${address}${started.isOpen ? '  (others in the network reach it too)' : ''}`,
		`  MQTT broker  ${started.brokerUrl}  (${broker})`,
		`  Central      ${central === null ? 'none: nothing leaves the home (HEMVY_CENTRAL_URL)' : `${central}  (${paired})`}`,
		`  Data folder  ${started.dataDir}`,
		`  Log          ${started.logFile}`,
		'',
		`  ${next}`,
		'  Stop with Ctrl-C.',
		''
	].join('\n');
}
