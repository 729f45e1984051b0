const STEPS = [1, 2, 2.5, 5, 10];

/** Round amounts (öre) from above `most` down to below `least`, three or four of them, zero among them. */
export function ticksOf(least: number, most: number): number[] {
	const rough = (most - least) / 3;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = (STEPS.find((each) => each * power >= rough) ?? 10) * power;
	const ticks: number[] = [];
	for (let tick = Math.ceil(most / step); tick >= Math.floor(least / step); tick--) ticks.push(tick * step);
	return ticks;
}
