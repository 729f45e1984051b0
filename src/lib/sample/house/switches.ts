/** Which plugs somebody has switched off, and what did not flow through them meanwhile. */
export class Switches {
	/** By the plug's name: what its meter stood at when it was switched off. */
	readonly #off = new Map<string, number>();
	/** By name: Wh that would have flowed while it was off. */
	readonly #saved = new Map<string, number>();

	isOn(name: string): boolean {
		return !this.#off.has(name);
	}

	/** @param meter Wh that the plug's meter would show had it never been off */
	turn(name: string, on: boolean, meter: number): void {
		const since = this.#off.get(name);
		if (on && since !== undefined) {
			this.#saved.set(name, (this.#saved.get(name) ?? 0) + meter - since);
			this.#off.delete(name);
		} else if (!on && since === undefined) this.#off.set(name, meter);
	}

	/** What the plug's meter shows, Wh. */
	shown(name: string, meter: number): number {
		return (this.#off.get(name) ?? meter) - (this.#saved.get(name) ?? 0);
	}
}
