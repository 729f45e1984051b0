import type { PinAnswer } from '#lib/ui/wall/pin-answer.ts';

const KINDS: Readonly<Record<number, 'opened' | 'wrong' | 'not_set'>> = {
	204: 'opened',
	403: 'wrong',
	409: 'not_set'
};

/** Asks the node to open the details. */
export async function enterPin(pin: string): Promise<PinAnswer> {
	try {
		const response = await fetch('/api/v1/unlock', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ pin })
		});
		if (response.status === 429) {
			const seconds = Number(response.headers.get('retry-after') ?? 60);
			return { kind: 'wait', minutes: Math.max(1, Math.ceil(seconds / 60)) };
		}
		return { kind: KINDS[response.status] ?? 'failed' };
	} catch {
		return { kind: 'failed' };
	}
}
