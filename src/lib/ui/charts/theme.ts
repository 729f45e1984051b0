import type { Medium } from '#lib/energy/medium.ts';

/** The tokens as a canvas needs them: resolved colours and the patterns made of them. */
export interface Theme {
	readonly colour: (token: string) => string;
	readonly face: string;
	readonly hatch: (medium: Medium) => CanvasPattern | string;
	readonly lines: (medium: Medium) => CanvasPattern | string;
	/** The medium's colour let down into the ground, for outlined bars. */
	readonly tint: (medium: Medium) => string;
}

function tile(width: number, height: number, ratio: number, paint: (c: CanvasRenderingContext2D) => void) {
	const canvas = document.createElement('canvas');
	canvas.width = Math.round(width * ratio);
	canvas.height = Math.round(height * ratio);
	const context = canvas.getContext('2d');
	if (context === null) return null;
	context.scale(canvas.width / width, canvas.height / height);
	paint(context);
	const pattern = context.createPattern(canvas, 'repeat');
	pattern?.setTransform(new DOMMatrix().scale(width / canvas.width, height / canvas.height));
	return pattern;
}

/** Reads the theme that is in force now on `element`. */
export function readTheme(element: Element): Theme {
	const style = getComputedStyle(element);
	const ratio = Math.max(1, globalThis.devicePixelRatio);
	const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
	const share = Number.parseFloat(colour('tint'));
	return {
		colour,
		face: colour('face'),
		tint: (medium) => `color-mix(in srgb, ${colour(medium)} ${share}%, ${colour('ground')})`,
		lines: (medium) =>
			tile(9, 9, ratio, (c) => {
				c.fillStyle = colour(medium);
				c.fillRect(0, 0, 9, 9);
				c.globalAlpha = 0.26;
				c.fillStyle = colour('ground');
				c.fillRect(0, 6, 9, 1.25);
			}) ?? colour(medium),
		hatch: (medium) => {
			// A slanted pattern repeats without a seam when its tile is as wide as the slant's period.
			const side = 7 * Math.SQRT2;
			const pattern = tile(side, side, ratio, (c) => {
				c.fillStyle = colour('ground');
				c.fillRect(0, 0, side, side);
				c.strokeStyle = colour(medium);
				c.lineWidth = 3;
				for (const shift of [-side, 0, side]) {
					c.beginPath();
					c.moveTo(shift - 2, side + 2);
					c.lineTo(shift + side + 2, -2);
					c.stroke();
				}
			});
			return pattern ?? colour(medium);
		}
	};
}
