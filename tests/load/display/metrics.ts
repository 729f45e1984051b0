/** What a wall display's /metrics says, by name; of several of a name their sum. */
export async function figuresOf(url: string): Promise<ReadonlyMap<string, number>> {
	const response = await fetch(`${url}/metrics`);
	if (!response.ok) throw new Error(`${url}/metrics: ${response.status}`);
	const figures = new Map<string, number>();
	for (const line of (await response.text()).split('\n')) {
		const [, name, value] = /^(\w+)(?:\{.*\})? (\S+)/.exec(line) ?? [];
		if (name !== undefined) figures.set(name, (figures.get(name) ?? 0) + Number(value));
	}
	return figures;
}
