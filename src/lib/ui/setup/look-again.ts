/** A page that nobody touches for this long stops asking: whoever left it has left the pages of set-up open. */
const IDLE_MS = 300_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'input', 'scroll', 'focus'] as const;

/**
 * Looks again and again while somebody is there: not in a hidden tab, not on a page left alone, not while the node
 * does not answer.
 * @returns how to stop
 */
export function lookAgain(look: () => Promise<unknown>, everyMs: number): () => void {
	let lastSign = performance.now();
	let isStopped = false;
	const sign = () => {
		lastSign = performance.now();
	};
	for (const name of SIGNS) addEventListener(name, sign, { passive: true });
	const turn = async () => {
		if (isStopped) return;
		const isThere = !document.hidden && performance.now() - lastSign < IDLE_MS;
		if (isThere && (await doesAnswer())) await look();
		later();
	};
	let timer = setTimeout(() => void turn(), everyMs);
	const later = () => {
		timer = setTimeout(() => void turn(), everyMs);
	};
	return () => {
		isStopped = true;
		clearTimeout(timer);
		for (const name of SIGNS) removeEventListener(name, sign);
	};
}

/** Looking while the node restarts would put an error in the place of a form that somebody is filling in. */
async function doesAnswer(): Promise<boolean> {
	try {
		await fetch('/healthz', { cache: 'no-store' });
		return true;
	} catch {
		return false;
	}
}

/** Calls `leave` when a page has not been touched for so long that its PIN has ended. @returns how to stop */
export function whenLeft(afterMs: number, leave: () => void): () => void {
	let timer = setTimeout(leave, afterMs);
	const sign = () => {
		clearTimeout(timer);
		timer = setTimeout(leave, afterMs);
	};
	for (const name of SIGNS) addEventListener(name, sign, { passive: true });
	return () => {
		clearTimeout(timer);
		for (const name of SIGNS) removeEventListener(name, sign);
	};
}
